package io.llmclient.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** One figure, a value a round. Values of different clients at one place are from one round. */
final class Samples {

    private final double[] values;

    private Samples(double... values) {
        this.values = values;
    }

    static Samples of(List<Double> values) {
        return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double min() {
        return sorted()[0];
    }

    double max() {
        return sorted()[values.length - 1];
    }

    private double[] sorted() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    Samples over(Samples yardstick) {
        return with(yardstick, (mine, theirs) -> mine / theirs);
    }

    Samples minus(Samples other) {
        return with(other, (mine, theirs) -> mine - theirs);
    }

    Samples dividedBy(double divisor) {
        List<Double> quotients = new ArrayList<>();
        for (double value : values) {
            quotients.add(value / divisor);
        }
        return of(quotients);
    }

    private Samples with(Samples other, DoubleBinaryOperator operator) {
        List<Double> results = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            results.add(operator.applyAsDouble(values[i], other.values[i]));
        }
        return of(results);
    }
}
