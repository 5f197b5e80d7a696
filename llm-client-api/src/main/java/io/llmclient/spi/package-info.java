/** What a provider implements, and the few types the machine hands to it. Applications rarely need this package. */
@NullMarked
package io.llmclient.spi;

import org.jspecify.annotations.NullMarked;
