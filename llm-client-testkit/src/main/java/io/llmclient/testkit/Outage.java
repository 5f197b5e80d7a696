package io.llmclient.testkit;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A provider is down for a while: a value with a timeline, such as {@code Outage.between(ofSeconds(10),
 * ofSeconds(70)).flapping(ofSeconds(3))}.
 *
 * <p>Times count from the start of the {@link Script} that holds it.
 *
 * @param from when it begins, inclusive
 * @param to when it ends, exclusive; null for never
 * @param period how long it is down, and then up, in turn, beginning with down; null for down all the time
 * @param fault what every request gets meanwhile
 */
public record Outage(
        Duration from, @Nullable Duration to, @Nullable Duration period, Fault fault) {

    /** What requests get unless something else is said: a plain 503. */
    static final Fault DEFAULT_FAULT = Fault.status(503);

    public Outage {
        Durations.notNegative("from", from);
        if (to != null && to.compareTo(from) <= 0) {
            throw new IllegalArgumentException("to must be after from, " + from + ", not " + to);
        }
        if (period != null) {
            Durations.positive("flapping", period);
        }
        Objects.requireNonNull(fault, "fault");
    }

    /** Down in this time, with a plain 503. */
    public static Outage between(Duration from, Duration to) {
        return new Outage(from, to, null, DEFAULT_FAULT);
    }

    /** Down from this time on, with a plain 503. */
    public static Outage from(Duration from) {
        return new Outage(from, null, null, DEFAULT_FAULT);
    }

    /** The same, but down and up in turn, each for this long. */
    public Outage flapping(Duration each) {
        return new Outage(from, to, each, fault);
    }

    /** The same with another fault. */
    public Outage with(Fault another) {
        return new Outage(from, to, period, another);
    }

    /** Whether it is down at this time after the start. */
    public boolean isDownAt(Duration time) {
        if (time.compareTo(from) < 0 || (to != null && time.compareTo(to) >= 0)) {
            return false;
        }
        return period == null || time.minus(from).dividedBy(period) % 2 == 0;
    }
}
