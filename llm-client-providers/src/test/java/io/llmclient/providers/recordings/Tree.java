package io.llmclient.providers.recordings;

import io.llmclient.core.internal.json.JsonValues;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import tools.jackson.core.JacksonException;

/** One JSON value. What is missing or of another type than asked for reads as null or empty, never as an exception. */
public record Tree(Object value) {

    static final Tree NOTHING = new Tree(null);

    public static Tree parse(byte[] json) {
        return new Tree(JsonValues.parse(json));
    }

    /** The value that the text holds; the text itself where it is not JSON. */
    public static Tree lenient(String text) {
        try {
            return parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            return new Tree(text);
        }
    }

    public boolean isNull() {
        return value == null;
    }

    public boolean isObject() {
        return value instanceof Map;
    }

    public boolean isArray() {
        return value instanceof List;
    }

    public boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    public boolean isText() {
        return value instanceof String;
    }

    /** The value at the end of a path of field names. */
    public Tree get(String... path) {
        Tree at = this;
        for (String name : path) {
            at = at.fields().getOrDefault(name, NOTHING);
        }
        return at;
    }

    public boolean has(String field) {
        return fields().containsKey(field);
    }

    Map<String, Tree> fields() {
        Map<String, Tree> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> fields.put((String) name, new Tree(inner)));
        }
        return fields;
    }

    public List<Tree> items() {
        List<Tree> items = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(inner -> items.add(new Tree(inner)));
        }
        return items;
    }

    /** The text, number or boolean as text; else null. */
    public String text() {
        return value == null || isObject() || isArray() ? null : value.toString();
    }

    public String text(String field) {
        return get(field).text();
    }

    Long number() {
        return value instanceof Number number ? Long.valueOf(number.longValue()) : null;
    }

    Double decimal() {
        return value instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
    }

    List<String> texts() {
        return items().stream().map(Tree::text).filter(Objects::nonNull).toList();
    }

    /** Numbers by their worth, the fields of an object in any order. */
    public boolean sameAs(Tree that) {
        if (value instanceof Number one && that.value instanceof Number other) {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
        }
        if (isObject() && that.isObject()) {
            Map<String, Tree> others = that.fields();
            return fields().keySet().equals(others.keySet())
                    && fields().entrySet().stream()
                            .allMatch(field -> field.getValue().sameAs(others.get(field.getKey())));
        }
        if (isArray() && that.isArray()) {
            Iterator<Tree> others = that.items().iterator();
            return items().size() == that.items().size()
                    && items().stream().allMatch(item -> item.sameAs(others.next()));
        }
        return Objects.equals(value, that.value);
    }

    /** The value as JSON. */
    @Override
    public String toString() {
        if (isObject()) {
            StringJoiner json = new StringJoiner(",", "{", "}");
            fields().forEach((name, inner) -> json.add(quoted(name) + ":" + inner));
            return json.toString();
        }
        if (isArray()) {
            StringJoiner json = new StringJoiner(",", "[", "]");
            items().forEach(inner -> json.add(inner.toString()));
            return json.toString();
        }
        return value instanceof String text ? quoted(text) : String.valueOf(value);
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
