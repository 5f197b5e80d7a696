/** OpenAI's chat completions, the wire language that most other services understand, too. */
@NullMarked
package io.llmclient.providers.internal.openai;

import org.jspecify.annotations.NullMarked;
