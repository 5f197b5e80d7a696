/** The library in one JVM with the official SDKs. */
@NullMarked
package io.llmclient.compatibility;

import org.jspecify.annotations.NullMarked;
