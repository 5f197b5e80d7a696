package io.llmclient.testkit;

import io.llmclient.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts that a request wants as vectors.
 *
 * @param dimension how many numbers each shall have
 * @param base64 whether the numbers are wanted as Base64
 */
record WireEmbedding(List<String> texts, int dimension, boolean base64) {

    /** What models make that are not asked for a length. */
    private static final int DIMENSION = 1536;

    static WireEmbedding of(List<String> texts, @Nullable Object dimension, boolean base64) {
        return new WireEmbedding(texts, dimension instanceof Number number ? number.intValue() : DIMENSION, base64);
    }

    /** What the reply says, or else vectors made from the texts. */
    List<Content.Vector> vectors(Reply reply) {
        return reply.orVectors(texts, dimension).parts("", "").stream()
                .filter(Content.Vector.class::isInstance)
                .map(Content.Vector.class::cast)
                .toList();
    }
}
