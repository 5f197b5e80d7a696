package io.llmclient.core.http;

import io.llmclient.EmbeddingPurpose;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one request turns into vectors.
 *
 * @param purpose null where nobody says
 * @param model the model id
 * @param dimension how many numbers a vector should have
 */
public record EmbeddingInput(List<String> texts, @Nullable EmbeddingPurpose purpose, String model, int dimension) {}
