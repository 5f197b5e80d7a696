package io.llmclient.core.internal.typed;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says the same thing the same way in every schema: what may be null is an {@code anyOf} of its schema and null, and an
 * object has properties, if none.
 */
final class Normal {

    private static final String ANY_OF = "anyOf";
    private static final String DESCRIPTION = "description";
    private static final String NULL = "null";
    private static final String TYPE = "type";

    private Normal() {}

    /** Brings a schema and all within it to the form. */
    static void form(ObjectNode schema) {
        join(schema);
        schema.path("properties").forEach(inner -> form((ObjectNode) inner));
        if (schema.path("items") instanceof ObjectNode items) {
            form(items);
        }
        if (schema.path(TYPE) instanceof ArrayNode types) {
            ObjectNode content = schema.deepCopy();
            content.remove(DESCRIPTION);
            content.put(TYPE, types.get(0).asString());
            orNull(schema, content);
        } else if (schema.has(ANY_OF)) {
            ObjectNode content = (ObjectNode) content(schema);
            form(content);
            orNull(schema, content);
        } else if (schema.path(TYPE).asString("").equals("object") && !schema.has("properties")) {
            schema.putObject("properties");
            schema.putArray("required");
        }
    }

    /** What a component says of itself comes beside what its type says; the nearer word counts. */
    private static void join(ObjectNode schema) {
        JsonNode parts = schema.remove("allOf");
        if (parts != null) {
            parts.forEach(part -> schema.setAll((ObjectNode) part));
        }
    }

    /** The content first, since some read the first choice only. */
    private static void orNull(ObjectNode schema, ObjectNode content) {
        JsonNode description = schema.get(DESCRIPTION);
        schema.removeAll();
        schema.putArray(ANY_OF).add(content).addObject().put(TYPE, NULL);
        if (description != null) {
            schema.set(DESCRIPTION, description);
        }
    }

    /** Whether null is allowed. */
    static boolean takesNull(JsonNode schema) {
        return schema.has(ANY_OF);
    }

    /** What is demanded of a value that is not null. */
    static JsonNode content(JsonNode schema) {
        for (JsonNode choice : schema.path(ANY_OF)) {
            if (!choice.path(TYPE).asString("").equals(NULL)) {
                return choice;
            }
        }
        return schema;
    }
}
