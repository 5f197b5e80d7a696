package io.llmclient.providers.internal.embeddings;

import io.llmclient.EmbeddingPurpose;
import io.llmclient.FinishReason;
import io.llmclient.Usage;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.EmbeddingDialect;
import io.llmclient.core.http.EmbeddingInput;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.core.http.Quirks;
import io.llmclient.core.http.Target;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What an embedding dialect writes and what it reads, in single quotes, to be legible. */
record Spoken(EmbeddingDialect dialect) {

    /** The body of a request for two numbers a text. */
    String body(String model, @Nullable EmbeddingPurpose purpose, String... texts) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            dialect.write(new EmbeddingInput(List.of(texts), purpose, model, 2), out);
        }
        return text.toString().replace('"', '\'');
    }

    String path(String model) {
        return dialect.path(new Target(model, false, Quirks.none()));
    }

    /** What is heard of an answer. */
    List<String> heard(String body) {
        Notes notes = new Notes();
        dialect.read(JsonCursor.over(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)), 2, notes);
        return notes.lines;
    }

    /** Chats have other notes; what an embedding must not say is an error here. */
    private static final class Notes implements Deltas {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void id(JsonCursor in) {
            lines.add("id " + in.text());
        }

        @Override
        public void model(JsonCursor in) {
            lines.add("model " + in.text());
        }

        @Override
        public void vector(float[] values) {
            lines.add(Arrays.toString(values));
        }

        @Override
        public void usage(Supplier<Usage> usage) {
            lines.add("input " + usage.get().input() + ", total " + usage.get().total());
        }

        @Override
        public void fail() {
            lines.add("fail");
        }

        @Override
        public void text(@Nullable String fragment) {
            throw new AssertionError();
        }

        @Override
        public void thinking(@Nullable String fragment) {
            throw new AssertionError();
        }

        @Override
        public void refusal(@Nullable String fragment) {
            throw new AssertionError();
        }

        @Override
        public void sign(@Nullable String signature) {
            throw new AssertionError();
        }

        @Override
        public void toolCall(int index, @Nullable String id, @Nullable String name, @Nullable String arguments) {
            throw new AssertionError();
        }

        @Override
        public void opaque(String type, String json) {
            throw new AssertionError();
        }

        @Override
        public void endPart() {
            throw new AssertionError();
        }

        @Override
        public void finish(FinishReason reason, @Nullable String raw) {
            throw new AssertionError();
        }

        @Override
        public void end() {
            throw new AssertionError();
        }
    }
}
