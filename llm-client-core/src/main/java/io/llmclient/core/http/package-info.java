/**
 * How to declare a provider that is spoken to over HTTP: a {@link io.llmclient.core.http.Dialect}, an address, an
 * {@link io.llmclient.core.http.Auth}, and {@link io.llmclient.core.http.Quirks}.
 */
@NullMarked
package io.llmclient.core.http;

import org.jspecify.annotations.NullMarked;
