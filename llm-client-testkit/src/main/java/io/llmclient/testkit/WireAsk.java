package io.llmclient.testkit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for.
 *
 * @param model the model it names; null when it names none
 * @param usageInStream whether a stream shall tell the tokens it took
 * @param prefilled whether its last message is the model's own, which the answer shall go on with
 * @param embedding the texts that it wants as vectors; null for a chat
 * @param refusal what the real service would answer because the request is wrong; null when it is plausible
 */
record WireAsk(
        @Nullable String model,
        boolean streaming,
        boolean usageInStream,
        boolean prefilled,
        @Nullable WireEmbedding embedding,
        @Nullable WireError refusal) {

    /** What a chat asks for. */
    WireAsk(
            @Nullable String model,
            boolean streaming,
            boolean usageInStream,
            boolean prefilled,
            @Nullable WireError refusal) {
        this(model, streaming, usageInStream, prefilled, null, refusal);
    }

    /** What asks for vectors. */
    WireAsk(@Nullable String model, @Nullable WireEmbedding embedding, @Nullable WireError refusal) {
        this(model, false, false, false, embedding, refusal);
    }

    /** Whether the last message in this field of the body is by this role. */
    static boolean endsWith(String role, String messages, @Nullable Map<String, @Nullable Object> body) {
        return body != null
                && body.get(messages) instanceof List<?> all
                && !all.isEmpty()
                && all.get(all.size() - 1) instanceof Map<?, ?> last
                && role.equals(last.get("role"));
    }
}
