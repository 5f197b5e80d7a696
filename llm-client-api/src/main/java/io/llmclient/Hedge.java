package io.llmclient;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a second candidate is asked beside one that takes its time. Whose content comes first answers; the other is
 * cancelled. Both are on the route. Immutable.
 *
 * <p>It shortens the longest waits at the price of some requests more. Never more than two candidates are asked at
 * once, and none once content was handed to the caller.
 */
public final class Hedge {

    private static final Hedge NEVER = new Hedge(null, 0);
    private static final Hedge P95 = new Hedge(null, 95);

    private final @Nullable Duration delay;
    private final int percentile;

    private Hedge(@Nullable Duration delay, int percentile) {
        this.delay = delay;
        this.percentile = percentile;
    }

    /** No second candidate beside the first: the default. */
    public static Hedge never() {
        return NEVER;
    }

    /**
     * When no content came within this time; zero to ask two at once. For an unstreamed answer that is the time to the
     * whole of it.
     */
    public static Hedge after(Duration delay) {
        return new Hedge(Check.that(!delay.isNegative(), delay, "hedge.delay must not be negative, not " + delay), 0);
    }

    /**
     * When the candidate takes longer than it did for 95 % of its latest answers, so about one request in twenty is
     * hedged. Streams and whole answers are measured apart. Not before it gave twenty answers of the kind.
     */
    public static Hedge atP95() {
        return P95;
    }

    /** The fixed delay; null when there is none. */
    public @Nullable Duration delay() {
        return delay;
    }

    /** The percentile of the candidate's own times that is the delay; 0 when it is not. */
    public int percentile() {
        return percentile;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hedge that
                && percentile == that.percentile
                && String.valueOf(delay).equals(String.valueOf(that.delay));
    }

    @Override
    public int hashCode() {
        return 31 * percentile + String.valueOf(delay).hashCode();
    }

    @Override
    public String toString() {
        return delay != null ? "Hedge[after " + delay + "]" : percentile > 0 ? "Hedge[at p95]" : "Hedge[never]";
    }
}
