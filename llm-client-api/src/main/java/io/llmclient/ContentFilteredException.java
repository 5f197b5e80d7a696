package io.llmclient;

/** A content policy stopped the request: {@link FailureKind#CONTENT_FILTERED}. */
public final class ContentFilteredException extends LlmException {

    private static final long serialVersionUID = 1L;

    ContentFilteredException(Builder b) {
        super(b);
    }
}
