package io.llmclient.core.internal.typed;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.node.ObjectNode;

/**
 * A type as JSON: its schema, which is always that of an object, and how values of it are read. A type that is no
 * object in JSON, such as an enum, is the one property of an object. Made once for each type.
 */
public final class TypedJson<T> {

    private static final ClassValue<TypedJson<?>> KNOWN = new ClassValue<>() {
        @Override
        protected TypedJson<?> computeValue(Class<?> type) {
            return new TypedJson<>(type);
        }
    };

    /** Holds what is no object itself. */
    private static final String VALUE = "value";

    private final Class<T> type;
    private final ObjectNode schema;
    private final boolean wrapped;

    private TypedJson(Class<T> type) {
        this.type = type;
        ObjectNode own = Schemas.of(type);
        wrapped = !own.path("type").asString("").equals("object");
        schema = wrapped ? Schemas.object(Mapping.MAPPER.createObjectNode().set(VALUE, own)) : own;
    }

    /**
     * The JSON of a type.
     *
     * @throws IllegalArgumentException when JSON cannot express it
     */
    @SuppressWarnings("unchecked")
    public static <T> TypedJson<T> of(Class<T> type) {
        return (TypedJson<T>) KNOWN.get(type);
    }

    /** The JSON Schema. */
    public String schema() {
        return schema.toString();
    }

    /** What the type says of itself; null for nothing. */
    public @Nullable String description() {
        return Words.of(type);
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException saying where it does not fit, without quoting it; the cause is what the type's
     *     own code threw, if it did
     */
    public T read(String json) {
        JsonNode tree = parse(json);
        Demands.check(schema, tree);
        try {
            return Mapping.MAPPER.treeToValue(wrapped ? tree.path(VALUE) : tree, type);
        } catch (JacksonException e) {
            Throwable own = e instanceof ValueInstantiationException ? e.getCause() : null;
            throw new IllegalArgumentException("it does not fit " + type.getSimpleName() + place(e), own);
        }
    }

    /**
     * Returns the text if it is one JSON object.
     *
     * @throws IllegalArgumentException when it is not, saying where without quoting it
     */
    public static String requireObject(String json) {
        if (!parse(json).isObject()) {
            throw new IllegalArgumentException("it is no JSON object");
        }
        return json;
    }

    private static JsonNode parse(String json) {
        try {
            return Mapping.MAPPER.readTree(json);
        } catch (StreamReadException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new IllegalArgumentException("it is no valid JSON" + place);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it is no valid JSON");
        }
    }

    private static String place(JacksonException e) {
        String path = e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "" : " at " + (path.startsWith(".") ? path.substring(1) : path);
    }

    /**
     * Writes any value that has a form in JSON.
     *
     * @throws IllegalArgumentException when it has none
     */
    public static String write(Object value) {
        try {
            return Mapping.MAPPER.writeValueAsString(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a " + value.getClass().getName() + " cannot be written as JSON", e);
        }
    }
}
