@NullMarked
package io.llmclient.core.internal.adapt;

import org.jspecify.annotations.NullMarked;
