package io.llmclient.core.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which response headers an application may want. Names are in lower case. */
final class Headers {

    /** Where providers put their id of a request: OpenAI and most, Anthropic, AWS, Azure, Mistral, OpenRouter, DeepSeek. */
    private static final List<String> REQUEST_IDS = List.of(
            "x-request-id",
            "request-id",
            "x-amzn-requestid",
            "apim-request-id",
            "mistral-correlation-id",
            "x-generation-id",
            "x-ds-trace-id");

    private Headers() {}

    static @Nullable String requestId(Map<String, String> headers) {
        for (String name : REQUEST_IDS) {
            String id = headers.get(name);
            if (id != null && !id.isBlank()) {
                return id;
            }
        }
        return null;
    }

    /** Request ids and rate limits. */
    static Map<String, String> thatMatter(Map<String, String> headers) {
        Map<String, String> kept = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            if (REQUEST_IDS.contains(name) || name.contains("ratelimit")) {
                kept.put(name, value);
            }
        });
        return kept;
    }
}
