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
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(field + " must be longer than zero, not " + value);
        }
        return value;
    }

    static int positive(String field, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(field + " must be at least 1, not " + value);
        }
        return value;
    }

    static double finite(String field, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(field + " must be a finite number, not " + value);
        }
        return value;
    }

    /**
     * Text that is no text to a JSON parser of most providers: half a surrogate pair, as cut strings have, becomes
     * U+FFFD, and NUL is left out.
     */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return mended(text, i);
            }
        }
        return text;
    }

    private static String mended(String text, int from) {
        StringBuilder mended = new StringBuilder(text.length()).append(text, 0, from);
        for (int i = from; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (c != 0) {
                mended.appendCodePoint(half ? 0xFFFD : c);
            }
        }
        return mended.toString();
    }
}
