package io.llmclient;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form of the answer's text. */
public sealed interface ResponseFormat {

    /** Any text: what providers do by default. */
    static ResponseFormat text() {
        return new Text();
    }

    /** Some JSON object; the prompt should say which, and OpenAI wants the word "JSON" in it. */
    static ResponseFormat jsonObject() {
        return new JsonObject();
    }

    /** JSON that a schema describes, enforced by the provider where it can. */
    static ResponseFormat jsonSchema(String name, String schema) {
        return new JsonSchema(name, schema, null, true);
    }

    /** Any text. */
    record Text() implements ResponseFormat {}

    /** Some JSON object. */
    record JsonObject() implements ResponseFormat {}

    /**
     * JSON that a schema describes.
     *
     * @param name 1 to 64 letters, digits, {@code _} or {@code -}
     * @param schema a JSON Schema, as text. OpenAI's and Anthropic's strict modes want {@code "additionalProperties":
     *     false}
     * @param description tells the model what it is for; null for none
     * @param strict whether the provider shall guarantee the schema, where it knows both ways (OpenAI)
     */
    record JsonSchema(String name, String schema, @Nullable String description, boolean strict)
            implements ResponseFormat {

        private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

        public JsonSchema {
            Check.that(
                    NAME.matcher(name).matches(),
                    name,
                    "jsonSchema.name must be 1 to 64 letters, digits, '_' or '-', not \"" + name + "\"");
            Json.requireObject("jsonSchema.schema", schema);
        }
    }
}
