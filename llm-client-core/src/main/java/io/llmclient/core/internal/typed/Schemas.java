package io.llmclient.core.internal.typed;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.ResolvedRecursiveType;

/**
 * Makes the JSON Schema of a type, in what the strict modes of all providers have in common: every object is closed, all
 * of its properties are required, what may be null says so, nothing is referred to, and what cannot be enforced
 * everywhere is said in words. So no provider needs a variant of its own. A map, whose keys no strict mode leaves open,
 * is a list of entries. One instance makes one schema.
 */
final class Schemas {

    /** The key of a map's entry. */
    static final String KEY = "key";

    /** The value of a map's entry. */
    static final String VALUE = "value";

    /** Ends also a generic type that holds itself of ever another type. */
    private static final int MAX_DEPTH = 100;

    private static final String DESCRIPTION = "description";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** The types that the place in work is within. */
    private final Deque<JavaType> around = new ArrayDeque<>();

    private Schemas() {}

    /**
     * The schema of a type.
     *
     * @throws IllegalArgumentException when there is none
     */
    static ObjectNode of(Class<?> type) {
        try {
            return new Schemas().schema(Mapping.MAPPER.constructType(type));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "no JSON Schema can be made of " + type.getName() + ": " + e.getMessage(), e);
        }
    }

    /** A closed object with these properties, all of them required. */
    static ObjectNode object(ObjectNode properties) {
        return object(properties, null);
    }

    private static ObjectNode object(ObjectNode properties, @Nullable String words) {
        ObjectNode object = NODES.objectNode().put("type", "object");
        object.set("properties", properties);
        ArrayNode required = object.putArray("required");
        properties.propertyNames().forEach(required::add);
        return describe(object, words).put("additionalProperties", false);
    }

    private ObjectNode schema(JavaType given) {
        JavaType type = given instanceof ResolvedRecursiveType self ? self.getSelfReferencedType() : given;
        Class<?> raw = type.getRawClass();
        Scalars scalar = Scalars.of(raw);
        if (scalar != null) {
            return Nullability.OPTIONALS.contains(raw) ? Nullability.orNull(scalar(scalar)) : scalar(scalar);
        }
        if (around.contains(type)) {
            throw new IllegalArgumentException(raw.getName() + " is circular: it holds itself");
        }
        if (around.size() == MAX_DEPTH) {
            throw new IllegalArgumentException(raw.getName() + " is more than " + MAX_DEPTH + " types deep");
        }
        around.push(type);
        ObjectNode schema = compound(type);
        around.pop();
        return schema;
    }

    private ObjectNode compound(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (type.isMapLikeType()) {
            Expressible.requireMap(raw);
            return list(object(
                    NODES.objectNode().set(KEY, schema(type.getKeyType())).set(VALUE, schema(type.getContentType()))));
        }
        Expressible.require(raw);
        if (type.isContainerType()) {
            return list(schema(type.getContentType()));
        }
        if (type.isReferenceType()) {
            return Nullability.orNull(schema(type.getReferencedType()));
        }
        return type.isEnumType() ? describe(constants(raw), Words.of(raw)) : object(properties(type), Words.of(raw));
    }

    private ObjectNode properties(JavaType type) {
        ObjectNode properties = NODES.objectNode();
        for (Component component : Component.of(type)) {
            ObjectNode schema = schema(component.type());
            properties.set(
                    component.name(),
                    describe(component.nullable() ? Nullability.orNull(schema) : schema, component.words()));
        }
        return properties;
    }

    private static ObjectNode constants(Class<?> type) {
        ObjectNode schema = NODES.objectNode().put("type", "string");
        ArrayNode names = schema.putArray("enum");
        for (Object constant : type.getEnumConstants()) {
            names.add(Mapping.MAPPER.valueToTree(constant).asString());
        }
        return schema;
    }

    private static ObjectNode list(ObjectNode items) {
        return NODES.objectNode().put("type", "array").set("items", items);
    }

    private static ObjectNode scalar(Scalars scalar) {
        ObjectNode schema = NODES.objectNode().put("type", scalar.type());
        if (scalar.format() != null) {
            schema.put("format", scalar.format());
        }
        return describe(schema, scalar.words());
    }

    private static ObjectNode describe(ObjectNode schema, @Nullable String words) {
        return words == null ? schema : schema.put(DESCRIPTION, words);
    }
}
