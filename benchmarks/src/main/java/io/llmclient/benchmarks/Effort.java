package io.llmclient.benchmarks;

/**
 * How long to measure.
 *
 * @param forks how often each client starts anew, in a new JVM
 * @param rounds turns of each client per fork
 * @param warmUpMillis for calls; other things that come after them get a share of it
 */
record Effort(
        String name,
        int forks,
        int rounds,
        int warmUpMillis,
        int sliceMillis,
        int firstAnswers,
        int openStreams,
        int openRuns) {

    static Effort quick() {
        return new Effort("quick", 1, 7, 4_000, 200, 5, 1_000, 1);
    }

    static Effort full() {
        return new Effort("full", 3, 9, 5_000, 300, 15, 1_000, 3);
    }

    int warmUpMillis(String order) {
        return switch (order.substring(0, order.indexOf(' '))) {
            case "call" -> warmUpMillis;
            case "stream" -> warmUpMillis / 2;
            default -> warmUpMillis / 10;
        };
    }
}
