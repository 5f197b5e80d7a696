package io.llmclient.providers.internal.ollama;

import io.llmclient.ChatRequest;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.Framing;
import io.llmclient.core.http.Target;
import io.llmclient.spi.Capabilities;
import tools.jackson.core.JsonGenerator;

/** Ollama's own chat API, which streams one JSON document a line. */
public final class OllamaChat implements Dialect {

    @Override
    public String name() {
        return "ollama.chat";
    }

    @Override
    public Capabilities capabilities(String model) {
        return ModelTraits.of(model).capabilities();
    }

    @Override
    public String path(Target target) {
        return "/api/chat";
    }

    @Override
    public Framing framing() {
        return Framing.JSON_LINES;
    }

    @Override
    public void write(ChatRequest request, Target target, JsonGenerator out) {
        new RequestWriter(request, target, out).write();
    }

    @Override
    public AnswerReader reader(Target target) {
        return new ChatReader();
    }
}
