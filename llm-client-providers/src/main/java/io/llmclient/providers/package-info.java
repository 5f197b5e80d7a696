/** One small class for each provider. */
@NullMarked
package io.llmclient.providers;

import org.jspecify.annotations.NullMarked;
