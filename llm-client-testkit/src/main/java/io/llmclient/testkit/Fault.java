package io.llmclient.testkit;

import io.llmclient.FailureKind;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A provider fails one request, before it answers anything. Immutable.
 *
 * <p>A fault is an intention. How it looks is the dialect's matter: {@link #overloaded()} is a 529 at Anthropic and a
 * 503 elsewhere.
 */
public final class Fault implements Behaviour {

    /** What goes wrong. */
    public enum Type {
        /** Too many requests for a while: 429. */
        RATE_LIMITED(FailureKind.RATE_LIMITED, 429),
        /** The account has no credit left. */
        QUOTA_EXHAUSTED(FailureKind.QUOTA_EXHAUSTED, 429),
        /** The service has too much to do. */
        OVERLOADED(FailureKind.OVERLOADED, 503),
        /** A bare HTTP status: {@link Fault#status()}. */
        STATUS(FailureKind.SERVER_ERROR, 500),
        /** The key is wrong. */
        UNAUTHORIZED(FailureKind.AUTHENTICATION, 401),
        /** The key may not do this. */
        PERMISSION_DENIED(FailureKind.PERMISSION, 403),
        /** No such model. */
        MODEL_NOT_FOUND(FailureKind.MODEL_UNAVAILABLE, 404),
        /** The conversation is longer than the model can read. */
        CONTEXT_TOO_LONG(FailureKind.CONTEXT_TOO_LONG, 400),
        /** The request has too many bytes. */
        REQUEST_TOO_LARGE(FailureKind.REQUEST_TOO_LARGE, 413),
        /** A content policy stops the request. */
        CONTENT_FILTERED(FailureKind.CONTENT_FILTERED, 400),
        /** The request is wrong. */
        INVALID_REQUEST(FailureKind.INVALID_REQUEST, 400),
        /** Nobody listens. */
        REFUSED(FailureKind.CONNECTION_FAILED, null),
        /** The connection is reset once the request is there. */
        RESET_BEFORE_HEADERS(FailureKind.CONNECTION_FAILED, null),
        /** Status 200 and headers, then the connection is reset. */
        RESET_AFTER_HEADERS(FailureKind.STREAM_INTERRUPTED, 200),
        /** The request is taken, and nothing ever comes. */
        HANG(FailureKind.TIMED_OUT, null),
        /** Status 200 and the right content type, but the body is noise. */
        GARBAGE(FailureKind.MALFORMED_RESPONSE, 200),
        /** Status 200 and a page of HTML. */
        WRONG_CONTENT_TYPE(FailureKind.MALFORMED_RESPONSE, 200),
        /** Status 200 and no body: it ends before it begins. */
        EMPTY_BODY(FailureKind.STREAM_INTERRUPTED, 200),
        /** Status 200 and one line, one JSON text, that never ends. */
        ENDLESS_LINE(FailureKind.MALFORMED_RESPONSE, 200),
        /** The same, but byte by byte, with a pause between them. */
        TRICKLE(FailureKind.TIMED_OUT, 200),
        /** Status 200 and a body that is shorter than its {@code Content-Length}. */
        WRONG_LENGTH(FailureKind.STREAM_INTERRUPTED, 200),
        /** Status 200 and a chunked body that ends in the middle of a chunk, in good order. */
        HALF_CHUNK(FailureKind.STREAM_INTERRUPTED, 200),
        /** Status 200 and a chunked body with a chunk whose size is no number. */
        BROKEN_CHUNK(FailureKind.MALFORMED_RESPONSE, 200),
        /** Response headers that never end. */
        HEADER_FLOOD(FailureKind.CONNECTION_FAILED, null),
        /** Status 200 and a few megabytes of gzip that unpack to gigabytes. */
        GZIP_BOMB(FailureKind.MALFORMED_RESPONSE, 200),
        /** Status 200 and JSON that is nested 100 000 deep. */
        DEEP_JSON(FailureKind.MALFORMED_RESPONSE, 200);

        private final FailureKind kind;
        private final @Nullable Integer status;

        Type(FailureKind kind, @Nullable Integer status) {
            this.kind = kind;
            this.status = status;
        }
    }

    /** How the time to wait is told. */
    public enum Hint {
        /** {@code Retry-After: 2}; parts of a second are rounded up. */
        SECONDS,
        /** {@code Retry-After: Wed, 21 Oct 2026 07:28:00 GMT}; parts of a second are rounded up. */
        DATE,
        /** {@code retry-after-ms: 1500}. */
        MILLIS,
        /** In the words or fields of the error body only. */
        BODY
    }

