/** The road of one call. Not API. */
@NullMarked
package io.llmclient.core.internal.pipeline;

import org.jspecify.annotations.NullMarked;
