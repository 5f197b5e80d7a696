package io.llmclient;

import org.jspecify.annotations.Nullable;

/**
 * An answer came, but it cannot be read into the type that was asked for. It is not lost: {@link #text()} and {@link
 * #response()} have all of it. The message says where it does not fit, without the answer's words.
 *
 * <p>Its kind is {@link FailureKind#CONTENT_FILTERED} when the model refused, else {@link
 * FailureKind#MALFORMED_RESPONSE}.
 */
public final class StructuredOutputException extends LlmException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with the answer. */
    public enum Reason {
        /** The limit of tokens was reached before the JSON ended; a larger {@code maxOutputTokens} may help. */
        TRUNCATED,
        /** The model declined, or the provider withheld the answer. */
        REFUSED,
        /** It is no JSON, or JSON that does not fit the type. */
        INVALID
    }

    private final Reason reason;
    private final transient @Nullable ChatResponse response;

    /** Takes provider and model from the answer's route. */
    public StructuredOutputException(Reason reason, String message, ChatResponse response, @Nullable Throwable cause) {
        super(describe(reason, message, response, cause));
        this.reason = reason;
        this.response = response;
    }

    private static Builder describe(Reason reason, String message, ChatResponse response, @Nullable Throwable cause) {
        FailureKind kind = reason == Reason.REFUSED ? FailureKind.CONTENT_FILTERED : FailureKind.MALFORMED_RESPONSE;
        Builder failure =
                LlmException.builder(kind).message(message).cause(cause).route(response.route());
        Candidate server = response.route().servedBy();
        return server == null ? failure : failure.provider(server.provider(), server.model());
    }

    /** What is wrong with it. */
    public Reason reason() {
        return reason;
    }

    /** The answer; empty on a copy that was serialized. */
    public ChatResponse response() {
        return response == null ? ChatResponse.builder().build() : response;
    }

    /** The answer's text as it came. */
    public String text() {
        return response().text();
    }
}
