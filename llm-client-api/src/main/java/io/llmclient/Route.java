package io.llmclient;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of one call: every attempt and every skipped candidate, in order.
 *
 * @param attempts in the order they were made
 * @param duration of the whole call
 */
public record Route(List<Attempt> attempts, Duration duration) {

    private static final Route NONE = new Route(List.of(), Duration.ZERO);

    public Route {
        attempts = List.copyOf(attempts);
    }

    /** A way not gone yet. */
    public static Route none() {
        return NONE;
    }

    /** Who answered; null when nobody did. */
    public @Nullable Candidate servedBy() {
        for (Attempt attempt : attempts) {
            if (attempt.outcome() == Attempt.Outcome.SUCCEEDED) {
                return attempt.candidate();
            }
        }
        return null;
    }

    /** Whether somebody answered who is not the first choice. */
    public boolean degraded() {
        Candidate server = servedBy();
        return server != null && server.position() > 0;
    }

    /** How many requests were made: attempts that were not skipped. */
    public int requests() {
        return (int) attempts.stream()
                .filter(attempt -> attempt.outcome() != Attempt.Outcome.SKIPPED)
                .count();
    }

    /**
     * Such as {@code openai/gpt-5.6-terra 429 in 112 ms, waited 1 s, 429 in 98 ms → anthropic/claude-sonnet-5-5 ok in
     * 1.9 s}.
     */
    @Override
    public String toString() {
        StringBuilder trail = new StringBuilder();
        Candidate last = null;
        for (Attempt attempt : attempts) {
            boolean same = attempt.candidate().equals(last);
            trail.append(last == null ? "" : same ? ", " : " → ");
            if (!same) {
                trail.append(attempt.candidate()).append(' ');
            }
            if (!attempt.waited().isZero()) {
                trail.append("waited ")
                        .append(Attempt.readable(attempt.waited()))
                        .append(", ");
            }
            trail.append(attempt.summary());
            last = attempt.candidate();
        }
        return trail.length() == 0 ? "no attempt" : trail.toString();
    }
}
