/** The wire language of Google's Gemini models: {@code generateContent}, as AI Studio and Vertex AI speak it. */
@NullMarked
package io.llmclient.providers.internal.gemini;

import org.jspecify.annotations.NullMarked;
