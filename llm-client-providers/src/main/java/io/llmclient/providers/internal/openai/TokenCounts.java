package io.llmclient.providers.internal.openai;

import io.llmclient.Usage;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import org.jspecify.annotations.Nullable;

/** The token counts of one usage object, whose details are at different depths at different services. */
final class TokenCounts {

    private @Nullable Long prompt;
    private @Nullable Long completion;
    private @Nullable Long total;
    private @Nullable Long cached;
    private @Nullable Long written;
    private @Nullable Long reasoning;

    private TokenCounts() {}

    /** Reads a usage object; one without counts says nothing. */
    static void read(JsonCursor in, Deltas out) {
        if (in.isNull()) {
            return; // most events of a stream
        }
        TokenCounts counts = new TokenCounts();
        counts.fields(in);
        if (counts.prompt != null || counts.completion != null) {
            out.usage(counts::usage);
        }
    }

    private void fields(JsonCursor in) {
        if (!in.object()) {
            return;
        }
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "prompt_tokens" -> prompt = in.number();
                case "completion_tokens" -> completion = in.number();
                case "total_tokens" -> total = in.number();
                case "prompt_tokens_details", "completion_tokens_details" -> fields(in);
                // Groq has another one in a place of its own.
                case "usage" -> fields(in);
                // In the details at OpenAI, beside the totals at Together and Moonshot, under other names at DeepSeek
                // and at Mistral's older servers.
                case "cached_tokens", "prompt_cache_hit_tokens", "num_cached_tokens" ->
                    cached = known(in.number(), cached);
                // OpenAI's name, and Anthropic's behind Databricks and DashScope.
                case "cache_write_tokens", "cache_creation_input_tokens" -> written = known(in.number(), written);
                case "reasoning_tokens" -> reasoning = known(in.number(), reasoning);
                default -> {}
            }
        }
    }

    private static @Nullable Long known(@Nullable Long read, @Nullable Long before) {
        return read != null ? read : before;
    }

    private Usage usage() {
        return Usage.builder()
                .input(prompt)
                .output(output())
                .cachedInput(cached)
                .cacheWrite(written)
                .reasoning(reasoning)
                .total(total)
                .build();
    }

    /** xAI, and DeepInfra for Gemini models, count thoughts beside the completion, which shows in their total. */
    private @Nullable Long output() {
        if (prompt == null || completion == null || total == null || reasoning == null) {
            return completion;
        }
        return total == prompt + completion + reasoning ? Long.valueOf(completion + reasoning) : completion;
    }
}
