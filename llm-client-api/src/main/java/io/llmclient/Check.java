package io.llmclient;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Argument checks whose messages name the field and the fix. */
final class Check {

    private Check() {}

    static String notBlank(String field, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " must not be blank");
        }
        return value;
    }

    static <T extends @Nullable Object> T that(boolean holds, T value, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
        return value;
    }

    static Duration positive(String field, Duration value) {
        return that(!value.isZero() && !value.isNegative(), value, field + " must be longer than zero, not " + value);
    }

    static int positive(String field, int value) {
        return that(value > 0, value, field + " must be at least 1, not " + value);
    }

    static double finite(String field, double value) {
        return that(Double.isFinite(value), value, field + " must be a finite number, not " + value);
    }
}
