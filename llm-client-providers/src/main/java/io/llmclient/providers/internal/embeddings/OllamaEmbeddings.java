package io.llmclient.providers.internal.embeddings;

import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.EmbeddingDialect;
import io.llmclient.core.http.EmbeddingInput;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.JsonWriter;
import tools.jackson.core.JsonGenerator;

/** Ollama's own {@code /api/embed}. A length of vectors is not asked for: models have their own. */
public final class OllamaEmbeddings implements EmbeddingDialect {

    /** It has no limit, but works through them one after the other: more take longer than a caller waits. */
    private static final int MAX_TEXTS = 512;

    @Override
    public String name() {
        return "ollama.embeddings";
    }

    @Override
    public int maxTexts(String model) {
        return MAX_TEXTS;
    }

    @Override
    public String path(Target target) {
        return "/api/embed";
    }

    @Override
    public void write(EmbeddingInput input, JsonGenerator out) {
        new JsonWriter(out)
                .object()
                .text("model", input.model())
                .texts("input", input.texts())
                .end();
    }

    @Override
    public void read(JsonCursor in, int dimension, Deltas out) {
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                switch (name) {
                    case "model" -> out.model(in);
                    case "embeddings" -> Texts.vectors(in, dimension, out);
                    case "prompt_eval_count" -> Texts.tokens(in, out);
                    case "error" -> out.fail();
                    default -> {}
                }
            }
        }
    }
}
