package io.llmclient;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One vector for each text, who made them, and what it took. */
public final class EmbeddingResponse {

    private final List<float[]> vectors;
    private final Usage usage;
    private final @Nullable String model;
    private final Route route;

    /**
     * For clients and their fakes.
     *
     * @param vectors in the order of the texts; the arrays are not copied
     * @param model as the provider names it; null when it gave none
     */
    public EmbeddingResponse(List<float[]> vectors, Usage usage, @Nullable String model, Route route) {
        this.vectors = List.copyOf(vectors);
        this.usage = usage;
        this.model = model;
        this.route = route;
    }

    /** The vectors as the provider gave them, in the order of the texts. The arrays are the caller's own. */
    public List<float[]> vectors() {
        return vectors;
    }

    /** The tokens of all calls that answered; a count is unknown when one of them did not tell it. */
    public Usage usage() {
        return usage;
    }

    /** The model as the provider of the first text names it; null when it gave none. */
    public @Nullable String model() {
        return model;
    }

    /** Every attempt of every call that was needed, in order. */
    public Route route() {
        return route;
    }

    /** Sizes, not numbers. */
    @Override
    public String toString() {
        return "EmbeddingResponse[" + vectors.size() + " vectors, " + route + "]";
    }
}
