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

    /** Everything that is played, in the order of the card. */
    private static final List<Trial> TRIALS = List.of(Scenario.values());

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
                    for (Trial trial : TRIALS) {
                        playing.add(threads.submit(() -> Result.of(trial, dialect, mode, pace)));
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

    /** What was played, in the order of the card. */
    List<Trial> trials() {
        return results.stream().map(Result::trial).distinct().toList();
    }

    /** One row. */
    List<Result> of(Trial trial) {
        return results.stream().filter(each -> each.trial().equals(trial)).toList();
    }

    /** The cell to show for a row: the first dialect, and the mode in which words are taken back, if it was played. */
    Result shown(Trial trial) {
        List<Result> row = of(trial);
        return row.stream()
                .filter(each -> each.mode() == StreamRecovery.RESTART)
                .findFirst()
                .orElse(row.get(0));
    }

    /** The columns of the card, in the order in which they were chosen. */
    List<Line> lines() {
        return results.stream()
                .map(each -> new Column(each.dialect(), each.mode()))
                .distinct()
                .map(each -> line(each.dialect(), each.mode()))
                .toList();
    }

    private record Column(CardDialect dialect, StreamRecovery mode) {}

    /** The rows of one dialect and mode. */
    Line line(CardDialect dialect, StreamRecovery mode) {
        return new Line(
                dialect,
                mode,
                results.stream().filter(each -> each.isOf(dialect, mode)).toList());
    }

    /** One dialect in one mode. */
    record Line(CardDialect dialect, StreamRecovery mode, List<Result> results) {

        Result of(Trial trial) {
            return results.stream()
                    .filter(each -> each.trial().equals(trial))
                    .findFirst()
                    .orElseThrow();
        }

        long count(Verdict verdict) {
            return results.stream().filter(each -> each.verdict() == verdict).count();
        }

        /** What is not as good as it can be. */
        List<Result> surprises() {
            return results.stream()
                    .filter(each -> each.verdict() != each.trial().best(mode))
                    .toList();
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
