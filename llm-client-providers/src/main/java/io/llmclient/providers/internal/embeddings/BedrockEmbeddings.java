package io.llmclient.providers.internal.embeddings;

import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.EmbeddingDialect;
import io.llmclient.core.http.EmbeddingInput;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.JsonWriter;
import io.llmclient.providers.internal.UrlPath;
import tools.jackson.core.JsonGenerator;

/**
 * Embeddings by Bedrock's {@code InvokeModel}, whose body is that of the model's maker: Cohere, or else Amazon's Titan,
 * which takes one text at a time.
 */
public final class BedrockEmbeddings implements EmbeddingDialect {

    @Override
    public String name() {
        return "bedrock.embeddings";
    }

    @Override
    public int maxTexts(String model) {
        return isCohere(model) ? CohereEmbeddings.MAX_TEXTS : 1;
    }

    private static boolean isCohere(String model) {
        return model.contains("cohere.");
    }

    @Override
    public String path(Target target) {
        return "/model/" + UrlPath.segment(target.model()) + "/invoke";
    }

    @Override
    public void write(EmbeddingInput input, JsonGenerator out) {
        JsonWriter body = new JsonWriter(out).object();
        if (isCohere(input.model())) {
            CohereEmbeddings.fields(input, body);
        } else {
            // The one before it has one length, and refuses the field.
            boolean anyLength = input.model().contains("titan-embed-text-v2");
            body.text("inputText", input.texts().get(0));
            body.number("dimensions", anyLength ? input.dimension() : null);
        }
        body.end();
    }

    @Override
    public void read(JsonCursor in, int dimension, Deltas out) {
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                switch (name) {
                    case "id" -> out.id(in);
                    case "embedding" -> Texts.vector(in, dimension, out);
                    case "embeddings" -> CohereEmbeddings.embeddings(in, dimension, out);
                    case "inputTextTokenCount" -> Texts.tokens(in, out);
                    default -> {}
                }
            }
        }
    }
}
