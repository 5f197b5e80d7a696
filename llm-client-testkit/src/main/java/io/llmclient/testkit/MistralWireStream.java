package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import io.llmclient.Content;
import java.util.List;

/** OpenAI's stream, with thoughts as parts of the content. */
final class MistralWireStream implements WireStream {

    private final OpenAiWireStream openAi;

    MistralWireStream(OpenAiWireStream openAi) {
        this.openAi = openAi;
    }

    @Override
    public String opening() {
        return openAi.opening();
    }

    @Override
    public String event(Chunk chunk) {
        return chunk.content() instanceof Content.Thinking
                ? openAi.delta(object("content", List.of(MistralWire.thinking(chunk.fragment()))), null)
                : openAi.event(chunk);
    }

    @Override
    public String finish() {
        return openAi.finish();
    }

    @Override
    public String mark() {
        return openAi.mark();
    }

    @Override
    public String ping() {
        return openAi.ping();
    }

    @Override
    public String malformed() {
        return openAi.malformed();
    }
}
