package io.llmclient;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call or an attempt failed. Most users look at {@link #kind()}, or catch one of the few subclasses by name.
 *
 * <p>Messages hold the provider's own words, shortened; never a key, a prompt or an answer of ours.
 */
public class LlmException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final @Nullable String provider;
    private final @Nullable String model;
    private final @Nullable Integer status;
    private final @Nullable String code;
    private final @Nullable String requestId;
    private final @Nullable Duration retryAfter;
    private final transient @Nullable Route route;

    /** For subclasses; use {@link #builder(FailureKind)}. */
    protected LlmException(Builder b) {
        super(b.message, b.cause);
        kind = b.kind;
        provider = b.provider;
        model = b.model;
        status = b.status;
        code = b.code;
        requestId = b.requestId;
        retryAfter = b.retryAfter;
        route = b.route;
    }

    /** A builder whose {@link Builder#build()} gives the subclass that fits the kind. */
    public static Builder builder(FailureKind kind) {
        return new Builder(kind);
    }

    /** A builder that starts with everything this failure has; the cause is this failure's cause. */
    public Builder toBuilder() {
        Builder b = new Builder(kind);
        b.message = Objects.requireNonNullElse(getMessage(), "");
        b.cause = getCause();
        b.provider = provider;
        b.model = model;
        b.status = status;
        b.code = code;
        b.requestId = requestId;
        b.retryAfter = retryAfter;
        b.route = route;
        return b;
    }

    /** What went wrong. */
    public FailureKind kind() {
        return kind;
    }

    /** The provider's name; null when the failure is nobody's in particular, such as a deadline in backoff. */
    public @Nullable String provider() {
        return provider;
    }

    /** The model that was asked for; null as {@link #provider()}. */
    public @Nullable String model() {
        return model;
    }

    /** The HTTP status; 200 for an error inside a response that began well, null when there was none. */
    public @Nullable Integer status() {
        return status;
    }

    /** The provider's own error code or type, such as {@code insufficient_quota}; null when it gave none. */
    public @Nullable String code() {
        return code;
    }

    /** The provider's id of the request, for its support; null when it gave none. */
    public @Nullable String requestId() {
        return requestId;
    }

    /** How long the provider or the circuit breaker asks to wait; null when nobody said. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** What was tried until this was thrown from the client; empty on failures inside a route. */
    public Route route() {
        return route == null ? Route.none() : route;
    }

    /** Collects an {@link LlmException}. Not safe for use by several threads at once. */
    public static final class Builder {
        private final FailureKind kind;
        private String message = "";
        private @Nullable Throwable cause;
        private @Nullable String provider;
        private @Nullable String model;
        private @Nullable Integer status;
        private @Nullable String code;
        private @Nullable String requestId;
        private @Nullable Duration retryAfter;
        private @Nullable Route route;

        private Builder(FailureKind kind) {
            this.kind = kind;
        }

        /** Sets the message, without any secret. */
        public Builder message(String text) {
            message = text;
            return this;
        }

        /** Sets the cause. */
        public Builder cause(@Nullable Throwable why) {
            cause = why;
            return this;
        }

        /** Sets who failed. */
        public Builder provider(@Nullable String name, @Nullable String modelId) {
            provider = name;
            model = modelId;
            return this;
        }

        /** Sets the HTTP status. */
        public Builder status(@Nullable Integer value) {
            status = value;
            return this;
        }

        /** Sets the provider's own code. */
        public Builder code(@Nullable String value) {
            code = value;
            return this;
        }

        /** Sets the provider's id of the request. */
        public Builder requestId(@Nullable String value) {
            requestId = value;
            return this;
        }

        /** Sets how long to wait before asking again. */
        public Builder retryAfter(@Nullable Duration wait) {
            retryAfter = wait;
            return this;
        }

        /** Sets what was tried. */
        public Builder route(@Nullable Route way) {
            route = way;
            return this;
        }

        /** Builds the exception, of the subclass that fits the kind. */
        public LlmException build() {
            return switch (kind) {
                case RATE_LIMITED -> new RateLimitedException(this);
                case AUTHENTICATION -> new AuthenticationException(this);
                case CONTEXT_TOO_LONG -> new ContextTooLongException(this);
                case CONTENT_FILTERED -> new ContentFilteredException(this);
                case INVALID_REQUEST -> new InvalidRequestException(this);
                case CANCELLED -> new CallCancelledException(this);
                case DEADLINE_EXCEEDED -> new DeadlineExceededException(this);
                default -> new LlmException(this);
            };
        }
    }
}
