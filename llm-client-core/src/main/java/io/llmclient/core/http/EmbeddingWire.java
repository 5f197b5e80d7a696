package io.llmclient.core.http;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.EmbeddingPurpose;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.EmbeddingModel;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Speaks an embedding dialect where a chat would be: the texts come as parts of a message, the vectors go so. */
record EmbeddingWire(EmbeddingDialect dialect, int dimension) implements Dialect {

    @Override
    public String name() {
        return dialect.name();
    }

    /** Texts are sent as they are. */
    @Override
    public Capabilities capabilities(String model) {
        return Capabilities.everything();
    }

    @Override
    public String path(Target target) {
        return dialect.path(target);
    }

    @Override
    public void write(ChatRequest request, Target target, JsonGenerator out) {
        String purpose = request.metadata().get(EmbeddingModel.PURPOSE);
        dialect.write(
                new EmbeddingInput(
                        texts(request),
                        purpose == null ? null : EmbeddingPurpose.valueOf(purpose),
                        target.model(),
                        dimension),
                out);
    }

    private static List<String> texts(ChatRequest request) {
        return request.messages().get(0).content().stream()
                .map(part -> ((Content.Text) part).text())
                .toList();
    }

    @Override
    public AnswerReader reader(Target target) {
        return new AnswerReader() {
            @Override
            public void whole(JsonCursor in, Deltas out) {
                dialect.read(in, dimension, out);
                out.end();
            }

            @Override
            public void event(String event, JsonCursor in, Deltas out) {
                whole(in, out); // nobody asks for a stream
            }
        };
    }
}
