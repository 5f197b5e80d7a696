package io.llmclient.providers.internal.embeddings;

import io.llmclient.EmbeddingPurpose;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.EmbeddingDialect;
import io.llmclient.core.http.EmbeddingInput;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.JsonWriter;
import io.llmclient.providers.internal.UrlPath;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Gemini's {@code batchEmbedContents}, also for one text. It tells no usage. */
public final class GeminiEmbeddings implements EmbeddingDialect {

    private static final int MAX_TEXTS = 100;

    @Override
    public String name() {
        return "gemini.embeddings";
    }

    @Override
    public int maxTexts(String model) {
        return MAX_TEXTS;
    }

    @Override
    public String path(Target target) {
        return "/v1beta/" + UrlPath.encoded(resource(target.model())) + ":batchEmbedContents";
    }

    private static String resource(String model) {
        return model.contains("/") ? model : "models/" + model;
    }

    @Override
    public void write(EmbeddingInput input, JsonGenerator out) {
        JsonWriter body = new JsonWriter(out).object().list("requests");
        for (String text : input.texts()) {
            body.object().text("model", resource(input.model()));
            body.object("content").list("parts").object().text("text", text);
            body.end().end().end();
            body.text("taskType", taskType(input.purpose()));
            body.number("outputDimensionality", input.dimension());
            body.end();
        }
        body.end().end();
    }

    private static @Nullable String taskType(@Nullable EmbeddingPurpose purpose) {
        if (purpose == null) {
            return null;
        }
        return switch (purpose) {
            case DOCUMENT -> "RETRIEVAL_DOCUMENT";
            case QUERY -> "RETRIEVAL_QUERY";
            case CLASSIFICATION -> "CLASSIFICATION";
            case CLUSTERING -> "CLUSTERING";
        };
    }

    @Override
    public void read(JsonCursor in, int dimension, Deltas out) {
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                switch (name) {
                    case "embeddings" -> embeddings(in, dimension, out);
                    case "error" -> out.fail();
                    default -> {}
                }
            }
        }
    }

    private static void embeddings(JsonCursor in, int dimension, Deltas out) {
        if (in.array()) {
            while (in.element()) {
                embedding(in, dimension, out);
            }
        }
    }

    private static void embedding(JsonCursor in, int dimension, Deltas out) {
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                if (name.equals("values")) {
                    Texts.vector(in, dimension, out);
                }
            }
        }
    }
}
