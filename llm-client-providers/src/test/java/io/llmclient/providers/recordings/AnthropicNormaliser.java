package io.llmclient.providers.recordings;

import java.util.List;
import java.util.Map;

/** Spellings of Anthropic messages that mean the same. */
final class AnthropicNormaliser {

    private AnthropicNormaliser() {}

    static void normalise(Map<String, Object> body) {
        Normal.dropIf(body, "stream", false);
        Normal.dropIf(body, "tool_choice", Map.of("type", "auto"));
        Normal.dropIf(body, "tools", List.of()); // offers nothing; the library's requests have no way to say so
        Normal.each(body, "tools", tool -> {
            Normal.dropIf(tool, "strict", false);
            Normal.dropIf(tool, "description", "", null);
        });
        Normal.unwrapText(body, "system");
        Normal.each(body, "messages", message -> {
            Normal.unwrapText(message, "content");
            Normal.each(message, "content", AnthropicNormaliser::block);
        });
    }

    private static void block(Map<String, Object> block) {
        Normal.dropIf(block, "is_error", false);
        if ("tool_result".equals(block.get("type"))) {
            Normal.unwrapText(block, "content");
        }
    }
}
