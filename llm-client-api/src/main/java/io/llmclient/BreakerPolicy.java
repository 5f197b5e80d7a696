package io.llmclient;

import java.time.Duration;

/**
 * When a candidate is given a rest, and how long. Each provider and model has a breaker of its own.
 *
 * <p>It opens by either rule: failures in a row, which is what light traffic shows; or a failure rate, which is what heavy traffic shows. While it rests,
 * requests go to the next candidate at once. Then one probe passes: if it succeeds the breaker closes, else the rest is longer.
 *
 * @param failuresInARow opens the breaker; a timeout counts for two, since it has cost its caller so much more. Default 3, the attempts of one
 *     call
 * @param failureRate percent of requests within the window that opens the breaker. Default 50
 * @param minimumRequests within the window before the rate counts. Default 10
 * @param window over which the rate is taken, in whole seconds. Default 30 s
 * @param rest after the breaker opened. Default 30 s
 * @param restGrowth the factor by which each failed probe lengthens the rest. Default 1.5
 * @param maxRest the longest rest. Default 5 min
 * @param longRest after a failure that does not mend by itself: no credit, a wrong key, a retired model. Default 5 min
 */
public record BreakerPolicy(
        int failuresInARow,
        int failureRate,
        int minimumRequests,
        Duration window,
        Duration rest,
        double restGrowth,
        Duration maxRest,
        Duration longRest) {

    private static final BreakerPolicy DEFAULTS = new BreakerPolicy(
            3,
            50,
            10,
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            1.5,
            Duration.ofMinutes(5),
            Duration.ofMinutes(5));

    public BreakerPolicy {
        if (failuresInARow < 1 || minimumRequests < 1) {
            throw new IllegalArgumentException("breaker.failuresInARow and breaker.minimumRequests must be at least 1");
        }
        if (failureRate < 1 || failureRate > 100) {
            throw new IllegalArgumentException("breaker.failureRate is in percent, 1 to 100, not " + failureRate);
        }
        if (window.toSeconds() < 1) {
            throw new IllegalArgumentException("breaker.window must be at least 1 s, not " + window);
        }
        if (rest.toMillis() < 1 || maxRest.compareTo(rest) < 0 || longRest.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "breaker.rest and breaker.longRest must be at least 1 ms, and rest at most maxRest");
        }
        if (!(restGrowth >= 1)) {
            throw new IllegalArgumentException("breaker.restGrowth must be at least 1, not " + restGrowth);
        }
    }

    /** Three failures in a row, or half of ten in 30 s; 30 s of rest, growing by half to 5 min. */
    public static BreakerPolicy defaults() {
        return DEFAULTS;
    }

    /** The same with another number of failures in a row. */
    public BreakerPolicy withFailuresInARow(int failures) {
        return new BreakerPolicy(failures, failureRate, minimumRequests, window, rest, restGrowth, maxRest, longRest);
    }

    /** The same with another failure rate. */
    public BreakerPolicy withFailureRate(int percent, int minimum, Duration over) {
        return new BreakerPolicy(failuresInARow, percent, minimum, over, rest, restGrowth, maxRest, longRest);
    }

    /** The same with other rests. */
    public BreakerPolicy withRest(Duration first, double growth, Duration longest) {
        return new BreakerPolicy(
                failuresInARow, failureRate, minimumRequests, window, first, growth, longest, longRest);
    }

    /** The same with another long rest. */
    public BreakerPolicy withLongRest(Duration time) {
        return new BreakerPolicy(failuresInARow, failureRate, minimumRequests, window, rest, restGrowth, maxRest, time);
    }
}
