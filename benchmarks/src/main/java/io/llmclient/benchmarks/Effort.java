package io.llmclient.benchmarks;

/**
 * How long to measure.
 *
 * @param forks how often each client starts anew, in a new JVM
 * @param rounds turns of each client per fork
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
        return new Effort("quick", 1, 7, 2_000, 200, 7, 1_000, 1);
    }

    static Effort full() {
        return new Effort("full", 3, 15, 8_000, 1_000, 25, 1_000, 3);
    }
}
