package io.llmclient.core.internal.typed;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Whether everything is there that a schema of ours demands: a record component that is silently null or zero would be
 * an answer that nobody gave. Whether what is there fits is for the mapper to say.
 */
final class Demands {

    private Demands() {}

    /**
     * @throws IllegalArgumentException naming the place where something is missing
     */
    static void check(JsonNode schema, JsonNode json) {
        check(schema, json, "");
    }

    private static void check(JsonNode schema, JsonNode json, String place) {
        if (json.isMissingNode() || json.isNull()) {
            if (!Nullability.takesNull(schema)) {
                throw new IllegalArgumentException((place.isEmpty() ? "it" : place) + " is missing");
            }
        } else if (json.isObject()) {
            Nullability.content(schema)
                    .path("properties")
                    .properties()
                    .forEach(property -> member(property, json, place));
        } else if (json.isArray()) {
            JsonNode items = Nullability.content(schema).path("items");
            for (int i = 0; i < json.size() && items.isObject(); i++) {
                check(items, json.path(i), place + "[" + i + "]");
            }
        }
    }

    private static void member(Map.Entry<String, JsonNode> property, JsonNode json, String place) {
        String name = property.getKey();
        check(property.getValue(), json.path(name), place.isEmpty() ? name : place + "." + name);
    }
}
