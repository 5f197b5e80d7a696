package io.llmclient.core.http;

import java.util.function.Supplier;

/**
 * How a request shows its key. The key is asked for on every attempt, so a supplier may rotate it; it never shows in
 * {@link #toString()}.
 */
public final class Auth {

    private static final Auth NONE = new Auth("", "", () -> "");

    private final String header;
    private final String prefix;
    private final Supplier<String> key;

    private Auth(String header, String prefix, Supplier<String> key) {
        this.header = header;
        this.prefix = prefix;
        this.key = key;
    }

    /** {@code Authorization: Bearer …}. */
    public static Auth bearer(String key) {
        String checked = checked(key);
        return bearer(() -> checked);
    }

    /** {@code Authorization: Bearer …}, with a key that may change. */
    public static Auth bearer(Supplier<String> key) {
        return new Auth("authorization", "Bearer ", key);
    }

    /** The key alone in a header of its own, such as {@code x-api-key}. */
    public static Auth header(String name, String key) {
        String checked = checked(key);
        return header(name, () -> checked);
    }

    /** The key alone in a header of its own, with a key that may change. */
    public static Auth header(String name, Supplier<String> key) {
        return new Auth(name, "", key);
    }

    /** No key: local servers. */
    public static Auth none() {
        return NONE;
    }

    String header() {
        return header;
    }

    String value() {
        return prefix + checked(key.get());
    }

    /** Keys read from files end in line breaks, which a header cannot hold. */
    private static String checked(String key) {
        String stripped = key.strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException("the API key is empty");
        }
        if (!stripped.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    "the API key holds a character that no key has, such as a space or a line break");
        }
        return stripped;
    }

    @Override
    public String toString() {
        return this == NONE ? "no key" : header + ": " + prefix + "***";
    }
}
