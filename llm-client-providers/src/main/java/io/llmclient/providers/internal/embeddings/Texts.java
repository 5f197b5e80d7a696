package io.llmclient.providers.internal.embeddings;

import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Lists of texts, and lists of their vectors, as several wires have them. */
final class Texts {

    private Texts() {}

    static void write(String field, List<String> texts, JsonGenerator out) {
        out.writeArrayPropertyStart(field);
        texts.forEach(out::writeString);
        out.writeEndArray();
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
