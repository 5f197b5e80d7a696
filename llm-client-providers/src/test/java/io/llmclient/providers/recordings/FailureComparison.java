package io.llmclient.providers.recordings;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.StreamInterruptedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Compares what the client threw with the error that a correct reader sees. */
final class FailureComparison {

    /** The words of the recordings, one to one. */
    private static final Map<String, FailureKind> KINDS = Map.ofEntries(
            Map.entry("auth", FailureKind.AUTHENTICATION),
            Map.entry("permission", FailureKind.PERMISSION),
            Map.entry("not_found", FailureKind.MODEL_UNAVAILABLE),
            Map.entry("rate_limit", FailureKind.RATE_LIMITED),
            Map.entry("quota_exceeded", FailureKind.QUOTA_EXHAUSTED),
            Map.entry("overloaded", FailureKind.OVERLOADED),
            Map.entry("server_error", FailureKind.SERVER_ERROR),
            Map.entry("timeout", FailureKind.TIMED_OUT),
            Map.entry("context_length", FailureKind.CONTEXT_TOO_LONG),
            Map.entry("request_too_large", FailureKind.REQUEST_TOO_LARGE),
            Map.entry("content_filter", FailureKind.CONTENT_FILTERED),
            Map.entry("invalid_request", FailureKind.INVALID_REQUEST));

    private final Recording recording;
    private final Tree error;
    private final LlmException failure;
    private final List<Difference> differences = new ArrayList<>();

    private FailureComparison(Recording recording, LlmException failure) {
        this.recording = recording;
        error = recording.expected().get("error");
        this.failure = failure;
    }

    static List<Difference> compare(Recording recording, RuntimeException thrown) {
        Tree error = recording.expected().get("error");
        if (thrown == null) {
            return List.of(Difference.of("failure", error, "an answer"));
        }
        if (!(thrown instanceof LlmException failure)) {
            return List.of(Difference.of("failure", error.isNull() ? "an answer" : error, thrown));
        }
        if (error.isNull()) {
            return isCut(recording) && failure.kind() == FailureKind.STREAM_INTERRUPTED
                    ? List.of()
                    : List.of(Difference.of("failure", "an answer", failure.kind() + ": " + failure.getMessage()));
        }
        return new FailureComparison(recording, cause(failure)).compare();
    }

    /** A stream without an end mark: whole for a lenient reader, a failure for this library, with the same words. */
    private static boolean isCut(Recording recording) {
        return recording.expected().get("truncated").isTrue() || recording.hasFeature("truncated-stream");
    }

    /** After the first words a stream's failure is the cause of the interruption. */
    private static LlmException cause(LlmException failure) {
        return failure instanceof StreamInterruptedException && failure.getCause() instanceof LlmException cause
                ? cause
                : failure;
    }

    private List<Difference> compare() {
        List<FailureKind> right = Stream.concat(
                        Stream.of(error.get("kind")), error.get("kindAlternates").items().stream())
                .map(kind -> KINDS.get(String.valueOf(kind.text())))
                .filter(Objects::nonNull)
                .toList();
        if (!right.contains(failure.kind())) {
            differences.add(Difference.of("failure.kind", right, failure.kind() + ": " + failure.getMessage()));
        }
        status();
        code();
        retryAfter();
        requestId();
        return differences;
    }

    /** An error inside a stream came with a 200, whatever number it names itself. */
    private void status() {
        Long wanted = error.get("midStream").isTrue()
                ? Long.valueOf(200)
                : error.get("status").number();
        if (wanted != null && (failure.status() == null || failure.status() != wanted.intValue())) {
            differences.add(Difference.of("failure.status", wanted, failure.status()));
        }
    }

    /**
     * The library has one code where wires have a code and a type: either will do. A number that repeats the status
     * need not be told.
     */
    private void code() {
        List<String> words = Stream.of(error.text("code"), error.text("type"))
                .filter(word -> word != null && !word.isEmpty())
                .toList();
        boolean numbersOnly = words.stream().allMatch(word -> word.chars().allMatch(Character::isDigit));
        boolean right = failure.code() == null ? numbersOnly : words.contains(failure.code());
        if (!right) {
            differences.add(Difference.of("failure.code", words, failure.code()));
        }
    }

    /** The same id in the header will do: some recordings have it masked there. */
    private void requestId() {
        String wanted = recording.expected().text("requestId");
        if (wanted != null
                && !wanted.equals(failure.requestId())
                && !recording.headers().containsValue(String.valueOf(failure.requestId()))) {
            differences.add(Difference.of("failure.requestId", wanted, failure.requestId()));
        }
    }

    private void retryAfter() {
        Long wanted = error.get("retryAfterMs").number();
        Duration got = failure.retryAfter();
        if (!Objects.equals(wanted, got == null ? null : Long.valueOf(got.toMillis()))) {
            differences.add(Difference.of("failure.retryAfterMs", wanted, got == null ? null : got.toMillis()));
        }
    }
}
