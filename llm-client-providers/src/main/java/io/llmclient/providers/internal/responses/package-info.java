/** OpenAI's Responses API, and whoever speaks like it. */
@NullMarked
package io.llmclient.providers.internal.responses;

import org.jspecify.annotations.NullMarked;
