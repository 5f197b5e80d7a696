package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import io.llmclient.Content;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OpenAI's {@code /embeddings}. */
final class OpenAiEmbeddingWire {

    private static final int MAX_TEXTS = 2048;

    private OpenAiEmbeddingWire() {}

    static boolean isMeant(HttpMessage request) {
        return request.target().equals("/v1/embeddings");
    }

    /** The texts of a body, or null when it is not a plausible one. */
    static @Nullable WireEmbedding read(@Nullable Map<String, @Nullable Object> body) {
        List<String> texts = body == null ? List.of() : texts(body.get("input"));
        boolean plausible =
                !texts.isEmpty() && texts.size() <= MAX_TEXTS && texts.stream().noneMatch(String::isEmpty);
        return body == null || !plausible
                ? null
                : WireEmbedding.of(texts, body.get("dimensions"), "base64".equals(body.get("encoding_format")));
    }

    private static List<String> texts(@Nullable Object input) {
        if (input instanceof List<?> all) {
            return all.stream().map(String::valueOf).toList();
        }
        return input instanceof String only ? List.of(only) : List.of();
    }

    /** The real service keeps the order, but promises only the index: here the last one comes first. */
    static Map<String, @Nullable Object> answer(WireAsk ask, WireEmbedding wanted, Reply reply) {
        List<Content.Vector> vectors = wanted.vectors(reply);
        List<Object> data = new ArrayList<>();
        for (int i = vectors.size() - 1; i >= 0; i--) {
            float[] values = vectors.get(i).values();
            data.add(object(
                    "object",
                    "embedding",
                    "index",
                    i,
                    "embedding",
                    wanted.base64() ? encoded(values) : numbers(values)));
        }
        Long input = reply.usage().input();
        return object(
                "object",
                "list",
                "data",
                data,
                "model",
                reply.model() != null ? reply.model() : ask.model(),
                "usage",
                object("prompt_tokens", input, "total_tokens", input));
    }

    static List<Float> numbers(float[] values) {
        List<Float> numbers = new ArrayList<>(values.length);
        for (float value : values) {
            numbers.add(value);
        }
        return numbers;
    }

    private static String encoded(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
