package io.llmclient.providers.internal.embeddings;

import io.llmclient.EmbeddingPurpose;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.EmbeddingDialect;
import io.llmclient.core.http.EmbeddingInput;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.JsonWriter;
import io.llmclient.providers.internal.TokenCounts;
import io.llmclient.providers.internal.TokenCounts.Count;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Cohere's {@code /v2/embed}. It wants to be told what the vectors are for. */
public final class CohereEmbeddings implements EmbeddingDialect {

    static final int MAX_TEXTS = 96;

    private static final Map<String, Count> COUNTS = Map.of("billed_units", Count.DETAILS, "input_tokens", Count.INPUT);

    @Override
    public String name() {
        return "cohere.embeddings";
    }

    @Override
    public int maxTexts(String model) {
        return MAX_TEXTS;
    }

    @Override
    public String path(Target target) {
        return "/v2/embed";
    }

    @Override
    public void write(EmbeddingInput input, JsonGenerator out) {
        JsonWriter body = new JsonWriter(out).object().text("model", input.model());
        fields(input, body);
        body.end();
    }

    /** What Bedrock takes as well. */
    static void fields(EmbeddingInput input, JsonWriter out) {
        out.texts("texts", input.texts());
        out.text("input_type", inputType(input.purpose()));
        out.texts("embedding_types", List.of("float"));
        // Models before it have one length each, and refuse the field.
        out.number("output_dimension", input.model().contains("embed-v4") ? input.dimension() : null);
    }

    private static String inputType(@Nullable EmbeddingPurpose purpose) {
        if (purpose == null) {
            return "search_document";
        }
        return switch (purpose) {
            case DOCUMENT -> "search_document";
            case QUERY -> "search_query";
            case CLASSIFICATION -> "classification";
            case CLUSTERING -> "clustering";
        };
    }

    @Override
    public void read(JsonCursor in, int dimension, Deltas out) {
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                switch (name) {
                    case "id" -> out.id(in);
                    case "embeddings" -> embeddings(in, dimension, out);
                    case "meta" -> new TokenCounts(COUNTS).read(in, out);
                    default -> {}
                }
            }
        }
    }

    /** An object by type, or on Bedrock the list itself. */
    static void embeddings(JsonCursor in, int dimension, Deltas out) {
        if (in.isArray()) {
            Texts.vectors(in, dimension, out);
        } else if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                if (name.equals("float")) {
                    Texts.vectors(in, dimension, out);
                }
            }
        }
    }
}
