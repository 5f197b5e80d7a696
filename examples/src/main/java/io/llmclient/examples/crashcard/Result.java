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
 * @param back from the return of a primary that was down to the first request that it answered; null when there is none
 * @param took from the first question to the end of the last answer
 * @param words that the caller was left with at the end
 * @param missed the clauses that do not hold
 */
record Result(
        Scenario scenario,
        CardDialect dialect,
        StreamRecovery mode,
        Verdict verdict,
        int attempts,
        long refused,
        @Nullable Duration gap,
        @Nullable Duration back,
        Duration took,
        int words,
        List<String> missed) {

    /** Plays a scenario. */
    static Result of(Scenario scenario, CardDialect dialect, StreamRecovery mode, Pace pace) {
        try (Bench bench = new Bench(pace, dialect, mode)) {
            long start = System.nanoTime();
            Verdict verdict = scenario.play(bench);
            return new Result(
                    scenario,
                    dialect,
                    mode,
                    verdict,
                    bench.attempts(),
                    LongOutage.requestsWhileDown(bench),
                    bench.gap(),
                    scenario == Scenario.S15 ? LongOutage.backAfter(bench) : null,
                    Duration.ofNanos(System.nanoTime() - start),
                    bench.answer().words(),
                    bench.missed());
        }
    }

    boolean isOf(CardDialect aDialect, StreamRecovery aMode) {
        return dialect.equals(aDialect) && mode == aMode;
    }

    @Override
    public String toString() {
        return scenario + " " + dialect + " " + mode + ": " + verdict + (missed.isEmpty() ? "" : ", wanted: " + missed);
    }
}
