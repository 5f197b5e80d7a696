@org.jspecify.annotations.NullMarked
package io.llmclient.core.internal.failure;
