package io.llmclient;

/** The conversation is longer than the model can read: {@link FailureKind#CONTEXT_TOO_LONG}. */
public final class ContextTooLongException extends LlmException {

    private static final long serialVersionUID = 1L;

    ContextTooLongException(Builder b) {
        super(b);
    }
}
