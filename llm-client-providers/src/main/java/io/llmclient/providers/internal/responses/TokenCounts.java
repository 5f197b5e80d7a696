package io.llmclient.providers.internal.responses;

import io.llmclient.Usage;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import org.jspecify.annotations.Nullable;

/** The token counts of one usage object. The counts in the details are part of those beside them. */
final class TokenCounts {

    private @Nullable Long input;
    private @Nullable Long output;
    private @Nullable Long total;
    private @Nullable Long cached;
    private @Nullable Long written;
    private @Nullable Long reasoning;

    private TokenCounts() {}

    /** Reads a usage object; one without counts says nothing. */
    static void read(JsonCursor in, Deltas out) {
        TokenCounts counts = new TokenCounts();
        counts.fields(in);
        if (counts.input != null || counts.output != null) {
            out.usage(counts::usage);
        }
    }

    private void fields(JsonCursor in) {
        if (!in.object()) {
            return;
        }
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "input_tokens" -> input = in.number();
                case "output_tokens" -> output = in.number();
                case "total_tokens" -> total = in.number();
                case "input_tokens_details", "output_tokens_details" -> fields(in);
                case "cached_tokens" -> cached = in.number();
                case "cache_write_tokens" -> written = in.number();
                case "reasoning_tokens" -> reasoning = in.number();
                default -> {}
            }
        }
    }

    private Usage usage() {
        return Usage.builder()
                .input(input)
                .output(output)
                .cachedInput(cached)
                .cacheWrite(written)
                .reasoning(reasoning)
                .total(total)
                .build();
    }
}
