package io.llmclient;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One try at one candidate, or the reason why it was not tried. Immutable. */
public final class Attempt {

    /** How an attempt ended. */
    public enum Outcome {
        /** It gave the answer. */
        SUCCEEDED,
        /** A request was made and failed. */
        FAILED,
        /** No request was made: the circuit breaker is open, or the request does not fit the provider. */
        SKIPPED,
        /** The caller gave up while it ran, or another candidate was faster. */
        CANCELLED
    }

    private final Candidate candidate;
    private final Outcome outcome;
    private final @Nullable LlmException failure;
    private final Duration waited;
    private final Duration duration;
    private final @Nullable Duration timeToFirstToken;
    private final List<String> adjustments;
    private final @Nullable Integer key;
    private final boolean hedge;

    private Attempt(Builder b) {
        candidate = b.candidate;
        outcome = b.outcome;
        failure = b.failure;
        waited = b.waited;
        duration = b.duration;
        timeToFirstToken = b.timeToFirstToken;
        adjustments = b.adjustments;
        key = b.key;
        hedge = b.hedge;
    }

    /** A builder for an attempt at a candidate; it succeeded in no time unless more is said. */
    public static Builder builder(Candidate candidate) {
        return new Builder(candidate);
    }

    /** Who was asked. */
    public Candidate candidate() {
        return candidate;
    }

    /** How it ended. */
    public Outcome outcome() {
        return outcome;
    }

    /** Why it failed or was skipped; null when it succeeded. */
    public @Nullable LlmException failure() {
        return failure;
    }

    /** How long the client waited before it, in backoff. */
    public Duration waited() {
        return waited;
    }

    /** From its start to its last event or its failure. */
    public Duration duration() {
        return duration;
    }

    /** From its start to its first content; null when none came or the answer was not streamed. */
    public @Nullable Duration timeToFirstToken() {
        return timeToFirstToken;
    }

    /** What of the request was dropped or changed to fit this provider, one sentence each; empty for nothing. */
    public List<String> adjustments() {
        return adjustments;
    }

    /** Which of the provider's keys was shown, 1 for the first; null when it has only one or was not asked. */
    public @Nullable Integer key() {
        return key;
    }

    /** Whether it was made beside an attempt that took its time; see {@link Hedge}. */
    public boolean hedge() {
        return hedge;
    }

    /** Such as {@code openai/gpt-5.6-terra 429 in 112 ms}. */
    @Override
    public String toString() {
        return candidate + " " + summary();
    }

    String summary() {
        String time = " in " + readable(duration);
        return (hedge ? "hedged " : "") + (key == null ? "" : "key " + key + " ") + how(time);
    }

    private String how(String time) {
        return switch (outcome) {
            case SUCCEEDED -> "ok" + time;
            case CANCELLED -> "cancelled" + time;
            case SKIPPED -> "skipped (" + reason() + rest() + ")";
            case FAILED -> reason() + time;
        };
    }

    private String rest() {
        Duration rest = failure == null ? null : failure.retryAfter();
        return rest == null || rest.isZero() ? "" : ", " + readable(rest) + " left";
    }

    private String reason() {
        if (failure == null) {
            return "unknown";
        }
        Integer status = failure.status();
        return status != null && status >= 400
                ? status.toString()
                : failure.kind().toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** {@code 112 ms}, {@code 1.9 s}, {@code 2 min 5 s}. */
    static String readable(Duration time) {
        long millis = time.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            String seconds = String.format(Locale.ROOT, "%.1f", millis / 1_000.0);
            return (seconds.endsWith(".0") ? seconds.substring(0, seconds.length() - 2) : seconds) + " s";
        }
        return time.toMinutes() + " min" + (time.toSecondsPart() == 0 ? "" : " " + time.toSecondsPart() + " s");
    }

    /** Collects an {@link Attempt}. Not safe for use by several threads at once. */
    public static final class Builder {
        private final Candidate candidate;
        private Outcome outcome = Outcome.SUCCEEDED;
        private @Nullable LlmException failure;
        private Duration waited = Duration.ZERO;
        private Duration duration = Duration.ZERO;
        private @Nullable Duration timeToFirstToken;
        private List<String> adjustments = List.of();
        private @Nullable Integer key;
        private boolean hedge;

        private Builder(Candidate candidate) {
            this.candidate = candidate;
        }

        /** Sets how it ended, and why if it did not succeed. */
        public Builder outcome(Outcome how, @Nullable LlmException why) {
            outcome = how;
            failure = why;
            return this;
        }

        /** Sets the wait before it. */
        public Builder waited(Duration time) {
            waited = time;
            return this;
        }

        /** Sets how long it took. */
        public Builder duration(Duration time) {
            duration = time;
            return this;
        }

        /** Sets the time to its first content. */
        public Builder timeToFirstToken(@Nullable Duration time) {
            timeToFirstToken = time;
            return this;
        }

        /** Sets what was changed to fit the provider. */
        public Builder adjustments(List<String> changes) {
            adjustments = List.copyOf(changes);
            return this;
        }

        /** Sets which of several keys was shown, 1 for the first. */
        public Builder key(@Nullable Integer number) {
            key = number;
            return this;
        }

        /** Sets whether it was made beside another. */
        public Builder hedge(boolean beside) {
            hedge = beside;
            return this;
        }

        /** Builds it. */
        public Attempt build() {
            return new Attempt(this);
        }
    }
}
