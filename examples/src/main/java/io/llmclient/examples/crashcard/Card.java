package io.llmclient.examples.crashcard;

import io.llmclient.StreamRecovery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All results of one run. */
record Card(List<Result> results) {

    /** Everything that is played, in the order of the card. */
    private static final List<Trial> TRIALS = Stream.<Trial>concat(
                    Stream.of(Scenario.values()), Stream.of(Beyond.values()))
            .toList();

    /** Measured in this machine's own time, so it has the machine for itself. */
    private static final Set<Trial> EXACT = Set.of(Beyond.X02, Beyond.X04);

    /** Busy all the time. */
    private static final Set<Trial> HEAVY = Set.of(Beyond.X03, Beyond.X09);

    /** What is played at the same time, and how much of it: most of the others only wait. */
    private static final List<Wave> WAVES = List.of(
            new Wave(trial -> !EXACT.contains(trial) && !HEAVY.contains(trial), 20),
            new Wave(EXACT::contains, 24),
            new Wave(HEAVY::contains, 5));

    private record Wave(Predicate<Trial> trials, int threads) {}

    private record Cell(CardDialect dialect, StreamRecovery mode, Trial trial) {}

    Card {
        results = List.copyOf(results);
    }

    /** Plays every scenario in each of these dialects and modes. */
    static Card play(Pace pace, List<CardDialect> dialects, List<StreamRecovery> modes) throws InterruptedException {
        dialects.forEach(dialect -> warmUp(pace, dialect));
        List<Cell> cells = new ArrayList<>();
        for (CardDialect dialect : dialects) {
            for (StreamRecovery mode : modes) {
                TRIALS.forEach(trial -> cells.add(new Cell(dialect, mode, trial)));
            }
        }
        Map<Cell, Result> results = new HashMap<>();
        for (Wave wave : WAVES) {
            play(pace, wave, cells, results);
        }
        return new Card(cells.stream().map(results::get).toList());
    }

    private static void play(Pace pace, Wave wave, List<Cell> cells, Map<Cell, Result> results)
            throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(wave.threads);
        try {
            Map<Cell, Future<Result>> playing = new LinkedHashMap<>();
            for (Cell cell : longestFirst(cells)) {
                if (wave.trials.test(cell.trial)) {
                    playing.put(cell, threads.submit(() -> Result.of(cell.trial, cell.dialect, cell.mode, pace)));
                }
            }
            for (Map.Entry<Cell, Future<Result>> each : playing.entrySet()) {
                results.put(each.getKey(), ended(each.getValue()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The long ones are at the end of the card. */
    private static List<Cell> longestFirst(List<Cell> cells) {
        return cells.stream()
                .sorted(Comparator.<Cell>comparingInt(cell -> TRIALS.indexOf(cell.trial))
                        .reversed())
                .toList();
    }

    /** Loading classes takes longer than a shortened limit may allow; that is not what the card is about. */
    private static void warmUp(Pace pace, CardDialect dialect) {
        Result unused = Result.of(Scenario.S03, dialect, StreamRecovery.HOLD, pace);
    }

    private static Result ended(Future<Result> playing) throws InterruptedException {
        try {
            return playing.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a scenario could not be played", e.getCause());
        }
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

        /** Of the card's own scenarios. */
        long count(Verdict verdict) {
            return count(verdict, Scenario.class);
        }

        /** Of those beyond the card. */
        long countBeyond(Verdict verdict) {
            return count(verdict, Beyond.class);
        }

        private long count(Verdict verdict, Class<? extends Trial> of) {
            return results.stream()
                    .filter(each -> of.isInstance(each.trial()) && each.verdict() == verdict)
                    .count();
        }

        /** How those beyond the card went, in one line. */
        String beyond() {
            return "beyond the card: " + dialect + " " + mode + ": " + countBeyond(Verdict.PASS) + " pass, "
                    + countBeyond(Verdict.CLEAN) + " clean, " + countBeyond(Verdict.FAIL) + " fail";
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
