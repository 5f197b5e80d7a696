/** What a provider implements. */
@NullMarked
package io.llmclient.spi;

import org.jspecify.annotations.NullMarked;
