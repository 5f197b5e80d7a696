package io.llmclient.core.internal.failure;

import static io.llmclient.FailureKind.AUTHENTICATION;
import static io.llmclient.FailureKind.CONTENT_FILTERED;
import static io.llmclient.FailureKind.CONTEXT_TOO_LONG;
import static io.llmclient.FailureKind.INVALID_REQUEST;
import static io.llmclient.FailureKind.MODEL_UNAVAILABLE;
import static io.llmclient.FailureKind.OVERLOADED;
import static io.llmclient.FailureKind.PERMISSION;
import static io.llmclient.FailureKind.QUOTA_EXHAUSTED;
import static io.llmclient.FailureKind.RATE_LIMITED;
import static io.llmclient.FailureKind.REQUEST_TOO_LARGE;
import static io.llmclient.FailureKind.SERVER_ERROR;
import static io.llmclient.FailureKind.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.core.internal.failure.Recordings.Recording;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Real and constructed errors of all providers are understood as people have read them. */
class RecordedErrorsTest {

    private static final Instant WHEN_CONSTRUCTED = Instant.parse("2026-11-20T12:00:00Z");

    private static final Map<String, FailureKind> KINDS = Map.ofEntries(
            Map.entry("rate_limit", RATE_LIMITED),
            Map.entry("quota_exceeded", QUOTA_EXHAUSTED),
            Map.entry("overloaded", OVERLOADED),
            Map.entry("server_error", SERVER_ERROR),
            Map.entry("timeout", TIMED_OUT),
            Map.entry("auth", AUTHENTICATION),
            Map.entry("permission", PERMISSION),
            Map.entry("not_found", MODEL_UNAVAILABLE),
            Map.entry("context_length", CONTEXT_TOO_LONG),
            Map.entry("request_too_large", REQUEST_TOO_LARGE),
            Map.entry("content_filter", CONTENT_FILTERED),
            Map.entry("invalid_request", INVALID_REQUEST));

    @TestFactory
    Stream<DynamicTest> everyRecordedErrorIsUnderstood() {
        Optional<Path> directory = Recordings.directory();
        assumeTrue(directory.isPresent(), "no recordings here: set -Dllmclient.recordings");
        return Recordings.errors(directory.get()).stream()
                .map(recording -> DynamicTest.dynamicTest(recording.toString(), () -> check(recording)));
    }

    private static void check(Recording recording) {
        Map<?, ?> expected = Objects.requireNonNull(recording.error());
        LlmException failure = Failures.classify(
                        recording.status(), recording.headers(), recording.errorBody(), Map.of(), WHEN_CONSTRUCTED)
                .build();

        assertThat(failure.kind()).isIn(kinds(expected));
        if (expected.get("code") != null) {
            assertThat(failure.code()).isIn(expected.get("code").toString(), expected.get("type"));
        }
        if (expected.get("retryAfterMs") != null || !saysWhen(failure)) {
            assertThat(failure.retryAfter()).isEqualTo(wait(expected.get("retryAfterMs")));
        }
    }

    /** The recordings don't list hints that are only in the words of an error inside a stream. */
    private static boolean saysWhen(LlmException failure) {
        return failure.getMessage().contains("try again in");
    }

    private static List<FailureKind> kinds(Map<?, ?> expected) {
        List<Object> names = new ArrayList<>();
        names.add(expected.get("kind"));
        if (expected.get("kindAlternates") instanceof List<?> others) {
            names.addAll(others);
        }
        return names.stream().map(KINDS::get).filter(Objects::nonNull).toList();
    }

    private static Duration wait(Object millis) {
        return millis == null ? null : Duration.ofMillis(((Number) millis).longValue());
    }
}
