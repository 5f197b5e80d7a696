package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gemini's {@code batchEmbedContents}. */
final class GeminiEmbeddingWire {

    private static final int MAX_TEXTS = 100;

    private GeminiEmbeddingWire() {}

    static boolean isMeant(HttpMessage request) {
        return request.path().endsWith(":batchEmbedContents");
    }

    /** The texts of a body, or null when it is not a plausible one. */
    static @Nullable WireEmbedding read(@Nullable Map<String, @Nullable Object> body) {
        if (body == null || !(body.get("requests") instanceof List<?> requests) || requests.size() > MAX_TEXTS) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        Object dimension = null;
        for (Object request : requests) {
            String text = text(request);
            if (text == null) {
                return null;
            }
            texts.add(text);
            dimension = ((Map<?, ?>) request).get("outputDimensionality");
        }
        return texts.isEmpty() ? null : WireEmbedding.of(texts, dimension, false);
    }

    /** Each request of a batch names the model once more. */
    private static @Nullable String text(@Nullable Object request) {
        return request instanceof Map<?, ?> fields
                        && fields.get("model") instanceof String model
                        && model.startsWith("models/")
                        && fields.get("content") instanceof Map<?, ?> content
                        && content.get("parts") instanceof List<?> parts
                        && parts.size() == 1
                        && parts.get(0) instanceof Map<?, ?> part
                        && part.get("text") instanceof String text
                        && !text.isEmpty()
                ? text
                : null;
    }

    static Map<String, @Nullable Object> answer(WireEmbedding wanted, Reply reply) {
        return object(
                "embeddings",
                wanted.vectors(reply).stream()
                        .map(vector -> object("values", OpenAiEmbeddingWire.numbers(vector.values())))
                        .toList());
    }
}
