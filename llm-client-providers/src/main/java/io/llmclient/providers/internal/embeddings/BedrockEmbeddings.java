package io.llmclient.providers.internal.embeddings;

import io.llmclient.Usage;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.EmbeddingDialect;
import io.llmclient.core.http.EmbeddingInput;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.core.http.Target;
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
        out.writeStartObject();
        if (isCohere(input.model())) {
            CohereEmbeddings.fields(input, out);
        } else {
            titan(input, out);
        }
        out.writeEndObject();
    }

    private static void titan(EmbeddingInput input, JsonGenerator out) {
        out.writeStringProperty("inputText", input.texts().get(0));
        if (input.model().contains("titan-embed-text-v2")) { // the one before it has one length, and refuses the field
            out.writeNumberProperty("dimensions", input.dimension());
        }
    }

    @Override
    public void read(JsonCursor in, int dimension, Deltas out) {
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                switch (name) {
                    case "id" -> out.id(in);
                    case "embedding" -> Texts.vector(in, dimension, out);
                    case "embeddings" -> CohereEmbeddings.embeddings(in, dimension, out);
                    case "inputTextTokenCount" -> {
                        Long tokens = in.number();
                        out.usage(() -> Usage.builder().input(tokens).build());
                    }
                    default -> {}
                }
            }
        }
    }
}
