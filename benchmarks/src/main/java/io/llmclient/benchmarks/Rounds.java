package io.llmclient.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets clients take turns: each has a JVM, and in each round each gets a slice of time, one after the other, so that
 * what disturbs the machine disturbs all of them. Who begins changes from round to round.
 */
final class Rounds {

    private final Map<String, List<double[]>> figures = new HashMap<>();

    private Rounds() {}

    /**
     * Measures.
     *
     * @param orders what to measure, each with %d for its milliseconds, and who takes part; all of one client are given
     *     to the same JVM
     */
    static Rounds of(Effort effort, String origin, Map<String, List<String>> orders) throws IOException {
        Rounds rounds = new Rounds();
        Set<String> names = new LinkedHashSet<>();
        orders.values().forEach(names::addAll);
        for (int fork = 0; fork < effort.forks(); fork++) {
            Map<String, WorkerProcess> workers = new HashMap<>();
            try {
                for (String name : names) {
                    WorkerProcess worker = WorkerProcess.start(Worker.class, name, origin);
                    workers.put(name, worker);
                    for (Map.Entry<String, List<String>> order : orders.entrySet()) {
                        if (order.getValue().contains(name)) {
                            worker.order(order.getKey().formatted(effort.warmUpMillis(order.getKey())));
                        }
                    }
                }
                for (int round = 0; round < effort.rounds(); round++) {
                    rounds.round(round, effort.sliceMillis(), workers, orders);
                }
            } finally {
                workers.values().forEach(WorkerProcess::close);
            }
        }
        return rounds;
    }

    private void round(int round, int sliceMillis, Map<String, WorkerProcess> workers, Map<String, List<String>> orders)
            throws IOException {
        for (Map.Entry<String, List<String>> order : orders.entrySet()) {
            List<String> names = order.getValue();
            for (int i = 0; i < names.size(); i++) {
                String name = names.get((i + round) % names.size());
                WorkerProcess worker = workers.get(name);
                if (worker != null) {
                    figures.computeIfAbsent(name + order.getKey(), key -> new ArrayList<>())
                            .add(worker.order(order.getKey().formatted(sliceMillis)));
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
