/** The only room that sees Google's library, which an application need not have. Not API. */
@NullMarked
package io.llmclient.providers.internal.google;

import org.jspecify.annotations.NullMarked;
