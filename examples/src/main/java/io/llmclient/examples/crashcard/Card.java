package io.llmclient.examples.crashcard;

import io.llmclient.StreamRecovery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All results of one run. */
record Card(List<Result> results) {

    /** At once under way: scenarios mostly wait. */
    private static final int THREADS = 24;

    Card {
        results = List.copyOf(results);
    }

    /** Plays every scenario in each of these dialects and modes. */
    static Card play(Pace pace, List<CardDialect> dialects, List<StreamRecovery> modes) throws InterruptedException {
        dialects.forEach(dialect -> warmUp(pace, dialect));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Result>> playing = new ArrayList<>();
            for (CardDialect dialect : dialects) {
                for (StreamRecovery mode : modes) {
                    for (Scenario scenario : Scenario.values()) {
                        playing.add(threads.submit(() -> Result.of(scenario, dialect, mode, pace)));
                    }
                }
            }
            return new Card(ended(playing));
        } finally {
            threads.shutdownNow();
        }
    }

    /** Loading classes takes longer than a shortened limit may allow; that is not what the card is about. */
    private static void warmUp(Pace pace, CardDialect dialect) {
        Result unused = Result.of(Scenario.S03, dialect, StreamRecovery.HOLD, pace);
    }

    private static List<Result> ended(List<Future<Result>> playing) throws InterruptedException {
        List<Result> results = new ArrayList<>();
        for (Future<Result> each : playing) {
            try {
                results.add(each.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a scenario could not be played", e.getCause());
            }
        }
        return results;
    }

    /** The rows of one dialect and mode. */
    Line line(CardDialect dialect, StreamRecovery mode) {
        return new Line(
                dialect,
                mode,
                results.stream().filter(each -> each.isOf(dialect, mode)).toList());
    }

    /** One dialect in one mode. */
    record Line(CardDialect dialect, StreamRecovery mode, List<Result> results) {

        /** A client that shows words and cannot take them back has no better end than a clean error. */
        private static final List<Scenario> MAY_BREAK = List.of(Scenario.S08, Scenario.S09, Scenario.S14);

        Result of(Scenario scenario) {
            return results.stream()
                    .filter(each -> each.scenario() == scenario)
                    .findFirst()
                    .orElseThrow();
        }

        long count(Verdict verdict) {
            return results.stream().filter(each -> each.verdict() == verdict).count();
        }

        /** What is not as good as it can be. */
        List<Result> surprises() {
            return results.stream().filter(each -> each.verdict() != best(each)).toList();
        }

        private static Verdict best(Result result) {
            boolean breaks = result.mode() == StreamRecovery.FAIL && MAY_BREAK.contains(result.scenario());
            return breaks ? Verdict.CLEAN : Verdict.PASS;
        }

        long requestsToTheDeadPrimary() {
            return of(Scenario.S15).refused();
        }

        @Override
        public String toString() {
            return "crash card: " + dialect + " " + mode + ": " + count(Verdict.PASS) + " pass, " + count(Verdict.CLEAN)
                    + " clean, " + count(Verdict.FAIL) + " fail; S15 " + requestsToTheDeadPrimary()
                    + " requests to the dead primary";
        }
    }
}
