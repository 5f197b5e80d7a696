package io.llmclient.core.internal.transport;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import okhttp3.Headers;

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

    static Map<String, String> of(Headers received) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < received.size() && fields.size() < MAX_FIELDS; i++) {
            String name = lower(received.name(i));
            String value = received.value(i);
            if (value.length() <= MAX_VALUE) {
                fields.putIfAbsent(name.equals(SHIELDED_RETRY_AFTER) ? "retry-after" : name, value);
            }
        }
        return Collections.unmodifiableMap(fields);
    }

    /**
     * Refuses what OkHttp would refuse, too, but with the value in its message; and the value may be a key.
     *
     * @throws IllegalArgumentException naming the header and the place, never the value
     */
    static void check(String name, String value) {
        if (name.isEmpty() || !name.chars().allMatch(HeaderFields::isNameChar)) {
            throw new IllegalArgumentException("a header name must be of letters, digits and -");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\t' && (c < ' ' || c > '~')) {
                throw new IllegalArgumentException(
                        "header %s must be printable ASCII, but has U+%04X at %d of %d (a line end copied with a key?)"
                                .formatted(name, (int) c, i, value.length()));
            }
        }
    }

    private static boolean isNameChar(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || NAME_MARKS.indexOf(c) >= 0;
    }
}
