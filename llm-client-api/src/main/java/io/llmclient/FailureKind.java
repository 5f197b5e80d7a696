package io.llmclient;

/** What went wrong, in terms that decide what to do about it. Later versions may add kinds. */
public enum FailureKind {
    /** Refused, no DNS, no TLS, or reset before the response: certainly not answered. */
    CONNECTION_FAILED,
    /** No response, no first token, or no next event in time. */
    TIMED_OUT,
    /** HTTP 500, 502 and their like, or such an error inside a stream. */
    SERVER_ERROR,
    /** The provider says that it has too much to do: HTTP 503, 529, Anthropic's {@code overloaded_error}. */
    OVERLOADED,
    /** HTTP 429: too many requests or tokens for a while. */
    RATE_LIMITED,
    /** The account's quota or credit is used up: HTTP 402, OpenAI's {@code insufficient_quota}. */
    QUOTA_EXHAUSTED,
    /** The key is wrong, expired or missing: HTTP 401, Gemini's {@code API_KEY_INVALID} in a 400. */
    AUTHENTICATION,
    /** The key may not do this, or the region is not served: HTTP 403. */
    PERMISSION,
    /** No such model, or not any more, or not for this account: HTTP 404. */
    MODEL_UNAVAILABLE,
    /** The conversation is longer than the model can read. */
    CONTEXT_TOO_LONG,
    /** The request has too many bytes: HTTP 413. */
    REQUEST_TOO_LARGE,
    /** A content policy stopped the request. A stopped <em>answer</em> is a {@link FinishReason#CONTENT_FILTER}. */
    CONTENT_FILTERED,
    /** The request is wrong: another HTTP 400, 422. */
    INVALID_REQUEST,
    /**
     * The provider cannot express the request honestly, so it was not sent; or it was asked, and refused what no other
     * provider would see.
     */
    UNSUPPORTED,
    /** The response is not what the API promises: not JSON, impossible structure, too large. */
    MALFORMED_RESPONSE,
    /** The answer broke off: the body ended or was reset before the answer's own end mark. */
    STREAM_INTERRUPTED,
    /** The circuit breaker is open, so no request was made. */
    CIRCUIT_OPEN,
    /** The caller closed, cancelled or interrupted the call. */
    CANCELLED,
    /** The call's deadline passed. */
    DEADLINE_EXCEEDED
}
