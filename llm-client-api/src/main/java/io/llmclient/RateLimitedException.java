package io.llmclient;

/** The provider asks for patience: {@link FailureKind#RATE_LIMITED}. See {@link #retryAfter()}. */
public final class RateLimitedException extends LlmException {

    private static final long serialVersionUID = 1L;

    RateLimitedException(Builder b) {
        super(b);
    }
}
