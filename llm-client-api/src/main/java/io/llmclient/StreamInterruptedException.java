package io.llmclient;

import org.jspecify.annotations.Nullable;

/**
 * A stream broke after content was handed out: {@link FailureKind#STREAM_INTERRUPTED}. The cause says why; {@link
 * #partial()} is what came.
 */
public final class StreamInterruptedException extends LlmException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable ChatResponse partial;

    /** Takes provider, status and ids from the cause. */
    public StreamInterruptedException(LlmException cause, ChatResponse partial, Route route) {
        super(LlmException.builder(FailureKind.STREAM_INTERRUPTED)
                .message("the stream broke off: " + cause.getMessage())
                .cause(cause)
                .provider(cause.provider(), cause.model())
                .status(cause.status())
                .code(cause.code())
                .requestId(cause.requestId())
                .retryAfter(cause.retryAfter())
                .route(route));
        this.partial = partial;
    }

    /**
     * The answer as far as it came; empty on a copy that was serialized. Its finish reason is {@link
     * FinishReason#OTHER}; don't take it for whole.
     */
    public ChatResponse partial() {
        return partial == null ? ChatResponse.builder().build() : partial;
    }
}
