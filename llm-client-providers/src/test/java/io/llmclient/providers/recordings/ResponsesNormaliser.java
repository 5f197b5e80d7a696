package io.llmclient.providers.recordings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spellings of OpenAI's Responses that mean the same. */
final class ResponsesNormaliser {

    private ResponsesNormaliser() {}

    static void normalise(Map<String, Object> body) {
        Normal.dropIf(body, "stream", false);
        Normal.dropIf(body, "store", true);
        Normal.dropIf(body, "parallel_tool_calls", true);
        Normal.dropIf(body, "tool_choice", "auto");
        Normal.each(body, "tools", tool -> Normal.dropIf(tool, "description", "", null));
        Normal.dropIf(Normal.object(Normal.object(body, "text"), "format"), "strict", false);
        if (body.get("input") instanceof String text) {
            body.put("input", List.of(new LinkedHashMap<>(Map.of("role", "user", "content", text))));
        }
        instructions(body);
        Normal.each(body, "input", ResponsesNormaliser::item);
    }

    /** Instructions are a system message before the others. */
    private static void instructions(Map<String, Object> body) {
        if (body.remove("instructions") instanceof String text && body.get("input") instanceof List<?> input) {
            List<Object> items = new ArrayList<>(input);
            items.add(0, new LinkedHashMap<>(Map.of("role", "system", "content", text)));
            body.put("input", items);
        }
    }

    private static void item(Map<String, Object> item) {
        item.remove("id");
        item.remove("status");
        Normal.dropIf(item, "encrypted_content", new Object[] {null});
        if (item.containsKey("role")) {
            Normal.dropIf(item, "type", "message");
        }
        if ("developer".equals(item.get("role"))) {
            item.put("role", "system");
        }
        Normal.parse(item, "arguments");
        unwrapText(item, "content");
        unwrapText(item, "output");
        Normal.each(item, "content", part -> Normal.dropIf(part, "detail", "auto"));
    }

    /** A list of nothing but one text part is that text. */
    private static void unwrapText(Map<String, Object> object, String field) {
        if (!"reasoning".equals(object.get("type"))) {
            Normal.each(object, field, part -> {
                if ("input_text".equals(part.get("type")) || "output_text".equals(part.get("type"))) {
                    part.put("type", "text");
                }
            });
            Normal.unwrapText(object, field);
        }
    }
}
