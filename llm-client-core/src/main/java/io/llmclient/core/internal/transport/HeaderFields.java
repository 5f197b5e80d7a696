package io.llmclient.core.internal.transport;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** What is let in and out as a header. */
final class HeaderFields {

    /** OkHttp must not see this one on a 503; see {@link RetryAfterShield}. */
    static final String SHIELDED_RETRY_AFTER = "x-llm-client-shielded-retry-after";

    private static final int MAX_FIELDS = 100;
    private static final int MAX_VALUE = 8 * 1024;
    private static final String NAME_MARKS = "!#$%&'*+-.^_`|~";

    private HeaderFields() {}

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The first value of that name, in any case; null when there is none, or one that is too long. */
    static @Nullable String find(Headers received, String name) {
        for (int i = 0; i < received.size(); i++) {
            if (unshielded(received.name(i)).equalsIgnoreCase(name)) {
                String value = received.value(i);
                return value.length() <= MAX_VALUE ? value : null;
            }
        }
        return null;
    }

    private static String unshielded(String name) {
        return name.equalsIgnoreCase(SHIELDED_RETRY_AFTER) ? "retry-after" : name;
    }

    static Map<String, String> of(Headers received, Predicate<String> wanted) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < received.size() && fields.size() < MAX_FIELDS; i++) {
            String name = lower(unshielded(received.name(i)));
            String value = received.value(i);
            if (wanted.test(name) && value.length() <= MAX_VALUE) {
                fields.putIfAbsent(name, value);
            }
        }
        return Map.copyOf(fields);
    }

    /**
     * Refuses what OkHttp would refuse, too, but with the value in its message; and the value may be a key.
     *
     * @throws IllegalArgumentException naming the header and the place, never the value
     */
    static void check(String name, String value) {
        checkName(name);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\t' && (c < ' ' || c > '~')) {
                throw new IllegalArgumentException(
                        "header %s must be printable ASCII, but has U+%04X at %d of %d (a line end copied with a key?)"
                                .formatted(name, (int) c, i, value.length()));
            }
        }
    }

    private static void checkName(String name) {
        boolean good = !name.isEmpty();
        for (int i = 0; i < name.length(); i++) {
            good &= isNameChar(name.charAt(i));
        }
        if (!good) {
            throw new IllegalArgumentException("a header name must be of letters, digits and -");
        }
    }

    private static boolean isNameChar(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || NAME_MARKS.indexOf(c) >= 0;
    }
}
