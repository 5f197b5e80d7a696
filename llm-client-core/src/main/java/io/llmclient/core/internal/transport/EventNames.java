package io.llmclient.core.internal.transport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gives the same string for the same event name: a stream has few names and many events. */
final class EventNames {

    private static final int REMEMBERED = 32;
    private static final int LONGEST = 64;

    private final List<Name> known = new ArrayList<>(0);
    private Name latest = new Name(new byte[0], "");

    String get(byte[] buffer, int from, int to) {
        if (!latest.is(buffer, from, to)) { // mostly it is
            latest = find(buffer, from, to);
        }
        return latest.text;
    }

    private Name find(byte[] buffer, int from, int to) {
        for (Name name : known) {
            if (name.is(buffer, from, to)) {
                return name;
            }
        }
        byte[] bytes = Arrays.copyOfRange(buffer, from, to);
        Name name = new Name(bytes, new String(bytes, StandardCharsets.UTF_8));
        if (known.size() < REMEMBERED && bytes.length <= LONGEST) {
            known.add(name);
        }
        return name;
    }

    private static final class Name {
        private final byte[] bytes;
        private final String text;

        Name(byte[] bytes, String text) {
            this.bytes = bytes;
            this.text = text;
        }

        boolean is(byte[] buffer, int from, int to) {
            return Arrays.equals(bytes, 0, bytes.length, buffer, from, to);
        }
    }
}
