package io.llmclient.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets clients take turns: each has a JVM, and in each round each gets a slice of time, one after the other, so that
 * what disturbs the machine disturbs all of them. Who begins changes from round to round.
 */
final class Rounds {

    private final Map<String, List<double[]>> figures = new HashMap<>();

    private Rounds() {}

    /** @param orders each with %d for its milliseconds */
    static Rounds of(Effort effort, String origin, List<String> names, int sliceMillis, List<String> orders)
            throws IOException {
        Rounds rounds = new Rounds();
        for (int fork = 0; fork < effort.forks(); fork++) {
            Map<String, WorkerProcess> workers = new LinkedHashMap<>();
            try {
                for (String name : names) {
                    WorkerProcess worker = WorkerProcess.start(Worker.class, name, origin);
                    workers.put(name, worker);
                    for (String order : orders) {
                        worker.order(order.formatted(effort.warmUpMillis() / orders.size()));
                    }
                }
                for (int round = 0; round < effort.rounds(); round++) {
                    rounds.round(round, names, workers, sliceMillis, orders);
                }
            } finally {
                workers.values().forEach(WorkerProcess::close);
            }
        }
        return rounds;
    }

    private void round(
            int round, List<String> names, Map<String, WorkerProcess> workers, int sliceMillis, List<String> orders)
            throws IOException {
        for (String order : orders) {
            for (int i = 0; i < names.size(); i++) {
                String name = names.get((i + round) % names.size());
                WorkerProcess worker = workers.get(name);
                if (worker != null) {
                    figures.computeIfAbsent(name + order, key -> new ArrayList<>())
                            .add(worker.order(order.formatted(sliceMillis)));
                }
            }
        }
    }

    /** Nanoseconds a turn, or calls per second. */
    Samples times(String name, String order) {
        return column(name, order, 0);
    }

    Samples bytes(String name, String order) {
        return column(name, order, 1);
    }

    private Samples column(String name, String order, int column) {
        return Samples.of(figures.getOrDefault(name + order, List.of()).stream()
                .map(each -> each[column])
                .toList());
    }
}
