package io.llmclient.testkit;

import java.time.Duration;

/** Checks of durations, with messages that name the field. */
final class Durations {

    private Durations() {}

    static Duration notNegative(String field, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(field + " must not be negative, not " + time);
        }
        return time;
    }

    static Duration positive(String field, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(field + " must be longer than zero, not " + time);
        }
        return time;
    }
}
