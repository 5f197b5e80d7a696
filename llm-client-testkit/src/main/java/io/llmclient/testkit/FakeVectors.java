package io.llmclient.testkit;

import io.llmclient.Content;
import java.util.List;
import java.util.Random;

/** Vectors that depend on the text and the dimension alone, of length one, as most models make them. */
final class FakeVectors {

    private FakeVectors() {}

    static float[] of(String text, int dimension) {
        Random dice = new Random(text.hashCode());
        float[] vector = new float[dimension];
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) dice.nextGaussian();
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) (vector[i] / Math.sqrt(squares));
        }
        return vector;
    }

    static List<Content.Vector> of(List<String> texts, int dimension) {
        return texts.stream()
                .map(text -> new Content.Vector(of(text, dimension)))
                .toList();
    }
}
