package io.llmclient;

/** The request is wrong, whoever is asked: {@link FailureKind#INVALID_REQUEST}. */
public final class InvalidRequestException extends LlmException {

    private static final long serialVersionUID = 1L;

    InvalidRequestException(Builder b) {
        super(b);
    }
}
