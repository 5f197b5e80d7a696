package io.llmclient.core.internal.transport;

import java.time.Duration;

/** Durations as Okio wants them. */
final class Nanos {

    private static final Duration LONGEST = Duration.ofDays(365);

    private Nanos() {}

    /** At least one, since Okio takes zero for "no limit"; at most a year, which can't overflow. */
    static long of(Duration time) {
        return time.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : Math.max(1, time.toNanos());
    }
}
