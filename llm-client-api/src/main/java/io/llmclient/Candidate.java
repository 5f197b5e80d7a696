package io.llmclient;

/**
 * One entry of a client's list: a model at a provider.
 *
 * @param provider the provider's name, such as {@code openai}
 * @param model the model id that is asked for
 * @param position its place in the client's list, 0 for the first choice
 */
public record Candidate(String provider, String model, int position) {

    /** {@code provider/model}, unique within a client. */
    public String name() {
        return provider + "/" + model;
    }

    @Override
    public String toString() {
        return name();
    }
}
