package io.llmclient.core.http;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.core.internal.failure.Failures;
import io.llmclient.core.internal.transport.HttpAnswer;
import io.llmclient.spi.ProviderCall;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the failures of one attempt: each says who failed, with the request id for the provider's support. */
final class Blame {

    /** Enough for every error body that is worth reading. */
    private static final int MAX_ERROR_BODY = 64 * 1024;

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

    /** The transport failed before the answer. */
    LlmException transport(LlmException e, Duration limit) {
        return mine(e, "no answer within " + seconds(limit), null);
    }

    /** The transport failed inside the answer. */
    LlmException stream(LlmException e, HttpAnswer http, boolean contentSeen) {
        String late = contentSeen
                ? "no event for " + seconds(call.timeouts().stall())
                : "no first token within " + seconds(call.timeouts().firstToken());
        return mine(e, late, http);
    }

    private LlmException mine(LlmException e, String late, @Nullable HttpAnswer http) {
        LlmException.Builder failure = e.toBuilder();
        if (e.kind() == FailureKind.TIMED_OUT) {
            Duration left = call.timeLeft();
            boolean deadline = left != null && left.isZero();
            failure = LlmException.builder(deadline ? FailureKind.DEADLINE_EXCEEDED : FailureKind.TIMED_OUT)
                    .message(deadline ? "the deadline passed" : late)
                    .cause(e.getCause());
        }
        return http == null ? signed(failure) : signed(failure.status(http.status()), http);
    }

    /** The status says that the answer is an error. */
    LlmException status(HttpAnswer http) {
        return body(http, http.start(MAX_ERROR_BODY));
    }

    /** The body is an error, whatever the status says. */
    LlmException body(HttpAnswer http, byte[] body) {
        return signed(Failures.classify(http.status(), http.headers(), body, errorCodes, call.time().now()));
    }

    LlmException malformed(HttpAnswer http, String what) {
        return signed(LlmException.builder(FailureKind.MALFORMED_RESPONSE).message(what).status(http.status()), http);
    }

    LlmException interrupted(HttpAnswer http, String what) {
        return signed(LlmException.builder(FailureKind.STREAM_INTERRUPTED).message(what).status(http.status()), http);
    }

    private LlmException signed(LlmException.Builder failure, HttpAnswer http) {
        return signed(failure.requestId(Headers.requestId(http.headers())));
    }

    private LlmException signed(LlmException.Builder failure) {
        return failure.provider(provider, model).build();
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1_000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