    private final Type type;
    private final @Nullable Integer status;
    private final String message;
    private final @Nullable Duration retryAfter;
    private final Hint hint;
    private final Duration delay;
    private final Duration every;

    private Fault(
            Type type,
            @Nullable Integer status,
            String message,
            @Nullable Duration retryAfter,
            Hint hint,
            Duration delay,
            Duration every) {
        this.type = type;
        this.status = status;
        this.message = message;
        this.retryAfter = retryAfter == null ? null : Durations.notNegative("retryAfter", retryAfter);
        this.hint = hint;
        this.delay = Durations.notNegative("after", delay);
        this.every = every;
    }

    private static Fault of(Type type, String message) {
        return of(type, type.status, message, Duration.ZERO);
    }

    private static Fault of(Type type, @Nullable Integer status, String message, Duration every) {
        return new Fault(type, status, message, null, Hint.SECONDS, Duration.ZERO, every);
    }

    /** Too many requests, and no word about when to come back. */
    public static Fault rateLimited() {
        return of(Type.RATE_LIMITED, "Rate limit reached");
    }

    /**
     * Too many requests; come back after this time. Told as {@code Retry-After} in seconds unless {@link #as(Hint)}
     * says else.
     */
    public static Fault rateLimited(Duration retryAfter) {
        return rateLimited().retryAfter(retryAfter);
    }

    /** The account's quota or credit is used up. */
    public static Fault quotaExhausted() {
        return of(Type.QUOTA_EXHAUSTED, "You exceeded your current quota");
    }

    /** The service has too much to do: 529 at Anthropic, 503 elsewhere. */
    public static Fault overloaded() {
        return of(Type.OVERLOADED, "Overloaded");
    }

    /** HTTP 500. */
    public static Fault serverError() {
        return status(500);
    }

