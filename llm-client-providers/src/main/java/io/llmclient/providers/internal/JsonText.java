package io.llmclient.providers.internal;

import io.llmclient.core.http.JsonCursor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** JSON that is kept as text. */
public final class JsonText {

    private JsonText() {}

    /** The text if it is a JSON object, else an object that holds it: models and cut answers leave halves. */
    public static String object(String text) {
        return object(text, "_raw");
    }

    /** The text if it is a JSON object, else an object that holds it in this field. */
    public static String object(String text, String field) {
        return JsonCursor.isObject(text) ? text : object(Map.of(field, quoted(text)));
    }

    public static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        return json.append('"').toString();
    }

    /** Reads the fields of an object, each as JSON text; none where there is no object. */
    public static Map<String, String> fields(JsonCursor in) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                fields.put(name, String.valueOf(in.json()));
            }
        }
        return fields;
    }

    /** The object of fields that are JSON text. */
    public static String object(Map<String, String> fields) {
        StringJoiner object = new StringJoiner(",", "{", "}");
        fields.forEach((name, json) -> object.add(quoted(name) + ":" + json));
        return object.toString();
    }

    /** The text of one field of the object that comes next; null where there is none. */
    public static @Nullable String textOf(String field, JsonCursor in) {
        String text = null;
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                text = name.equals(field) ? in.text() : text;
            }
        }
        return text;
    }

    public static JsonCursor cursor(String json) {
        return JsonCursor.over(json.getBytes(StandardCharsets.UTF_8));
    }
}
