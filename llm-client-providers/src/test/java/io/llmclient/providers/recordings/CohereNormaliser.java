package io.llmclient.providers.recordings;

import java.util.Map;

/** Spellings of Cohere's chat that mean the same. */
final class CohereNormaliser {

    private CohereNormaliser() {}

    static void normalise(Map<String, Object> body) {
        Normal.dropIf(body, "stream", false);
        Normal.each(body, "tools", tool -> Normal.dropIf(Normal.object(tool, "function"), "description", "", null));
        Normal.each(body, "messages", CohereNormaliser::message);
    }

    private static void message(Map<String, Object> message) {
        Normal.unwrapText(message, "content");
        if (message.containsKey("tool_calls")) {
            Normal.dropIf(message, "content", "", null);
        }
        Normal.each(message, "tool_calls", call -> Normal.parse(Normal.object(call, "function"), "arguments"));
        Normal.each(message, "content", part -> Normal.dropIf(Normal.object(part, "image_url"), "detail", "auto"));
    }
}
