package io.llmclient.core.http;

import java.util.function.Consumer;

/**
 * Tells thoughts that come as text, in {@code <think>} tags at the beginning of an answer, from the text behind them.
 * The tags may be cut anywhere between two fragments. For one answer and one thread.
 */
final class ThinkTags {

    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    private enum Place {
        BEFORE,
        OPENED,
        INSIDE,
        BEHIND,
        TEXT
    }

    private final Consumer<String> thoughts;
    private final Consumer<String> text;
    /** What may be a tag, or white space around one. */
    private final StringBuilder held = new StringBuilder();

    /** How much of it is known to be white space before the first word. */
    private int blank;

    private Place place = Place.BEFORE;

    ThinkTags(Consumer<String> thoughts, Consumer<String> text) {
        this.thoughts = thoughts;
        this.text = text;
    }

    void read(String fragment) {
        if (place == Place.TEXT) {
            text.accept(fragment);
            return;
        }
        held.append(fragment);
        if (place == Place.BEFORE) {
            before();
        }
        if (place == Place.OPENED) {
            opened();
        }
        if (place == Place.INSIDE) {
            inside();
        }
        if (place == Place.BEHIND) {
            behind();
        }
    }

    private void before() {
        blank = firstLetter(blank);
        String begun = held.substring(blank, Math.min(held.length(), blank + OPEN.length()));
        if (begun.equals(OPEN)) {
            held.delete(0, blank + OPEN.length());
            place = Place.OPENED;
        } else if (!OPEN.startsWith(begun)) {
            become(Place.TEXT, text);
        }
    }

    /** Models that were told not to think leave empty lines between the tags. */
    private void opened() {
        held.delete(0, firstLetter(0));
        if (held.length() > 0) {
            place = Place.INSIDE;
        }
    }

    private void inside() {
        int end = held.indexOf(CLOSE);
        if (end >= 0) {
            hand(end, thoughts);
            held.delete(0, CLOSE.length());
            place = Place.BEHIND;
        } else {
            hand(held.length() - begunTag(), thoughts);
        }
    }

    /** The white space between thoughts and text belongs to neither. */
    private void behind() {
        held.delete(0, firstLetter(0));
        if (held.length() > 0) {
            become(Place.TEXT, text);
        }
    }

    /** How many characters at the end may be the beginning of the closing tag. */
    private int begunTag() {
        for (int size = Math.min(CLOSE.length() - 1, held.length()); size > 0; size--) {
            if (CLOSE.startsWith(held.substring(held.length() - size))) {
                return size;
            }
        }
        return 0;
    }

    private int firstLetter(int from) {
        int at = from;
        while (at < held.length() && Character.isWhitespace(held.charAt(at))) {
            at++;
        }
        return at;
    }

    private void hand(int length, Consumer<String> where) {
        if (length > 0) {
            where.accept(held.substring(0, length));
            held.delete(0, length);
        }
    }

    private void become(Place next, Consumer<String> where) {
        place = next;
        hand(held.length(), where);
    }

    /** Something else follows, or nothing: what was held is no tag. */
    void release() {
        if (place == Place.INSIDE) {
            hand(held.length(), thoughts);
        } else if (place == Place.BEFORE && held.length() > 0) {
            become(Place.TEXT, text);
        }
    }
}
