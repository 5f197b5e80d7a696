package io.llmclient;

import org.jspecify.annotations.Nullable;

/**
 * Changes requests and answers on their way, or vetoes a failover. Works the same for {@code chat}, {@code stream} and
 * {@code chatAsync}: a stream's deltas pass unchanged, its completed answer goes through {@link #onResponse}.
 *
 * <p>A client takes interceptors in two scopes: once per call, around everything, and once per candidate, afresh for
 * each one that is asked. Requests pass them in the order they were added, answers in reverse. They run on the thread
 * of the call, or of the attempt where two are made at once ({@link Hedge}), and must be safe for use by several
 * threads.
 */
public interface Interceptor {

    /**
     * Sees a request before it is sent and may change it. What it throws ends the call and reaches the caller as it is;
     * only an {@link LlmException} in the scope of the candidate is that candidate's failure, whose kind decides
     * whether the next one is asked.
     *
     * @param candidate who will be asked; null in the scope of the call
     */
    default ChatRequest onRequest(ChatRequest request, CallInfo call, @Nullable Candidate candidate) {
        return request;
    }

    /**
     * Sees a whole answer before the caller does and may change it. An answer is never lost: what this throws is
     * logged, and the answer passes unchanged.
     *
     * @param candidate who answered; null in the scope of the call
     */
    default ChatResponse onResponse(ChatResponse response, CallInfo call, @Nullable Candidate candidate) {
        return response;
    }

    /**
     * Asked in the scope of the candidate when it failed and another would be asked next.
     *
     * @return false to end the call with this failure
     */
    default boolean allowFailover(LlmException failure, CallInfo call, Candidate candidate) {
        return true;
    }
}
