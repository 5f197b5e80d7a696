package io.llmclient.providers.recordings;

import java.util.Map;

/** Spellings of Ollama's chat that mean the same. Whether it streams is told apart: the server's default is to do so. */
final class OllamaNormaliser {

    private OllamaNormaliser() {}

    static void normalise(Map<String, Object> body) {
        Normal.dropIf(body, "format", "");
        Normal.dropIf(body, "options", Map.of());
        Normal.dropIf(body, "keep_alive", (Object) null);
        Normal.each(body, "tools", tool -> Normal.dropIf(Normal.object(tool, "function"), "description", "", null));
    }
}
