package io.llmclient.providers.internal.anthropic;

import io.llmclient.Usage;
import io.llmclient.core.http.JsonCursor;
import org.jspecify.annotations.Nullable;

/** What an answer costs so far. A stream counts several times; the later number replaces the earlier. */
final class TokenCount {

    private @Nullable Long input;
    private @Nullable Long output;
    private @Nullable Long cacheRead;
    private @Nullable Long cacheWrite;
    private @Nullable Long thinking;

    void read(JsonCursor in) {
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                switch (name) {
                    case "input_tokens" -> input = later(in, input);
                    case "output_tokens" -> output = later(in, output);
                    case "cache_read_input_tokens" -> cacheRead = later(in, cacheRead);
                    case "cache_creation_input_tokens" -> cacheWrite = later(in, cacheWrite);
                    case "output_tokens_details" -> read(in);
                    case "thinking_tokens" -> thinking = later(in, thinking);
                    default -> {}
                }
            }
        }
    }

    private static @Nullable Long later(JsonCursor in, @Nullable Long earlier) {
        Long value = in.number();
        return value == null ? earlier : value;
    }

    /** The wire's input tokens are without those that the cache took part in. */
    Usage usage() {
        return Usage.builder()
                .input(input == null ? null : Long.valueOf(input + orZero(cacheRead) + orZero(cacheWrite)))
                .output(output)
                .cachedInput(cacheRead)
                .cacheWrite(cacheWrite)
                .reasoning(thinking)
                .build();
    }

    private static long orZero(@Nullable Long tokens) {
        return tokens == null ? 0 : tokens;
    }
}
