package io.llmclient.core.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a request shows its key, or one of several keys, or what proves it otherwise. The key is asked for on every
 * attempt, so a supplier may rotate it; no key ever shows in {@link #toString()} or in a message. Immutable.
 */
public final class Auth {

    /** One, which is not shown. */
    private static final List<Supplier<String>> NO_KEY = List.of(() -> "");

    private static final Auth NONE = new Auth("", "", NO_KEY, null);

    private final String header;
    private final String prefix;

    /** What the header says for each of the keys. */
    private final List<Supplier<String>> values;

    private final @Nullable RequestSigner signer;

    private Auth(String header, String prefix, List<Supplier<String>> values, @Nullable RequestSigner signer) {
        this.header = header;
        this.prefix = prefix;
        this.values = values;
        this.signer = signer;
    }

    private static Auth fixed(String header, String prefix, String... keys) {
        return new Auth(header, prefix, pool(prefix, keys), null);
    }

    private static Auth changing(String header, String prefix, Supplier<String> key) {
        return new Auth(header, prefix, List.of(() -> prefix + checked("the API key", key.get())), null);
    }

    /**
     * {@code Authorization: Bearer …}.
     *
     * @param keys one or several, of which the client shows one at a time
     * @throws IllegalArgumentException when there is none, or one is blank, no key at all or there twice
     */
    public static Auth bearer(String... keys) {
        return fixed("authorization", "Bearer ", keys);
    }

    /** {@code Authorization: Bearer …}, with a key that may change. */
    public static Auth bearer(Supplier<String> key) {
        return changing("authorization", "Bearer ", key);
    }

    /** The key alone in a header of its own, such as {@code x-api-key}; otherwise as {@link #bearer(String...)}. */
    public static Auth header(String name, String... keys) {
        return fixed(name, "", keys);
    }

    /** The key alone in a header of its own, with a key that may change. */
    public static Auth header(String name, Supplier<String> key) {
        return changing(name, "", key);
    }

    /** No key: local servers. */
    public static Auth none() {
        return NONE;
    }

    /** A signature over each request instead of a key. */
    public static Auth signed(RequestSigner signer) {
        return new Auth("", "", NO_KEY, signer);
    }

    @Nullable
    RequestSigner signer() {
        return signer;
    }

    /** How many keys there are to show; 1 for none, too. */
    int keys() {
        return values.size();
    }

    /** The header that shows one of the keys, 0 for the first. */
    Map<String, String> headers(int key) {
        return header.isEmpty() ? Map.of() : Map.of(header, values.get(key).get());
    }

    private static List<Supplier<String>> pool(String prefix, String... keys) {
        if (keys.length == 0) {
            throw new IllegalArgumentException("there must be at least one API key");
        }
        List<String> pool = new ArrayList<>();
        for (String given : keys) {
            int number = pool.size() + 1;
            String key = checked(keys.length == 1 ? "the API key" : "API key " + number, given);
            int twin = pool.indexOf(key) + 1;
            if (twin > 0) {
                throw new IllegalArgumentException("API keys " + twin + " and " + number + " are the same");
            }
            pool.add(key);
        }
        return pool.stream()
                .map(prefix::concat)
                .<Supplier<String>>map(value -> () -> value)
                .toList();
    }

    /** Keys read from files end in line breaks, which a header cannot hold. */
    private static String checked(String name, String key) {
        String stripped = key.strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException(name + " is empty");
        }
        for (int i = 0; i < stripped.length(); i++) {
            if (stripped.charAt(i) <= ' ' || stripped.charAt(i) >= 127) {
                throw new IllegalArgumentException(
                        name + " holds a character that no key has, such as a space or a line break");
            }
        }
        return stripped;
    }

    @Override
    public String toString() {
        String several = values.size() == 1 ? "" : " of " + values.size() + " keys";
        return signer != null ? "signed requests" : this == NONE ? "no key" : header + ": " + prefix + "***" + several;
    }
}
