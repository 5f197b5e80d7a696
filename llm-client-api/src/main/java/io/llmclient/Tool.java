package io.llmclient;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function that the model may ask for.
 *
 * @param name letters, digits, {@code _} and {@code -}, starting with a letter or {@code _}, at most 64 characters: the
 *     form that every provider accepts
 * @param description tells the model when to use it; null for none
 * @param parameters a JSON Schema of type object, as text
 * @param strict whether the provider shall enforce the schema, where it can; false leaves the provider's default
 */
public record Tool(String name, @Nullable String description, String parameters, boolean strict) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_-]{0,63}");

    public Tool {
        Check.that(
                NAME.matcher(name).matches(),
                name,
                "tool.name must be 1 to 64 letters, digits, '_' or '-' and start with a letter or '_', not \"" + name
                        + "\"");
        Json.requireObject("tool.parameters of " + name, parameters);
    }

    /** A tool that takes the arguments its JSON Schema describes. */
    public static Tool function(String name, String description, String parameters) {
        return new Tool(name, description, parameters, false);
    }

    /** A tool that takes no arguments. */
    public static Tool function(String name, String description) {
        return new Tool(name, description, "{\"type\":\"object\",\"properties\":{}}", false);
    }

    /** This tool with its schema enforced by the provider, where it can. */
    public Tool asStrict() {
        return new Tool(name, description, parameters, true);
    }
}
