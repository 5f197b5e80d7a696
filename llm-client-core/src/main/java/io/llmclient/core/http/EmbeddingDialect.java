package io.llmclient.core.http;

import tools.jackson.core.JsonGenerator;

/**
 * The wire language of a provider's embeddings, as pure functions: no I/O, no thread, no clock. Stateless and safe for
 * use by several threads.
 */
public interface EmbeddingDialect {

    /** Its name, such as {@code openai.embeddings}. */
    String name();

    /** How many texts a model takes in one request. */
    int maxTexts(String model);

    /** The path and query of a request, appended to the base URL; begins with a slash. */
    String path(Target target);

    /** Writes the body of a request as one JSON object. */
    void write(EmbeddingInput input, JsonGenerator out);

    /**
     * Reads the body of an answer, and tells its {@linkplain Deltas#vector vectors} in the order of the texts. How many
     * there are and how long they are is checked by others.
     *
     * @param dimension how many numbers a vector should have
     */
    void read(JsonCursor in, int dimension, Deltas out);
}
