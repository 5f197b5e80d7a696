package io.llmclient.spi;

import io.llmclient.Content;

/**
 * A model that turns texts into vectors, at one provider.
 *
 * <p>Its {@link #client()} is asked as any provider is, so that retry, breaker and failover are the same. The request
 * is one user message with a {@link Content.Text} for each text, and the {@linkplain #PURPOSE purpose} in its metadata;
 * it is never streamed. The answer holds as many {@link Content.Vector}s in the same order.
 *
 * @param client how to ask it once
 * @param space whose vectors these are: vectors of one space can be compared, others never. By its model's id, unless
 *     {@link #space(String)} says otherwise
 * @param dimension how many numbers a vector has
 * @param maxTexts how many texts it takes at once
 */
public record EmbeddingModel(ProviderClient client, String space, int dimension, int maxTexts) {

    /** The key of the name of an {@link io.llmclient.EmbeddingPurpose} in the metadata of a request; absent for none. */
    public static final String PURPOSE = "purpose";

    public EmbeddingModel {
        if (dimension < 1) {
            throw new IllegalArgumentException("dimension must be at least 1, not " + dimension);
        }
        if (maxTexts < 1) {
            throw new IllegalArgumentException("maxTexts must be at least 1, not " + maxTexts);
        }
    }

    /** A model whose space has its id. */
    public EmbeddingModel(ProviderClient client, int dimension, int maxTexts) {
        this(client, client.model(), dimension, maxTexts);
    }

    /**
     * The same with another name of its space, for a provider that calls the model by a name of its own: {@code
     * azure.embedding("my-deployment", 1536).space("text-embedding-3-small")}.
     */
    public EmbeddingModel space(String model) {
        return new EmbeddingModel(client, model, dimension, maxTexts);
    }

    /**
     * The same with another limit of texts in one request: for a service that takes fewer than others do, or for texts
     * so long that a full request of them would have more tokens than the service takes.
     */
    public EmbeddingModel maxTexts(int count) {
        return new EmbeddingModel(client, space, dimension, count);
    }
}
