package io.llmclient.providers.internal.responses;

import io.llmclient.ChatRequest;
import io.llmclient.LlmException;
import io.llmclient.Reasoning;
import io.llmclient.ResponseFormat;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.Functions;
import io.llmclient.providers.internal.JsonWriter;
import io.llmclient.providers.internal.Unsupported;
import io.llmclient.providers.internal.models.ModelRules;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes one request. */
final class RequestWriter {

    /** A smaller limit is refused. */
    private static final int LEAST_OUTPUT_TOKENS = 16;

    private final ChatRequest request;
    private final Target target;
    private final ModelRules rules;
    private final JsonWriter out;

    RequestWriter(ChatRequest request, Target target, ModelRules rules, JsonGenerator out) {
        this.request = request;
        this.target = target;
        this.rules = rules;
        this.out = new JsonWriter(out);
    }

    void write() {
        out.object().text("model", target.model());
        out.list("input", request.messages(), new InputWriter(target, rules, out)::write);
        Functions.flat(out).write(request);
        responseFormat();
        reasoning();
        out.number("temperature", request.temperature());
        out.number("top_p", request.topP());
        if (request.maxOutputTokens() != null) {
            out.number("max_output_tokens", Math.max(request.maxOutputTokens(), LEAST_OUTPUT_TOKENS));
        }
        out.texts("metadata", request.metadata());
        out.flag("store", false).flagIf("stream", target.streaming());
        out.end();
    }

    private void responseFormat() {
        ResponseFormat format = request.responseFormat();
        if (format instanceof ResponseFormat.JsonObject) {
            out.object("text").object("format").text("type", "json_object");
            out.end().end();
        } else if (format instanceof ResponseFormat.JsonSchema schema) {
            out.object("text").object("format").text("type", "json_schema");
            out.text("name", schema.name());
            out.text("description", schema.description());
            out.json("schema", schema.schema());
            out.flag("strict", schema.strict());
            out.end().end();
        }
    }

    /** Nothing is stored, so what the model thought has to come along, for it to go back in the next turn. */
    private void reasoning() {
        Reasoning wish = request.reasoning();
        if (wish != null) {
            out.object("reasoning").word("effort", wish.effort());
            out.text("summary", wish.includeThoughts() ? "auto" : null).end();
        }
        if (rules.givesThoughts(wish != null && !wish.isOff())) {
            out.texts("include", List.of("reasoning.encrypted_content"));
        }
    }

    static LlmException cannot(Target target, String what) {
        return Unsupported.because(target.model() + " cannot " + what + " on the Responses API");
    }
}
