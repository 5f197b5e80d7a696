package io.llmclient.core.internal.transport;

import java.nio.charset.StandardCharsets;

/** Gives the same string for the same event name: a stream has few names and many events. */
final class EventNames {

    private static final int REMEMBERED = 32;
    private static final int LONGEST = 64;

    private final String[] known = new String[REMEMBERED];
    private int count;

    String get(byte[] buffer, int from, int to) {
        for (int i = 0; i < count; i++) {
            if (matches(known[i], buffer, from, to)) {
                return known[i];
            }
        }
        String name = new String(buffer, from, to - from, StandardCharsets.UTF_8);
        if (count < REMEMBERED && to - from <= LONGEST) {
            known[count++] = name;
        }
        return name;
    }

    private static boolean matches(String name, byte[] buffer, int from, int to) {
        if (name.length() != to - from) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != (buffer[from + i] & 0xff) || buffer[from + i] < 0) {
                return false;
            }
        }
        return true;
    }
}
