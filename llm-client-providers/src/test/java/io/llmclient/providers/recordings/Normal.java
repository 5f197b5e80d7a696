package io.llmclient.providers.recordings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Small steps of which the normalisers are made. They work in place, on copies. */
final class Normal {

    private Normal() {}

    /** A deep copy that can be changed. */
    static Object copy(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((name, inner) -> copy.put((String) name, copy(inner)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(inner -> copy.add(copy(inner)));
            return copy;
        }
        return value;
    }

    /** The object in a field; one of nobody's where there is none. */
    @SuppressWarnings("unchecked") // JSON objects have text keys
    static Map<String, Object> object(Map<String, Object> parent, String field) {
        return parent.get(field) instanceof Map<?, ?> map ? (Map<String, Object>) map : new LinkedHashMap<>();
    }

    /** Does something to each object in the array of a field. */
    @SuppressWarnings("unchecked") // JSON objects have text keys
    static void each(Map<String, Object> parent, String field, Consumer<Map<String, Object>> change) {
        if (parent.get(field) instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> map) {
                    change.accept((Map<String, Object>) map);
                }
            }
        }
    }

    /** Takes a field away where it has one of these values, which say as much as its absence. */
    static void dropIf(Map<String, Object> object, String field, Object... values) {
        if (object.containsKey(field)) {
            Tree value = new Tree(object.get(field));
            for (Object silent : values) {
                if (value.sameAs(new Tree(silent))) {
                    object.remove(field);
                    return;
                }
            }
        }
    }

    static void rename(Map<String, Object> object, String from, String to) {
        if (object.containsKey(from)) {
            Object value = object.remove(from);
            object.put(to, value);
        }
    }

    /** A list of nothing but one text part is that text. */
    static void unwrapText(Map<String, Object> object, String field) {
        if (object.get(field) instanceof List<?> list
                && list.size() == 1
                && list.get(0) instanceof Map<?, ?> part
                && part.size() == 2
                && "text".equals(part.get("type"))
                && part.get("text") instanceof String text) {
            object.put(field, text);
        }
    }

    /** JSON in a text is compared as JSON. */
    static void parse(Map<String, Object> object, String field) {
        if (object.get(field) instanceof String text) {
            object.put(
                    field,
                    text.isBlank() ? new LinkedHashMap<>() : Tree.lenient(text).value());
        }
    }
}
