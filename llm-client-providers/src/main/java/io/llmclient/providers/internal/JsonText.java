package io.llmclient.providers.internal;

import io.llmclient.core.http.JsonCursor;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.io.JsonStringEncoder;

/** JSON that is kept as text. */
public final class JsonText {

    private JsonText() {}

    /** The text if it is a JSON object, else an object that holds it: models and cut answers leave halves. */
    public static String object(String text) {
        return JsonCursor.isObject(text) ? text : "{\"_raw\":" + quoted(text) + "}";
    }

    public static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        return json.append('"').toString();
    }

    public static JsonCursor cursor(String json) {
        return JsonCursor.over(json.getBytes(StandardCharsets.UTF_8));
    }
}
