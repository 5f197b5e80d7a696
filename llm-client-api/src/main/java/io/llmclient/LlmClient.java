package io.llmclient;

import java.util.concurrent.CompletableFuture;

/**
 * Asks the first provider of an ordered list that is able to answer.
 *
 * <p>A client is built once, shared by all threads of an application, and closed at its end. All three ways to ask take
 * the same road: deadline, failover, retry, circuit breaker.
 *
 * <p>Every method throws {@link IllegalArgumentException} for a request that can't be right, before any network call,
 * {@link IllegalStateException} after {@link #close()}, and otherwise only {@link LlmException}.
 */
public interface LlmClient extends AutoCloseable {

    /**
     * Asks and waits for the whole answer on the calling thread.
     *
     * <p>Interrupting the thread cancels the HTTP call, leaves the interrupt flag set and ends in an {@code
     * LlmException} of kind {@link FailureKind#CANCELLED}.
     *
     * @throws AllProvidersFailedException when several candidates were tried or skipped without an answer; a single one
     *     throws its own failure; neither where the client has a {@link LastResort} that answers
     * @throws LlmException when the failure is one that no other provider can mend, such as an invalid request
     */
    ChatResponse chat(ChatRequest request);

    /** Asks with one user message. */
    default ChatResponse chat(String userMessage) {
        return chat(ChatRequest.of(userMessage));
    }

    /**
     * Prepares a stream of events, pulled by the caller on its own thread.
     *
     * <p>Nothing is sent before the first pull. Failures of providers surface there, and only when no candidate could
     * begin an answer. The stream must be closed; closing it early cancels the HTTP call.
     */
    ChatStream stream(ChatRequest request);

    /** Streams the answer to one user message. */
    default ChatStream stream(String userMessage) {
        return stream(ChatRequest.of(userMessage));
    }

    /**
     * Asks on another thread: a virtual one where the JVM has them, unless the client was built with an executor.
     *
     * <p>The future fails with the same exceptions that {@link #chat(ChatRequest)} throws. Cancelling it cancels the
     * HTTP call.
     */
    CompletableFuture<ChatResponse> chatAsync(ChatRequest request);

    /** Asks with one user message on another thread. */
    default CompletableFuture<ChatResponse> chatAsync(String userMessage) {
        return chatAsync(ChatRequest.of(userMessage));
    }

    /**
     * Cancels the calls in flight and releases connections and threads. Further calls fail; closing twice does nothing.
     */
    @Override
    void close();
}
