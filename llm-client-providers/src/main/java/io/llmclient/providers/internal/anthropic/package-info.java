/** Anthropic's Messages API. */
@NullMarked
package io.llmclient.providers.internal.anthropic;

import org.jspecify.annotations.NullMarked;
