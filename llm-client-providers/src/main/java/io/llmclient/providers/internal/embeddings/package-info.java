/** The wire languages in which providers turn texts into vectors: one small class each. Not API. */
@NullMarked
package io.llmclient.providers.internal.embeddings;

import org.jspecify.annotations.NullMarked;
