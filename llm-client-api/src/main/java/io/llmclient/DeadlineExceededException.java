package io.llmclient;

/** The call's deadline passed: {@link FailureKind#DEADLINE_EXCEEDED}. */
public final class DeadlineExceededException extends LlmException {

    private static final long serialVersionUID = 1L;

    DeadlineExceededException(Builder b) {
        super(b);
    }
}
