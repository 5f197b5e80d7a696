package io.llmclient.examples.crashcard;

import io.llmclient.StreamRecovery;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One cell of the card.
 *
 * @param attempts requests at the primary
 * @param refused requests at the primary that it refused because it was down
 * @param gap the shortest time between two of them; null when there were not two
 * @param took from the first question to the end of the last answer
 * @param words that the caller was left with at the end
 * @param missed the clauses that do not hold
 * @param remarks what else is worth telling, a sentence each
 * @param story what happened
 */
record Result(
        Trial trial,
        CardDialect dialect,
        StreamRecovery mode,
        Verdict verdict,
        int attempts,
        long refused,
        @Nullable Duration gap,
        Duration took,
        int words,
        List<String> missed,
        List<String> remarks,
        Story story) {

    /** Plays a scenario. */
    static Result of(Trial trial, CardDialect dialect, StreamRecovery mode, Pace pace) {
        try (Bench bench = new Bench(pace, dialect, mode)) {
            long start = System.nanoTime();
            Verdict verdict = trial.play(bench);
            return new Result(
                    trial,
                    dialect,
                    mode,
                    verdict,
                    bench.attempts(),
                    LongOutage.requestsWhileDown(bench),
                    bench.gap(),
                    Duration.ofNanos(System.nanoTime() - start),
                    bench.words(),
                    bench.missed(),
                    trial.remarks(bench),
                    bench.timeline().story());
        }
    }

    boolean isOf(CardDialect aDialect, StreamRecovery aMode) {
        return dialect.equals(aDialect) && mode == aMode;
    }

    /** Where it is on the card: {@code openai HOLD}. */
    String column() {
        return dialect + " " + mode;
    }

    @Override
    public String toString() {
        return trial.id() + " " + column() + ": " + verdict + (missed.isEmpty() ? "" : ", wanted: " + missed);
    }
}
