package io.llmclient;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a candidate is given a rest, and how long. Each provider and model has a breaker of its own. Immutable.
 *
 * <p>It opens by either rule: failures in a row, which is what light traffic shows; or a failure rate, which is what
 * heavy traffic shows. While it rests, requests go to the next candidate at once. Then one probe passes: if it succeeds
 * the breaker closes, else the rest is longer.
 */
public final class BreakerPolicy {

    private static final BreakerPolicy DEFAULTS = new BreakerPolicy(new Values(
            3,
            50,
            10,
            Duration.ofSeconds(30),
            Duration.ofSeconds(25),
            1.5,
            Duration.ofMinutes(5),
            Duration.ofMinutes(5)));

    private final Values values;

    private BreakerPolicy(Values values) {
        this.values = values;
    }

    /** Three failures in a row, or half of ten in 30 s; 25 s of rest, growing by half to 5 min. */
    public static BreakerPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * Failures in a row that open the breaker; a timeout counts for two, since it has cost its caller so much more.
     * Default 3, the attempts of one call.
     */
    public int failuresInARow() {
        return values.failuresInARow;
    }

    /** Percent of requests within the window that opens the breaker when they fail. Default 50. */
    public int failureRate() {
        return values.failureRate;
    }

    /** Requests within the window before the rate counts. Default 10. */
    public int minimumRequests() {
        return values.minimumRequests;
    }

    /** Over which time the rate is taken, in whole seconds. Default 30 s. */
    public Duration window() {
        return values.window;
    }

    /**
     * The rest after the breaker opened. Default 25 s: two rests in a row pass over a minute's outage with one probe,
     * and the candidate is back soon after it.
     */
    public Duration rest() {
        return values.rest;
    }

    /** The factor by which each failed probe lengthens the rest. Default 1.5. */
    public double restGrowth() {
        return values.restGrowth;
    }

    /** The longest rest. Default 5 min. */
    public Duration maxRest() {
        return values.maxRest;
    }

    /**
     * The rest after a failure that does not mend by itself: no credit, a wrong key, a retired model. Default 5 min.
     */
    public Duration longRest() {
        return values.longRest;
    }

    /** The same with another number of failures in a row, at least 1. */
    public BreakerPolicy withFailuresInARow(int failures) {
        return new BreakerPolicy(new Values(
                failures,
                values.failureRate,
                values.minimumRequests,
                values.window,
                values.rest,
                values.restGrowth,
                values.maxRest,
                values.longRest));
    }

    /** The same with another failure rate in percent, 1 to 100, over a window of at least 1 s. */
    public BreakerPolicy withFailureRate(int percent, int minimum, Duration over) {
        return new BreakerPolicy(new Values(
                values.failuresInARow,
                percent,
                minimum,
                over,
                values.rest,
                values.restGrowth,
                values.maxRest,
                values.longRest));
    }

    /** The same with another first rest; the longest is raised to it if it is shorter. */
    public BreakerPolicy withRest(Duration first) {
        return withRest(first, values.restGrowth, first.compareTo(values.maxRest) > 0 ? first : values.maxRest);
    }

    /** The same with other rests; a growth of 1 for none. */
    public BreakerPolicy withRest(Duration first, double growth, Duration longest) {
        return new BreakerPolicy(new Values(
                values.failuresInARow,
                values.failureRate,
                values.minimumRequests,
                values.window,
                first,
                growth,
                longest,
                values.longRest));
    }

    /** The same with another long rest. */
    public BreakerPolicy withLongRest(Duration time) {
        return new BreakerPolicy(new Values(
                values.failuresInARow,
                values.failureRate,
                values.minimumRequests,
                values.window,
                values.rest,
                values.restGrowth,
                values.maxRest,
                time));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BreakerPolicy that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return "BreakerPolicy" + values;
    }

    private record Values(
            int failuresInARow,
            int failureRate,
            int minimumRequests,
            Duration window,
            Duration rest,
            double restGrowth,
            Duration maxRest,
            Duration longRest) {
        Values {
            Check.positive("breaker.failuresInARow", failuresInARow);
            Check.positive("breaker.minimumRequests", minimumRequests);
            Check.that(
                    failureRate >= 1 && failureRate <= 100,
                    failureRate,
                    "breaker.failureRate is in percent, 1 to 100, not " + failureRate);
            Check.that(window.toSeconds() >= 1, window, "breaker.window must be at least 1 s, not " + window);
            Check.that(
                    rest.toMillis() >= 1 && maxRest.compareTo(rest) >= 0,
                    rest,
                    "breaker.rest must be at least 1 ms and at most breaker.maxRest, not " + rest);
            Check.that(restGrowth >= 1, restGrowth, "breaker.restGrowth must be at least 1, not " + restGrowth);
            Check.that(longRest.toMillis() >= 1, longRest, "breaker.longRest must be at least 1 ms, not " + longRest);
        }
    }
}
