package io.llmclient.providers.internal.embeddings;

import io.llmclient.EmbeddingPurpose;
import io.llmclient.Usage;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.EmbeddingDialect;
import io.llmclient.core.http.EmbeddingInput;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.core.http.Target;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Cohere's {@code /v2/embed}. It wants to be told what the vectors are for. */
public final class CohereEmbeddings implements EmbeddingDialect {

    static final int MAX_TEXTS = 96;

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
        out.writeStartObject();
        out.writeStringProperty("model", input.model());
        fields(input, out);
        out.writeEndObject();
    }

    /** What Bedrock takes as well. */
    static void fields(EmbeddingInput input, JsonGenerator out) {
        Texts.write("texts", input.texts(), out);
        out.writeStringProperty("input_type", inputType(input.purpose()));
        out.writeArrayPropertyStart("embedding_types");
        out.writeString("float");
        out.writeEndArray();
        if (input.model().contains("embed-v4")) { // models before it have one length each, and refuse the field
            out.writeNumberProperty("output_dimension", input.dimension());
        }
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
                    case "meta" -> meta(in, out);
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

    private static void meta(JsonCursor in, Deltas out) {
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                if (name.equals("billed_units")) {
                    billed(in, out);
                }
            }
        }
    }

    private static void billed(JsonCursor in, Deltas out) {
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                if (name.equals("input_tokens")) {
                    Long tokens = in.number();
                    out.usage(() -> Usage.builder().input(tokens).build());
                }
            }
        }
    }
}
