package io.llmclient.providers.internal.ollama;

import io.llmclient.ChatRequest;
import io.llmclient.Reasoning;
import io.llmclient.ResponseFormat;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.Functions;
import io.llmclient.providers.internal.JsonWriter;
import tools.jackson.core.JsonGenerator;

/** Writes one request. */
final class RequestWriter {

    private final ChatRequest request;
    private final Target target;
    private final JsonWriter out;

    RequestWriter(ChatRequest request, Target target, JsonGenerator out) {
        this.request = request;
        this.target = target;
        this.out = new JsonWriter(out);
    }

    void write() {
        out.object().text("model", target.model());
        // Said either way, since the server streams unless it is told not to.
        out.flag("stream", target.streaming());
        out.list("messages", request.messages(), new MessageWriter(target, out)::write);
        out.list("tools", request.tools(), tool -> Functions.nested(out).tool(tool, null));
        format();
        if (request.reasoning() != null) {
            think(request.reasoning());
        }
        options();
        out.end();
    }

    private void format() {
        ResponseFormat format = request.responseFormat();
        if (format instanceof ResponseFormat.JsonSchema json) {
            out.json("format", json.schema());
        } else if (format instanceof ResponseFormat.JsonObject) {
            out.text("format", "json");
        }
    }

    private void think(Reasoning wish) {
        if (wish.isOff() || wish.effort() == null) {
            out.flag("think", !wish.isOff());
        } else {
            out.word("think", wish.effort());
        }
    }

    private void options() {
        out.objectIfAny("options");
        out.number("num_predict", request.maxOutputTokens());
        out.number("temperature", request.temperature());
        out.number("top_p", request.topP());
        out.number("top_k", request.topK());
        out.number("seed", request.seed());
        out.number("presence_penalty", request.presencePenalty());
        out.number("frequency_penalty", request.frequencyPenalty());
        out.texts("stop", request.stop());
        out.end();
    }
}