    /** A bare HTTP status of 400 to 599 with an error body that says no more than that. */
    public static Fault status(int status) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status must be 400 to 599, not " + status);
        }
        return of(Type.STATUS, status, "status " + status, Duration.ZERO);
    }

    /** The key is wrong: 401, at Gemini a 400 that says so. */
    public static Fault unauthorized() {
        return of(Type.UNAUTHORIZED, "Incorrect API key provided");
    }

    /** The key may not do this: 403. */
    public static Fault permissionDenied() {
        return of(Type.PERMISSION_DENIED, "Permission denied");
    }

    /** No such model: 404. */
    public static Fault modelNotFound() {
        return of(Type.MODEL_NOT_FOUND, "The model does not exist");
    }

    /** The conversation is longer than the model can read: a 400. */
    public static Fault contextTooLong() {
        return of(Type.CONTEXT_TOO_LONG, "The prompt is too long");
    }

    /** The request has too many bytes: 413. */
    public static Fault requestTooLarge() {
        return of(Type.REQUEST_TOO_LARGE, "The request is too large");
    }

    /** A content policy stops the request: a 400. */
    public static Fault contentFiltered() {
        return of(Type.CONTENT_FILTERED, "The prompt was blocked by the content policy");
    }

    /** The request is wrong: a 400 with these words. */
    public static Fault invalidRequest(String message) {
        return of(Type.INVALID_REQUEST, message);
    }

    /** Nobody listens: the connection is refused. */
    public static Fault refused() {
        return of(Type.REFUSED, "Connection refused");
    }

    /** The connection is reset once the request is there, before any answer. */
    public static Fault resetBeforeHeaders() {
        return of(Type.RESET_BEFORE_HEADERS, "Connection reset");
    }

    /** Status 200 and headers, then the connection is reset. */
    public static Fault resetAfterHeaders() {
        return of(Type.RESET_AFTER_HEADERS, "Connection reset");
    }

    /** The request is taken, and nothing ever comes: not even headers. */
    public static Fault hang() {
        return of(Type.HANG, "No answer");
    }

    /** Status 200 and the right content type, but no byte of the body makes sense. */
    public static Fault garbage() {
        return of(Type.GARBAGE, "The body is not JSON");
    }

    /** Status 200 and a page of HTML, as captive portals and gateways send. */
    public static Fault wrongContentType() {
        return of(Type.WRONG_CONTENT_TYPE, "The body is HTML");
    }

    /** Status 200 and nothing else. */
    public static Fault emptyBody() {
        return of(Type.EMPTY_BODY, "The body is empty");
    }

    /** Status 200 and one line, as fast as it is read, that never ends. */
    public static Fault endlessLine() {
        return of(Type.ENDLESS_LINE, "The body is too large");
    }

    /**
     * Status 200, then one byte of a first event, or of a body, that never ends, this often: bytes come all the time,
     * and content never does.
     */
    public static Fault trickle(Duration every) {
        return of(Type.TRICKLE, Type.TRICKLE.status, "No content", Durations.positive("every", every));
    }

    /**
     * Status 200, and the connection ends in good order before the body has the length that was announced, as a proxy
     * does when it loses its upstream.
     */
    public static Fault wrongLength() {
        return of(Type.WRONG_LENGTH, "The body is shorter than its length");
    }

    /** Status 200, and the connection ends in good order in the middle of a chunk. */
    public static Fault halfChunk() {
        return of(Type.HALF_CHUNK, "The body ends within a chunk");
    }

    /** Status 200 and a chunk whose size is no number; the connection stays open. */
    public static Fault brokenChunk() {
        return of(Type.BROKEN_CHUNK, "The chunks cannot be read");
    }

    /** Response headers, as fast as they are read, that never end. */
    public static Fault headerFlood() {
        return of(Type.HEADER_FLOOD, "The headers do not end");
    }

    /** Status 200 and {@code Content-Encoding: gzip}: 4 MB that unpack to one line of 4 GB. */
    public static Fault gzipBomb() {
        return of(Type.GZIP_BOMB, "The body is too large");
    }

    /** Status 200 and one JSON text, well formed, of objects in objects, 100 000 deep. */
    public static Fault deepJson() {
        return of(Type.DEEP_JSON, "The body is nested too deep");
    }

    /** The same, with a word about when to come back. Zero is a hint, too. */
    public Fault retryAfter(Duration time) {
        return new Fault(type, status, message, time, hint, delay, every);
    }

    /** The same, with the time to wait told in this form. */
    public Fault as(Hint form) {
        return new Fault(type, status, message, retryAfter, form, delay, every);
    }

    /** The same, this long after the request came; by default at once. */
    public Fault after(Duration time) {
        return new Fault(type, status, message, retryAfter, hint, time, every);
    }

    /** What goes wrong. */
    public Type type() {
        return type;
    }

    /** What a correct client reports. */
    public FailureKind kind() {
        return type == Type.STATUS && status != null ? kindOf(status) : type.kind;
    }

    /** The usual HTTP status, from which a dialect may differ; null when there is no answer at all. */
    public @Nullable Integer status() {
        return status;
    }

    /** What the provider says about it, in words. */
    public String message() {
        return message;
    }

    /** How long to wait; null when nothing is said. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** How the time to wait is told. */
    public Hint hint() {
        return hint;
    }

    /** The time from the request to the failure. */
    public Duration delay() {
        return delay;
    }

    /** The time before each byte of a trickle; zero for other faults. */
    Duration every() {
        return every;
    }

    /** Whether it is an error that the provider puts in words: one with an error body. */
    public boolean hasErrorBody() {
        return status != null && status >= 400;
    }

    private static FailureKind kindOf(int status) {
        return switch (status) {
            case 401 -> FailureKind.AUTHENTICATION;
            case 402 -> FailureKind.QUOTA_EXHAUSTED;
            case 403 -> FailureKind.PERMISSION;
            case 404 -> FailureKind.MODEL_UNAVAILABLE;
            case 408 -> FailureKind.SERVER_ERROR;
            case 413 -> FailureKind.REQUEST_TOO_LARGE;
            case 429 -> FailureKind.RATE_LIMITED;
            case 503, 529 -> FailureKind.OVERLOADED;
            default -> status < 500 ? FailureKind.INVALID_REQUEST : FailureKind.SERVER_ERROR;
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fault that
                && type == that.type
                && Objects.equals(status, that.status)
                && message.equals(that.message)
                && Objects.equals(retryAfter, that.retryAfter)
                && hint == that.hint
                && delay.equals(that.delay)
                && every.equals(that.every);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, status, message, retryAfter, hint, delay, every);
    }

    /** Such as {@code RATE_LIMITED 429, retry after PT2S}. */
    @Override
    public String toString() {
        return type + (status == null ? "" : " " + status) + (retryAfter == null ? "" : ", retry after " + retryAfter);
    }
}
