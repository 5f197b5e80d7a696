package io.llmclient.providers.internal.cohere;

import io.llmclient.Usage;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import org.jspecify.annotations.Nullable;

/**
 * What an answer took. Of the two counts of the wire it is the tokens that the model read and wrote; what is charged,
 * {@code billed_units}, is without the templates around a prompt.
 */
final class TokenCounts {

    private @Nullable Long input;
    private @Nullable Long output;
    private @Nullable Long reasoning;
    private @Nullable Long cached;

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
                case "tokens" -> fields(in);
                case "input_tokens" -> input = in.number();
                case "output_tokens" -> output = in.number();
                case "reasoning_tokens" -> reasoning = in.number();
                case "cached_tokens" -> cached = in.number();
                default -> {}
            }
        }
    }

    private Usage usage() {
        return Usage.builder()
                .input(input)
                .output(output)
                .cachedInput(cached)
                .reasoning(reasoning)
                .build();
    }
}
