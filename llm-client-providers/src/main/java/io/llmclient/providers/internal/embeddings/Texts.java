package io.llmclient.providers.internal.embeddings;

import io.llmclient.Usage;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;

/** What several wires tell of texts in the same way. */
final class Texts {

    private Texts() {}

    /** Reads how many tokens they are, where nothing more is counted. */
    static void tokens(JsonCursor in, Deltas out) {
        Long tokens = in.number();
        out.usage(() -> Usage.builder().input(tokens).build());
    }

    /** Reads {@code [[0.1, …], …]}. What is no vector is left out, which shows in their number. */
    static void vectors(JsonCursor in, int dimension, Deltas out) {
        if (in.array()) {
            while (in.element()) {
                vector(in, dimension, out);
            }
        }
    }

    static void vector(JsonCursor in, int dimension, Deltas out) {
        float[] values = in.floats(dimension);
        if (values != null) {
            out.vector(values);
        }
    }
}
