/** The wire language of Ollama's own chat API. */
@NullMarked
package io.llmclient.providers.internal.ollama;

import org.jspecify.annotations.NullMarked;
