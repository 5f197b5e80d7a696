package io.llmclient.core.http;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.core.internal.failure.Failures;
import io.llmclient.core.internal.transport.HttpAnswer;
import io.llmclient.spi.ProviderCall;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Makes the failures of one attempt: each says who failed, with the request id for the provider's support. */
final class Blame {

    /** Enough for every error body that is worth reading. */
    private static final int MAX_ERROR_BODY = 64 * 1024;

    private static final Duration ERROR_BODY_LIMIT = Duration.ofSeconds(5);

    private final String provider;
    private final String model;
    private final Map<String, FailureKind> errorCodes;
    private final ProviderCall call;

    Blame(String provider, String model, Quirks quirks, ProviderCall call) {
        this.provider = provider;
        this.model = model;
        this.errorCodes = quirks.errorCodes();
        this.call = call;
    }

    /** Who found it out knows what it is: a dialect without words for the request, a signer without a token. */
    LlmException known(LlmException e) {
        return signed(e.toBuilder());
    }

    /** The request cannot be JSON, since parts of it that are written as they are, such as arguments, are none. */
    LlmException unwritable(JacksonException e) {
        return signed(LlmException.builder(FailureKind.UNSUPPORTED)
                .message("the request cannot be written as JSON")
                .cause(e));
    }

    /** The transport failed before the answer. */
    LlmException transport(LlmException e) {
        return mine(e, e.getMessage(), null);
    }

    /** The transport failed inside the answer; says what was late if that is why. */
    LlmException stream(LlmException e, HttpAnswer http, String late) {
        return mine(e, late, http);
    }

    private LlmException mine(LlmException e, @Nullable String late, @Nullable HttpAnswer http) {
        LlmException.Builder failure = e.toBuilder();
        if (e.kind() == FailureKind.TIMED_OUT) {
            Duration left = call.timeLeft();
            boolean deadline = left != null && left.isZero();
            failure = LlmException.builder(deadline ? FailureKind.DEADLINE_EXCEEDED : FailureKind.TIMED_OUT)
                    .message(deadline || late == null ? "the deadline passed" : late)
                    .cause(e.getCause());
        }
        return http == null ? signed(failure) : signed(failure.status(http.status()), http);
    }

    /** The status says that the answer is an error. */
    LlmException status(HttpAnswer http) {
        return body(http, errorBody(http));
    }

    /** The status alone says enough where the body does not come. */
    private byte[] errorBody(HttpAnswer http) {
        http.limit(Patience.within(call, ERROR_BODY_LIMIT));
        try {
            return http.start(MAX_ERROR_BODY);
        } catch (LlmException e) {
            if (e.kind() == FailureKind.CANCELLED) {
                throw mine(e, "", http);
            }
            return new byte[0];
        }
    }

    /** The body is an error, whatever the status says. */
    LlmException body(HttpAnswer http, byte[] body) {
        return signed(Failures.classify(
                http.status(), http.headers(), body, errorCodes, call.time().now()));
    }

    LlmException noKey(RuntimeException cause) {
        return signed(LlmException.builder(FailureKind.AUTHENTICATION)
                .message("the key could not be had: " + cause.getClass().getSimpleName())
                .cause(cause));
    }

    /** Response headers that an application may want: request ids and rate limits. Names are in lower case. */
    static Map<String, String> headersThatMatter(HttpAnswer http) {
        return http.headers(name -> Failures.isRequestId(name) || name.contains("ratelimit"));
    }

    LlmException malformed(HttpAnswer http, String what) {
        return signed(
                LlmException.builder(FailureKind.MALFORMED_RESPONSE)
                        .message(what)
                        .status(http.status()),
                http);
    }

    LlmException interrupted(HttpAnswer http, String what) {
        return signed(
                LlmException.builder(FailureKind.STREAM_INTERRUPTED)
                        .message(what)
                        .status(http.status()),
                http);
    }

    private LlmException signed(LlmException.Builder failure, HttpAnswer http) {
        return signed(failure.requestId(Failures.requestId(http.headers())));
    }

    private LlmException signed(LlmException.Builder failure) {
        return failure.provider(provider, model).build();
    }
}
