package io.llmclient.core.internal.adapt;

import io.llmclient.core.internal.json.JsonIo;
import io.llmclient.core.internal.json.JsonValues;
import io.llmclient.spi.Feature;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a JSON Schema into the part of the language that a model enforces: objects are closed, {@code oneOf} is {@code
 * anyOf}, and keywords that the model refuses are said in descriptions. A schema that would lose its meaning is left
 * alone.
 */
final class StrictSchema {

    private static final String ANY_OF = "anyOf";
    private static final String REF = "$ref";
    private static final String TYPE = "type";
    private static final String NULL = "null";
    private static final String CLOSED = "additionalProperties";

    private static final Set<String> TAKEN =
            Set.of(TYPE, "enum", "const", "description", "title", REF, CLOSED, "required", ANY_OF);

    private static final Set<String> BOUNDS = Set.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "pattern",
            "minItems",
            "maxItems");

    private static final Set<String> FORMATS =
            Set.of("date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid");

    /** Says something about the schema, not about the value. */
    private static final Set<String> NEEDLESS = Set.of("$schema", "$id", "$comment");

    private static final Set<String> STRUCTURE = Set.of(
            "allOf",
            "not",
            "if",
            "then",
            "else",
            "patternProperties",
            "prefixItems",
            "dependentSchemas",
            "unevaluatedProperties",
            "unevaluatedItems");

    private final boolean bounds;
    private final boolean optional;
    private boolean lossless = true;

    private StrictSchema(Target target) {
        bounds = !target.lacks(Feature.SCHEMA_BOUNDS);
        optional = !target.lacks(Feature.SCHEMA_OPTIONAL);
    }

    /** The schema as the target enforces it, the same text where it does so already; null when it cannot. */
    static @Nullable String fit(String schema, Target target) {
        if (!(JsonValues.parse(schema.getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> root)
                || !"object".equals(root.get(TYPE))
                || root.containsKey(ANY_OF)) {
            return null;
        }
        StrictSchema strict = new StrictSchema(target);
        Map<String, @Nullable Object> fitting = strict.schema(root);
        if (!strict.lossless) {
            return null;
        }
        return fitting.equals(root) ? schema : JsonIo.text(fitting);
    }

    private @Nullable Object inner(@Nullable Object value) {
        return value instanceof Map<?, ?> schema ? schema(schema) : value;
    }

    private Map<String, @Nullable Object> schema(Map<?, ?> given) {
        Map<String, @Nullable Object> fitting = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        given.forEach((key, value) -> keyword((String) key, value, fitting, words));
        close(fitting, given.get(CLOSED));
        lossless &= !"array".equals(given.get(TYPE)) || given.containsKey("items");
        if (!words.isEmpty()) {
            Object description = fitting.get("description");
            fitting.put(
                    "description",
                    (description == null ? "" : description + " ") + "(" + String.join("; ", words) + ")");
        }
        return fitting.containsKey(REF) && fitting.size() > 1 ? besideReference(fitting) : fitting;
    }

    private void keyword(
            String key, @Nullable Object value, Map<String, @Nullable Object> fitting, List<String> words) {
        if (STRUCTURE.contains(key)) {
            lossless = false;
        } else if (key.equals("properties") || key.equals("$defs") || key.equals("definitions")) {
            fitting.put(key, each(value));
        } else if (key.equals("items")) {
            fitting.put(key, inner(value));
        } else if (key.equals(ANY_OF) || key.equals("oneOf")) {
            fitting.put(ANY_OF, choices(value));
        } else if (TAKEN.contains(key)
                || (bounds && BOUNDS.contains(key))
                || (key.equals("format") && isKnown(value))) {
            fitting.put(key, value);
        } else if (!NEEDLESS.contains(key)) {
            words.add(key + ": " + (value instanceof String text ? text : JsonIo.text(value)));
        }
    }

    private static boolean isKnown(@Nullable Object format) {
        return format instanceof String name && FORMATS.contains(name);
    }

    private @Nullable Object each(@Nullable Object schemas) {
        if (!(schemas instanceof Map<?, ?> map)) {
            return schemas;
        }
        Map<String, @Nullable Object> fitting = new LinkedHashMap<>();
        map.forEach((name, schema) -> fitting.put((String) name, inner(schema)));
        return fitting;
    }

    private @Nullable Object choices(@Nullable Object schemas) {
        if (!(schemas instanceof List<?> list)) {
            return schemas;
        }
        List<@Nullable Object> fitting = new ArrayList<>();
        list.forEach(schema -> fitting.add(inner(schema)));
        return fitting;
    }

    private void close(Map<String, @Nullable Object> object, @Nullable Object given) {
        boolean isObject = "object".equals(object.get(TYPE)) || object.containsKey("properties");
        if (!isObject) {
            return;
        }
        // An object of any keys is a map; closed, it would be empty.
        lossless &= given == null ? object.containsKey("properties") : Boolean.FALSE.equals(given);
        object.put(CLOSED, false);
        if (!optional && object.get("properties") instanceof Map<?, ?> properties) {
            List<?> required = object.get("required") instanceof List<?> names ? names : List.of();
            object.put("properties", allThere(properties, required));
            Set<Object> all = new LinkedHashSet<>(required);
            all.addAll(properties.keySet());
            object.put("required", List.copyOf(all));
        }
    }

    private static Map<String, @Nullable Object> allThere(Map<?, ?> properties, List<?> required) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        properties.forEach((name, schema) -> all.put(
                (String) name,
                required.contains(name) || takesNull(schema)
                        ? schema
                        : Map.of(ANY_OF, List.of(schema, Map.of(TYPE, NULL)))));
        return all;
    }

    private static boolean takesNull(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> schema)) {
            return false;
        }
        Object type = schema.get(TYPE);
        return NULL.equals(type)
                || (type instanceof List<?> types && types.contains(NULL))
                || (schema.get(ANY_OF) instanceof List<?> choices
                        && choices.stream().anyMatch(StrictSchema::takesNull));
    }

    private static Map<String, @Nullable Object> besideReference(Map<String, @Nullable Object> schema) {
        Map<String, @Nullable Object> apart = new LinkedHashMap<>(schema);
        Object target = apart.remove(REF);
        apart.put(ANY_OF, List.of(Map.of(REF, String.valueOf(target))));
        return apart;
    }
}
