package io.llmclient.providers.internal.bedrock;

import io.llmclient.Usage;
import io.llmclient.core.http.JsonCursor;
import org.jspecify.annotations.Nullable;

/** Reads what an answer cost. Thoughts are counted as output and not told apart. */
final class TokenCount {

    private TokenCount() {}

    /** The wire's input tokens are without those that the cache took part in. */
    static Usage read(JsonCursor in) {
        Long input = null;
        Long cacheRead = null;
        Long cacheWrite = null;
        Usage.Builder usage = Usage.builder();
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                switch (name) {
                    case "inputTokens" -> input = in.number();
                    case "outputTokens" -> usage.output(in.number());
                    case "totalTokens" -> usage.total(in.number());
                    case "cacheReadInputTokens" -> cacheRead = in.number();
                    case "cacheWriteInputTokens" -> cacheWrite = in.number();
                    default -> {}
                }
            }
        }
        return usage.input(input == null ? null : Long.valueOf(input + orZero(cacheRead) + orZero(cacheWrite)))
                .cachedInput(cacheRead)
                .cacheWrite(cacheWrite)
                .build();
    }

    private static long orZero(@Nullable Long tokens) {
        return tokens == null ? 0 : tokens;
    }
}
