package io.llmclient.providers.recordings;

import java.util.List;
import java.util.Map;

/** Spellings of OpenAI chat that mean the same. */
final class OpenAiNormaliser {

    private OpenAiNormaliser() {}

    static void normalise(Map<String, Object> body) {
        body.remove("stream_options");
        Normal.dropIf(body, "stream", false);
        Normal.dropIf(body, "n", 1);
        Normal.dropIf(body, "store", true);
        Normal.dropIf(body, "parallel_tool_calls", true);
        Normal.dropIf(body, "tool_choice", "auto");
        Normal.dropIf(body, "tools", List.of()); // offers nothing; the library's requests have no way to say so
        Normal.rename(body, "max_completion_tokens", "max_tokens");
        if (body.get("stop") instanceof String stop) {
            body.put("stop", List.of(stop));
        }
        Normal.each(body, "tools", tool -> silence(Normal.object(tool, "function")));
        silence(Normal.object(Normal.object(body, "response_format"), "json_schema"));
        Normal.each(body, "messages", OpenAiNormaliser::message);
    }

    /** Mistral's client writes what says nothing, and has another word for a required tool. */
    static void mistral(Map<String, Object> body) {
        if ("any".equals(body.get("tool_choice"))) {
            body.put("tool_choice", "required");
        }
        Normal.each(body, "tools", tool -> tool.putIfAbsent("type", "function"));
        Normal.each(body, "messages", message -> {
            Normal.dropIf(message, "prefix", false);
            Normal.dropIf(message, "content", List.of());
            Normal.each(message, "tool_calls", call -> call.remove("index"));
        });
        normalise(body);
    }

    private static void silence(Map<String, Object> described) {
        Normal.dropIf(described, "strict", false);
        Normal.dropIf(described, "description", "", null);
    }

    private static void message(Map<String, Object> message) {
        if ("developer".equals(message.get("role"))) {
            message.put("role", "system");
        }
        Normal.unwrapText(message, "content");
        if (message.containsKey("tool_calls")) {
            Normal.dropIf(message, "content", "", null);
        }
        Normal.each(message, "tool_calls", call -> Normal.parse(Normal.object(call, "function"), "arguments"));
        Normal.each(message, "content", part -> Normal.dropIf(Normal.object(part, "image_url"), "detail", "auto"));
    }
}
