/**
 * Makes a request fit the provider that will be asked, without losing meaning, or refuses with a reason.
 *
 * <p>{@link io.llmclient.core.internal.adapt.Adapter#adapt} is the way in and lists the steps. Everything here is a
 * pure function of the request and the {@link io.llmclient.spi.Capabilities} of the model.
 */
@NullMarked
package io.llmclient.core.internal.adapt;

import org.jspecify.annotations.NullMarked;
