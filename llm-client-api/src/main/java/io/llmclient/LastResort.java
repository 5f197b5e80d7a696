package io.llmclient;

import org.jspecify.annotations.Nullable;

/** Answers in place of the providers when all of them failed. */
@FunctionalInterface
public interface LastResort {

    /**
     * Called on the thread of the call when no candidate answered and nothing was shown to the caller yet: not when the
     * caller gave up, nor for a failure that is the request's own fault. The answer that the caller gets is marked
     * ({@link ChatResponse#lastResort()}) and carries the route. An exception is logged, and the failure passes.
     *
     * @param failure what the caller would get; its route holds every attempt
     * @return the answer, or null to let the failure pass
     */
    @Nullable
    ChatResponse answer(ChatRequest request, LlmException failure);
}
