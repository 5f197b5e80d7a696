package io.llmclient.core.internal.failure;

import io.llmclient.LlmException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Short ways to classify an error at noon of a day. */
final class Classified {

    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private Classified() {}

    /** Headers are names and values in turn. */
    static LlmException error(int status, String body, String... headers) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            fields.put(headers[i], headers[i + 1]);
        }
        return Failures.classify(status, fields, body.getBytes(StandardCharsets.UTF_8), Map.of(), NOON)
                .build();
    }

    /** OpenAI's envelope. */
    static String openAi(String type, String code, String message) {
        return "{\"error\":{\"message\":\"%s\",\"type\":\"%s\",\"param\":null,\"code\":\"%s\"}}"
                .formatted(message, type, code);
    }

    /** An envelope with nothing but words. */
    static String saying(String message) {
        return "{\"error\":{\"message\":\"%s\"}}".formatted(message);
    }
}
