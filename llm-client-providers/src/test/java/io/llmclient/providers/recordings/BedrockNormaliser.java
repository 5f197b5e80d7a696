package io.llmclient.providers.recordings;

import java.util.List;
import java.util.Map;

/** Spellings of Converse requests that mean the same. */
final class BedrockNormaliser {

    private BedrockNormaliser() {}

    static void normalise(Map<String, Object> body) {
        Normal.dropIf(body, "system", List.of());
        Normal.dropIf(body, "inferenceConfig", Map.of());
        Normal.each(
                body,
                "messages",
                message -> Normal.each(message, "content", block -> {
                    Normal.dropIf(Normal.object(block, "toolResult"), "status", "success");
                }));
        Map<String, Object> tools = Normal.object(body, "toolConfig");
        Normal.dropIf(tools, "toolChoice", Map.of("auto", Map.of()));
        Normal.each(tools, "tools", tool -> {
            Map<String, Object> spec = Normal.object(tool, "toolSpec");
            Normal.dropIf(spec, "description", "", null);
            Normal.dropIf(spec, "strict", false);
        });
    }
}
