package io.llmclient;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks JSON that applications hand in, so that a typo is reported where it was made and not by a provider. */
final class Json {

    private static final int MAX_DEPTH = 200;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Returns {@code json} if it is one well-formed JSON object, else says in which field and where it is not. */
    static String requireObject(String field, String json) {
        Json scan = new Json(json);
        try {
            scan.skipSpace();
            if (scan.peek() != '{') {
                throw scan.unexpected();
            }
            scan.value(0);
            scan.skipSpace();
            if (scan.at < json.length()) {
                throw scan.unexpected();
            }
            return json;
        } catch (MalformedJson e) {
            throw new IllegalArgumentException(
                    field + " must be a JSON object such as {\"type\":\"object\"}: " + e.getMessage(), e);
        }
    }

    /**
     * Copies a value made of maps with string keys, lists, strings, numbers, booleans and nulls.
     *
     * @throws IllegalArgumentException naming {@code field} when anything else is inside
     */
    static @Nullable Object copyOf(String field, @Nullable Object value) {
        return copyOf(field, value, 0);
    }

    private static @Nullable Object copyOf(String field, @Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(field + " is nested deeper than " + MAX_DEPTH + " levels");
        }
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            if ((number instanceof Double d && !Double.isFinite(d))
                    || (number instanceof Float f && !Float.isFinite(f))) {
                throw new IllegalArgumentException(field + " holds " + number + ", which JSON cannot express");
            }
            return number;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, inner) -> {
                if (!(key instanceof String name)) {
                    throw new IllegalArgumentException(field + " holds a map whose key is not a string: " + key);
                }
                copy.put(name, copyOf(field + "." + name, inner, depth + 1));
            });
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(inner -> copy.add(copyOf(field + "[]", inner, depth + 1)));
            return Collections.unmodifiableList(copy);
        }
        throw new IllegalArgumentException(
                field + " holds a " + value.getClass().getName()
                        + "; use maps with string keys, lists, strings, numbers, booleans or null");
    }

    private void value(int depth) {
        if (depth > MAX_DEPTH) {
            throw new MalformedJson("nested deeper than " + MAX_DEPTH + " levels");
        }
        skipSpace();
        switch (peek()) {
            case '{' -> members(depth);
            case '[' -> elements(depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void members(int depth) {
        at++;
        skipSpace();
        if (peek() == '}') {
            at++;
            return;
        }
        do {
            skipSpace();
            string();
            skipSpace();
            expect(':');
            value(depth + 1);
            skipSpace();
        } while (goesOn('}'));
    }

    private void elements(int depth) {
        at++;
        skipSpace();
        if (peek() == ']') {
            at++;
            return;
        }
        do {
            value(depth + 1);
            skipSpace();
        } while (goesOn(']'));
    }

    private boolean goesOn(char end) {
        if (peek() == ',') {
            at++;
            return true;
        }
        expect(end);
        return false;
    }

    private void string() {
        expect('"');
        while (peek() != '"') {
            if (peek() < ' ') {
                throw unexpected();
            }
            if (text.charAt(at++) == '\\') {
                escape();
            }
        }
        at++;
    }

    private void escape() {
        if (peek() != 'u') {
            if ("\"\\/bfnrt".indexOf(peek()) < 0) {
                throw unexpected();
            }
            at++;
            return;
        }
        at++;
        for (int i = 0; i < 4; i++, at++) {
            if (Character.digit(peek(), 16) < 0) {
                throw unexpected();
            }
        }
    }

    private void number() {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
    }

    private void digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw unexpected();
        }
    }

    private void word(String word) {
        if (!text.startsWith(word, at)) {
            throw unexpected();
        }
        at += word.length();
    }

    private void expect(char c) {
        if (peek() != c) {
            throw unexpected();
        }
        at++;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw new MalformedJson("it ends too early");
        }
        return text.charAt(at);
    }

    private MalformedJson unexpected() {
        return new MalformedJson(
                at < text.length() ? "unexpected '" + text.charAt(at) + "' at position " + at : "it ends too early");
    }

    private static final class MalformedJson extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedJson(String message) {
            super(message, null, false, false);
        }
    }
}
