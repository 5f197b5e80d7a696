package io.llmclient;

import java.util.List;

/**
 * Turns texts into vectors of the first provider of an ordered list that is able to. All its providers serve the same
 * model, so vectors of different calls can be compared, whoever made them.
 *
 * <p>A client is built once, shared by all threads of an application, and closed at its end.
 */
public interface EmbeddingClient extends AutoCloseable {

    /**
     * Turns each text into one vector, on the calling thread. More texts than a provider takes at once are sent in
     * several calls, one after the other; all of them succeed, or this throws. Each call fails over for itself.
     *
     * <p>Interrupting the thread cancels the HTTP call, leaves the interrupt flag set and ends in an {@code
     * LlmException} of kind {@link FailureKind#CANCELLED}.
     *
     * @throws AllProvidersFailedException when several candidates were tried or skipped without an answer; a single one
     *     throws its own failure. Its route is that of the call that failed
     * @throws LlmException when the failure is one that no other provider can mend, such as an invalid request
     * @throws IllegalArgumentException when the routing names an unknown candidate or leaves none
     * @throws IllegalStateException after {@link #close()}
     */
    EmbeddingResponse embed(EmbeddingRequest request);

    /** Turns texts into vectors, in order. */
    default EmbeddingResponse embed(List<String> texts) {
        return embed(EmbeddingRequest.builder().texts(texts).build());
    }

    /** Turns one text into a vector. */
    default float[] embed(String text) {
        return embed(List.of(text)).vectors().get(0);
    }

    /** Cancels the calls in flight and releases connections. Further calls fail; closing twice does nothing. */
    @Override
    void close();
}
