package io.llmclient.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON from maps, lists, strings, numbers, booleans and nulls. Tests need no speed, so it builds a tree and
 * prints it.
 */
final class WireJson {

    /** JSON text that is copied into the output as it is. */
    record Verbatim(String json) {}

    private WireJson() {}

    /** An object of alternating names and values, in this order. Values may be null; names may not. */
    static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return members;
    }

    static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder(256);
        value(value, out);
        return out.toString();
    }

    private static void value(@Nullable Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> members) {
            object(members, out);
        } else if (value instanceof List<?> elements) {
            array(elements, out);
        } else if (value instanceof String text) {
            string(text, out);
        } else if (value instanceof Verbatim verbatim) {
            out.append(verbatim.json());
        } else {
            out.append(value); // numbers, booleans and null print as JSON has them
        }
    }

    private static void object(Map<?, ?> members, StringBuilder out) {
        String separator = "{";
        for (Map.Entry<?, ?> member : members.entrySet()) {
            out.append(separator);
            string(String.valueOf(member.getKey()), out);
            out.append(':');
            value(member.getValue(), out);
            separator = ",";
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    private static void array(List<?> elements, StringBuilder out) {
        String separator = "[";
        for (Object element : elements) {
            out.append(separator);
            value(element, out);
            separator = ",";
        }
        out.append(elements.isEmpty() ? "[]" : "]");
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || isLoneSurrogate(text, i)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** Half an emoji, where a text was cut into fragments: it has no UTF-8, so it goes out escaped. */
    private static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
