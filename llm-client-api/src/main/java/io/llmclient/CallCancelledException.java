package io.llmclient;

/** The caller closed, cancelled or interrupted the call: {@link FailureKind#CANCELLED}. */
public final class CallCancelledException extends LlmException {

    private static final long serialVersionUID = 1L;

    CallCancelledException(Builder b) {
        super(b);
    }
}
