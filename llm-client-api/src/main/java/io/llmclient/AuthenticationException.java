package io.llmclient;

/** The key is wrong, expired or missing: {@link FailureKind#AUTHENTICATION}. */
public final class AuthenticationException extends LlmException {

    private static final long serialVersionUID = 1L;

    AuthenticationException(Builder b) {
        super(b);
    }
}
