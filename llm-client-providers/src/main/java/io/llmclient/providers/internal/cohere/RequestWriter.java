package io.llmclient.providers.internal.cohere;

import io.llmclient.ChatRequest;
import io.llmclient.LlmException;
import io.llmclient.Reasoning;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.Functions;
import io.llmclient.providers.internal.JsonText;
import io.llmclient.providers.internal.JsonWriter;
import io.llmclient.providers.internal.Unsupported;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
        out.object().text("model", target.model()).flagIf("stream", target.streaming());
        out.list("messages", request.messages(), new MessageWriter(target, out)::write);
        if (!request.tools().isEmpty()) {
            tools();
        }
        responseFormat();
        if (request.reasoning() != null) {
            thinking(request.reasoning());
        }
        sampling();
        out.end();
    }

    /** There is no word for "this tool": one that must be called is the only one on offer. */
    private void tools() {
        ToolChoice choice = request.toolChoice();
        List<Tool> offered = request.tools();
        if (choice != null && !choice.tools().isEmpty()) {
            offered = offered.stream()
                    .filter(tool -> choice.tools().contains(tool.name()))
                    .toList();
        }
        out.list("tools", offered, this::tool);
        if (choice != null && choice.mode() != ToolChoice.Mode.AUTO) {
            out.text("tool_choice", choice.mode().name());
        }
        out.flagIf("strict_tools", offered.stream().allMatch(RequestWriter::mayBeStrict));
    }

    private void tool(Tool tool) {
        if (tool.name().indexOf('-') >= 0) {
            throw cannot(target, "take a tool whose name has a hyphen, as " + tool.name() + " does");
        }
        Functions.nested(out).tool(tool, null);
    }

    /** The switch is one for all tools, and refused where a tool requires no argument. */
    private static boolean mayBeStrict(Tool tool) {
        if (!tool.strict()) {
            return false;
        }
        JsonCursor schema = JsonText.cursor(tool.parameters());
        boolean requires = false;
        if (schema.object()) {
            for (String name; (name = schema.name()) != null; ) {
                if (name.equals("required") && schema.array()) {
                    while (schema.element()) {
                        requires = true;
                    }
                }
            }
        }
        return requires;
    }

    private void responseFormat() {
        ResponseFormat format = request.responseFormat();
        if (format == null || format instanceof ResponseFormat.Text) {
            return;
        }
        if (!request.tools().isEmpty()) {
            throw cannot(target, "answer in JSON and call tools at once; leave the tools or the response format out");
        }
        out.object("response_format").text("type", "json_object");
        if (format instanceof ResponseFormat.JsonSchema json) {
            out.json("json_schema", json.schema());
        }
        out.end();
    }

    /** Models that can think do so unasked, and show their thoughts. */
    private void thinking(Reasoning wish) {
        out.object("thinking").text("type", wish.isOff() ? "disabled" : "enabled");
        out.number("token_budget", wish.budgetTokens());
        out.end();
    }

    private void sampling() {
        out.number("max_tokens", request.maxOutputTokens());
        out.number("temperature", request.temperature());
        out.number("p", clamped(request.topP(), 0.01, 0.99));
        out.number("k", request.topK() == null ? null : (Integer) Math.min(request.topK(), 500));
        penalties();
        out.number("seed", request.seed() == null ? null : (Long) (request.seed() & Long.MAX_VALUE));
        out.texts("stop_sequences", request.stop());
    }

    /** Only one of the two is taken, and none that rewards. */
    private void penalties() {
        Double frequency = clamped(request.frequencyPenalty(), 0, 1);
        Double presence = clamped(request.presencePenalty(), 0, 1);
        boolean onlyFrequency = frequency != null && (frequency > 0 || presence == null);
        out.number(onlyFrequency ? "frequency_penalty" : "presence_penalty", onlyFrequency ? frequency : presence);
    }

    private static @Nullable Double clamped(@Nullable Double value, double least, double most) {
        return value == null ? null : Double.valueOf(Math.max(least, Math.min(value, most)));
    }

    static LlmException cannot(Target target, String what) {
        return Unsupported.because(target.model() + " cannot " + what);
    }
}
