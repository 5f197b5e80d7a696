package io.llmclient.core.internal.typed;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What may be null, and how a schema says so: as {@code anyOf} of its own schema and null, and never in another way. */
final class Nullability {

    /** The optionals of one value in JSON. */
    static final Set<Class<?>> OPTIONALS = Set.of(OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    private static final String ANY_OF = "anyOf";
    private static final String DESCRIPTION = "description";

    private Nullability() {}

    /** Whether a component bears an annotation named Nullable, whoever made that. */
    static boolean mayBeNull(Field field) {
        return Stream.of(field.getAnnotations(), field.getAnnotatedType().getAnnotations())
                .flatMap(Arrays::stream)
                .anyMatch(each -> each.annotationType().getSimpleName().equals("Nullable"));
    }

    /** The content first, since some read the first choice only. */
    static ObjectNode orNull(ObjectNode content) {
        if (takesNull(content)) {
            return content;
        }
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        JsonNode description = content.remove(DESCRIPTION);
        schema.putArray(ANY_OF).add(content).addObject().put("type", "null");
        if (description != null) {
            schema.set(DESCRIPTION, description);
        }
        return schema;
    }

    /** Whether a schema allows null. */
    static boolean takesNull(JsonNode schema) {
        return schema.has(ANY_OF);
    }

    /** What a schema demands of a value that is not null. */
    static JsonNode content(JsonNode schema) {
        return takesNull(schema) ? schema.path(ANY_OF).path(0) : schema;
    }
}
