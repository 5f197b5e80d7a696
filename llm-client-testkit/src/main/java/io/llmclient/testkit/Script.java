package io.llmclient.testkit;

import io.llmclient.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What a provider does with one request after another. Safe for use by several threads; may be changed while requests
 * come.
 *
 * <p>Each request gets the first of these that there is:
 *
 * <ol>
 *   <li>the fault of {@link #down(Fault)}, until {@link #recover()};
 *   <li>the fault of an {@link Outage} that is down at the time;
 *   <li>the fault of {@link #flaky}, when its dice say so;
 *   <li>the next of the queue ({@link #then});
 *   <li>the default ({@link #otherwise}).
 * </ol>
 *
 * <p>Only the fourth consumes the queue. A request for which there is nothing fails the test.
 */
public final class Script {

    private final Queue<Behaviour> queue = new ArrayDeque<>();
    private final List<Outage> outages = new ArrayList<>();
    private @Nullable Behaviour otherwise;
    private @Nullable Fault down;
    private @Nullable Flakiness flakiness;
    private @Nullable Long startNanos;
    private Duration slowness = Duration.ZERO;
    private boolean optional;
    private int unexpected;

    /** An empty script. */
    public Script() {}

    /** A script whose first requests get these, in order. */
    public static Script of(Behaviour... first) {
        return new Script().then(first);
    }

    /** A script in which every request gets the same. */
    public static Script always(Behaviour behaviour) {
        return new Script().otherwise(behaviour);
    }

    /** Adds to the end of the queue. */
    public synchronized Script then(Behaviour... more) {
        queue.addAll(List.of(more));
        return this;
    }

    /** Sets what requests get once the queue is empty. Default: they fail the test. */
    public synchronized Script otherwise(Behaviour behaviour) {
        otherwise = behaviour;
        return this;
    }

    /** Adds an outage; its times count from {@link #start}. */
    public synchronized Script outage(Outage outage) {
        outages.add(outage);
        return this;
    }

    /** As {@link #flaky(double, long, Fault)} with a plain 503. */
    public Script flaky(double ratio, long seed) {
        return flaky(ratio, seed, Outage.DEFAULT_FAULT);
    }

    /**
     * Lets requests fail by chance, the same ones in every run.
     *
     * @param ratio of requests that fail, 0 to 1; 0 ends it
     * @param seed of the dice
     */
    public synchronized Script flaky(double ratio, long seed, Fault fault) {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("ratio must be 0 to 1, not " + ratio);
        }
        flakiness = new Flakiness(ratio, new Random(seed), fault);
        return this;
    }

    /** Takes this much longer for every request from now on, before the first token or the failure; zero ends it. */
    public synchronized Script slow(Duration more) {
        slowness = Durations.notNegative("slow", more);
        return this;
    }

    /** Lets every request fail with a plain 503 from now on. */
    public Script down() {
        return down(Outage.DEFAULT_FAULT);
    }

    /** Lets every request fail from now on. Answers under way go on. */
    public synchronized Script down(Fault fault) {
        down = fault;
        return this;
    }

    /** Ends what {@link #down(Fault)} began. Outages and flakiness stay. */
    public synchronized Script recover() {
        down = null;
        return this;
    }

    /** Allows the queue not to be used up at the end of the test. */
    public synchronized Script optional() {
        optional = true;
        return this;
    }

    /** Begins the timeline of the outages now. Without it, the first request does. */
    public synchronized Script start(TimeSource time) {
        startNanos = time.nanoTime();
        return this;
    }

    /** How much of the queue is left. */
    public synchronized int remaining() {
        return queue.size();
    }

    /**
     * Takes what the next request gets.
     *
     * @param time the clock of the outages
     * @throws AssertionError when there is nothing for it
     */
    public synchronized Behaviour next(TimeSource time) {
        Fault fault = down != null ? down : outageAt(time);
        if (fault == null && flakiness != null) {
            fault = flakiness.roll();
        }
        return slowed(fault != null ? fault : scripted());
    }

    private Behaviour scripted() {
        Behaviour next = queue.isEmpty() ? otherwise : queue.remove();
        if (next == null) {
            unexpected++;
            throw new AssertionError("the script has nothing for this request; add then(…) or otherwise(…)");
        }
        return next;
    }

    private Behaviour slowed(Behaviour behaviour) {
        if (behaviour instanceof Fault fault) {
            return fault.after(fault.delay().plus(slowness));
        }
        Reply reply = (Reply) behaviour;
        return reply.firstTokenAfter(reply.firstTokenAfter().plus(slowness));
    }

    private @Nullable Fault outageAt(TimeSource time) {
        long now = time.nanoTime();
        if (startNanos == null) {
            startNanos = now;
        }
        Duration elapsed = Duration.ofNanos(now - startNanos);
        return outages.stream()
                .filter(outage -> outage.isDownAt(elapsed))
                .map(Outage::fault)
                .findFirst()
                .orElse(null);
    }

    /**
     * Checks that the script was played as it was written.
     *
     * @throws AssertionError when a request came for which there was nothing, or when something is left and the script
     *     is not {@link #optional()}
     */
    public synchronized void audit() {
        if (unexpected > 0) {
            throw new AssertionError(unexpected + " request(s) came for which the script has nothing");
        }
        if (!optional && !queue.isEmpty()) {
            throw new AssertionError("the script is not used up; left: " + queue);
        }
    }

    private record Flakiness(double ratio, Random dice, Fault fault) {
        @Nullable
        Fault roll() {
            return dice.nextDouble() < ratio ? fault : null;
        }
    }
}
