package io.llmclient.providers.internal.openai;

import io.llmclient.ChatRequest;
import io.llmclient.LlmException;
import io.llmclient.Reasoning;
import io.llmclient.ResponseFormat;
import io.llmclient.core.http.Quirks;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.Functions;
import io.llmclient.providers.internal.JsonWriter;
import io.llmclient.providers.internal.Unsupported;
import io.llmclient.providers.internal.models.ModelRules;
import tools.jackson.core.JsonGenerator;

/** Writes one request. */
final class RequestWriter {

    private final ChatRequest request;
    private final Target target;
    private final Quirks quirks;
    private final ModelRules rules;
    private final JsonWriter out;

    RequestWriter(ChatRequest request, Target target, ModelRules rules, JsonGenerator out) {
        this.request = request;
        this.target = target;
        this.quirks = target.quirks();
        this.rules = rules;
        this.out = new JsonWriter(out);
    }

    void write() {
        out.object().text("model", target.model());
        out.list("messages", request.messages(), new MessageWriter(target, rules, out)::write);
        Functions.nested(out).write(request);
        responseFormat();
        reasoning();
        sampling();
        limits();
        stream();
        out.end();
    }

    private void responseFormat() {
        ResponseFormat format = request.responseFormat();
        if (format instanceof ResponseFormat.JsonObject) {
            out.object("response_format").text("type", "json_object").end();
        } else if (format instanceof ResponseFormat.JsonSchema schema) {
            out.object("response_format").text("type", "json_schema").object("json_schema");
            out.text("name", schema.name());
            out.text("description", schema.description());
            out.json("schema", schema.schema());
            out.flagIf("strict", schema.strict());
            out.end().end();
        }
    }

    private void reasoning() {
        Reasoning reasoning = request.reasoning();
        if (reasoning != null && quirks.reasoningObject()) {
            reasoningObject(reasoning);
        } else if (reasoning != null) {
            out.word("reasoning_effort", reasoning.effort());
        }
    }

    private void reasoningObject(Reasoning reasoning) {
        out.object("reasoning");
        if (reasoning.effort() != null) {
            out.word("effort", reasoning.effort());
        } else {
            out.number("max_tokens", reasoning.budgetTokens());
            out.flagIf("enabled", reasoning.budgetTokens() == null);
        }
        out.end();
    }

    private void sampling() {
        out.number("temperature", request.temperature());
        out.number("top_p", request.topP());
        out.number("presence_penalty", request.presencePenalty());
        out.number("frequency_penalty", request.frequencyPenalty());
        out.number("top_k", request.topK());
    }

    private void limits() {
        out.number(quirks.maxTokensField(), request.maxOutputTokens());
        out.number(quirks.seedField(), request.seed());
        out.texts("stop", request.stop());
        out.texts("metadata", request.metadata());
    }

    private void stream() {
        out.flagIf("stream", target.streaming());
        if (target.streaming() && quirks.streamUsage()) {
            out.object("stream_options").flag("include_usage", true).end();
        }
    }

    static LlmException cannot(Target target, String what) {
        return Unsupported.because(target.model() + " cannot " + what + " on the chat completions API");
    }
}
