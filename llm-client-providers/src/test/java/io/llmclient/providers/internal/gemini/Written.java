package io.llmclient.providers.internal.gemini;

import io.llmclient.ChatRequest;
import io.llmclient.core.http.Quirks;
import io.llmclient.core.http.Target;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What the dialect writes, as text. */
final class Written {

    private Written() {}

    static String body(String model, ChatRequest request) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            new GeminiGenerateContent().write(request, new Target(model, false, Quirks.none()), out);
        }
        return text.toString();
    }

    /** The value of the body's first field of that name. */
    static String field(String name, String model, ChatRequest request) {
        String body = body(model, request);
        int start = body.indexOf("\"" + name + "\":") + name.length() + 3;
        return body.substring(start, end(body, start));
    }

    private static int end(String body, int start) {
        int depth = 0;
        for (int i = start; i < body.length(); i++) {
            char c = body.charAt(i);
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            if (depth < 0 || depth == 0 && c == ',') {
                return i;
            }
        }
        return body.length();
    }

    /** JSON in single quotes, to be legible. */
    static String json(String text) {
        return text.replace('\'', '"');
    }
}
