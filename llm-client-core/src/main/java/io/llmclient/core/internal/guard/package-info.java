/** The guards around a provider; the only room that sees Resilience4j. Not API. */
@NullMarked
package io.llmclient.core.internal.guard;

import org.jspecify.annotations.NullMarked;
