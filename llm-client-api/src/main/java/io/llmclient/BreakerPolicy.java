package io.llmclient;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When a candidate is given a rest, and how long. Immutable.
 *
 * <p>A breaker opens by either rule: failures in a row, which is what light traffic shows; or a failure rate, which is
 * what heavy traffic shows. While it rests, requests go to the next candidate at once. Then one probe passes: when its
 * answer begins, all may pass again, and one more failure before an answer is complete makes the rest longer.
 *
 * <p>Answers that are too slow count by the same two rules. A candidate that is merely slow loses its place but is not
 * refused: it is asked after all the others, as long as it rests.
 */
public final class BreakerPolicy {

    /** What a breaker watches over. */
    public enum Scope {
        /** A provider's model, with all of its keys: the default. */
        MODEL,
        /**
         * All models of a provider that one client lists, for providers that fail as a whole. A model that is not there
         * rests alone.
         */
        PROVIDER,
        /**
         * Each key of a provider's model, for keys that lead to different places, such as projects or regions. The
         * same as {@link #MODEL} for a provider with one key.
         */
        KEY
    }

    private static final BreakerPolicy DEFAULTS = new BreakerPolicy();

    private Scope scope = Scope.MODEL;
    private int failuresInARow = 3;
    private int failureRate = 50;
    private int minimumRequests = 10;
    private Duration window = Duration.ofSeconds(30);
    private @Nullable Duration slowAfter = Duration.ofSeconds(10);
    private Duration rest = Duration.ofSeconds(25);
    private double restGrowth = 1.5;
    private Duration maxRest = Duration.ofMinutes(5);
    private Duration longRest = Duration.ofMinutes(5);

    private BreakerPolicy() {}

    /** Three failures in a row, or half of ten in 30 s; 25 s of rest, growing by half to 5 min. */
    public static BreakerPolicy defaults() {
        return DEFAULTS;
    }

    /** What each breaker watches over. Default {@link Scope#MODEL}. */
    public Scope scope() {
        return scope;
    }

    /**
     * Failures in a row that open the breaker; a timeout counts for two, since it has cost its caller so much more.
     * Default 3, the attempts of one call.
     */
    public int failuresInARow() {
        return failuresInARow;
    }

    /** Percent of requests within the window that opens the breaker when they fail. Default 50. */
    public int failureRate() {
        return failureRate;
    }

    /** Requests within the window before the rate counts. Default 10. */
    public int minimumRequests() {
        return minimumRequests;
    }

    /** Over which time the rate is taken, in whole seconds. Default 30 s. */
    public Duration window() {
        return window;
    }

    /**
     * The time after which an answer is slow, if it is not a long one: to the first token of a stream or to the end of
     * a whole answer, with 200 ms more for each token that was thought or written in that time, since no healthy model
     * writes fewer than five a second. Default 10 s; null for never.
     */
    public @Nullable Duration slowAfter() {
        return slowAfter;
    }

    /**
     * The rest after the breaker opened. Default 25 s: two rests in a row pass over a minute's outage with one probe,
     * and the candidate is back soon after it.
     */
    public Duration rest() {
        return rest;
    }

    /** The factor by which each failed probe lengthens the rest. Default 1.5. */
    public double restGrowth() {
        return restGrowth;
    }

    /** The longest rest. Default 5 min. */
    public Duration maxRest() {
        return maxRest;
    }

    /**
     * The rest after a failure that does not mend by itself: no credit, a wrong key, a retired model. Default 5 min.
     */
    public Duration longRest() {
        return longRest;
    }

    /** The same with breakers over something else. */
    public BreakerPolicy withScope(Scope over) {
        return with(p -> p.scope = over);
    }

    /** The same with another number of failures in a row, at least 1. */
    public BreakerPolicy withFailuresInARow(int failures) {
        return with(p -> p.failuresInARow = Check.positive("breaker.failuresInARow", failures));
    }

    /** The same with another failure rate in percent, 1 to 100, over a window of at least 1 s. */
    public BreakerPolicy withFailureRate(int percent, int minimum, Duration over) {
        Check.that(
                percent >= 1 && percent <= 100, percent, "breaker.failureRate is in percent, 1 to 100, not " + percent);
        Check.positive("breaker.minimumRequests", minimum);
        Check.that(over.toSeconds() >= 1, over, "breaker.window must be at least 1 s, not " + over);
        return with(p -> {
            p.failureRate = percent;
            p.minimumRequests = minimum;
            p.window = over;
        });
    }

    /** The same with another time after which an answer is slow; null for never. */
    public BreakerPolicy withSlowAfter(@Nullable Duration time) {
        return with(p -> p.slowAfter = time == null ? null : Check.positive("breaker.slowAfter", time));
    }

    /** The same with another first rest; the longest is raised to it if it is shorter. */
    public BreakerPolicy withRest(Duration first) {
        return withRest(first, restGrowth, first.compareTo(maxRest) > 0 ? first : maxRest);
    }

    /** The same with other rests; a growth of 1 for none. */
    public BreakerPolicy withRest(Duration first, double growth, Duration longest) {
        Check.that(
                first.toMillis() >= 1 && longest.compareTo(first) >= 0,
                first,
                "breaker.rest must be at least 1 ms and at most breaker.maxRest, not " + first);
        Check.that(growth >= 1, growth, "breaker.restGrowth must be at least 1, not " + growth);
        return with(p -> {
            p.rest = first;
            p.restGrowth = growth;
            p.maxRest = longest;
        });
    }

    /** The same with another long rest. */
    public BreakerPolicy withLongRest(Duration time) {
        Check.that(time.toMillis() >= 1, time, "breaker.longRest must be at least 1 ms, not " + time);
        return with(p -> p.longRest = time);
    }

    /** The fields are written here only, before the copy is handed out. */
    private BreakerPolicy with(Consumer<BreakerPolicy> change) {
        BreakerPolicy copy = new BreakerPolicy();
        copy.scope = scope;
        copy.failuresInARow = failuresInARow;
        copy.failureRate = failureRate;
        copy.minimumRequests = minimumRequests;
        copy.window = window;
        copy.slowAfter = slowAfter;
        copy.rest = rest;
        copy.restGrowth = restGrowth;
        copy.maxRest = maxRest;
        copy.longRest = longRest;
        change.accept(copy);
        return copy;
    }

    private List<Object> values() {
        return List.of(
                scope,
                failuresInARow,
                failureRate,
                minimumRequests,
                window,
                String.valueOf(slowAfter),
                rest,
                restGrowth,
                maxRest,
                longRest);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BreakerPolicy that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return "BreakerPolicy" + values();
    }
}
