package io.llmclient.providers.internal.cohere;

import io.llmclient.ChatRequest;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Message;
import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.core.http.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes one request. */
final class RequestWriter {

    private final ChatRequest request;
    private final Target target;
    private final JsonGenerator out;

    RequestWriter(ChatRequest request, Target target, JsonGenerator out) {
        this.request = request;
        this.target = target;
        this.out = out;
    }

    void write() {
        out.writeStartObject();
        out.writeStringProperty("model", target.model());
        if (target.streaming()) {
            out.writeBooleanProperty("stream", true);
        }
        messages();
        if (!request.tools().isEmpty()) {
            tools();
        }
        responseFormat();
        thinking();
        sampling();
        out.writeEndObject();
    }

    private void messages() {
        MessageWriter writer = new MessageWriter(target, out);
        out.writeArrayPropertyStart("messages");
        for (Message message : request.messages()) {
            writer.write(message);
        }
        out.writeEndArray();
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
        out.writeArrayPropertyStart("tools");
        offered.forEach(this::tool);
        out.writeEndArray();
        if (choice != null && choice.mode() != ToolChoice.Mode.AUTO) {
            out.writeStringProperty("tool_choice", choice.mode().name());
        }
        if (offered.stream().allMatch(RequestWriter::mayBeStrict)) {
            out.writeBooleanProperty("strict_tools", true);
        }
    }

    private void tool(Tool tool) {
        if (tool.name().indexOf('-') >= 0) {
            throw cannot(target, "take a tool whose name has a hyphen, as " + tool.name() + " does");
        }
        out.writeStartObject();
        out.writeStringProperty("type", "function");
        out.writeObjectPropertyStart("function");
        out.writeStringProperty("name", tool.name());
        if (tool.description() != null) {
            out.writeStringProperty("description", tool.description());
        }
        out.writeName("parameters");
        out.writeRawValue(tool.parameters());
        out.writeEndObject();
        out.writeEndObject();
    }

    /** The switch is one for all tools, and refused where a tool requires no argument. */
    private static boolean mayBeStrict(Tool tool) {
        if (!tool.strict()) {
            return false;
        }
        JsonCursor schema = JsonCursor.over(tool.parameters().getBytes(StandardCharsets.UTF_8));
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
        out.writeObjectPropertyStart("response_format");
        out.writeStringProperty("type", "json_object");
        if (format instanceof ResponseFormat.JsonSchema json) {
            out.writeName("json_schema");
            out.writeRawValue(json.schema());
        }
        out.writeEndObject();
    }

    /** Models that can think do so unasked, and show their thoughts. */
    private void thinking() {
        Reasoning wish = request.reasoning();
        if (wish == null) {
            return;
        }
        Integer budget = wish.budgetTokens() != null ? wish.budgetTokens() : tokens(wish.effort());
        boolean off = budget != null && budget == 0;
        out.writeObjectPropertyStart("thinking");
        out.writeStringProperty("type", off ? "disabled" : "enabled");
        if (budget != null && !off) {
            out.writeNumberProperty("token_budget", budget);
        }
        out.writeEndObject();
    }

    /** About what other providers spend at a level; null for as much as the model likes. */
    private static @Nullable Integer tokens(@Nullable Effort effort) {
        if (effort == null) {
            return null;
        }
        return switch (effort) {
            case NONE -> 0;
            case MINIMAL -> 512;
            case LOW -> 1_024;
            case MEDIUM -> 8_192;
            case HIGH, XHIGH, MAX -> null;
        };
    }

    private void sampling() {
        if (request.maxOutputTokens() != null) {
            out.writeNumberProperty("max_tokens", request.maxOutputTokens());
        }
        number("temperature", request.temperature());
        number("p", clamped(request.topP(), 0.01, 0.99));
        if (request.topK() != null) {
            out.writeNumberProperty("k", Math.min(request.topK(), 500));
        }
        penalties();
        if (request.seed() != null) {
            out.writeNumberProperty("seed", request.seed() & Long.MAX_VALUE);
        }
        if (!request.stop().isEmpty()) {
            out.writeArrayPropertyStart("stop_sequences");
            request.stop().forEach(out::writeString);
            out.writeEndArray();
        }
    }

    /** Only one of the two is taken, and none that rewards. */
    private void penalties() {
        Double frequency = clamped(request.frequencyPenalty(), 0, 1);
        Double presence = clamped(request.presencePenalty(), 0, 1);
        boolean onlyFrequency = frequency != null && (frequency > 0 || presence == null);
        number(onlyFrequency ? "frequency_penalty" : "presence_penalty", onlyFrequency ? frequency : presence);
    }

    private static @Nullable Double clamped(@Nullable Double value, double least, double most) {
        return value == null ? null : Double.valueOf(Math.max(least, Math.min(value, most)));
    }

    private void number(String name, @Nullable Double value) {
        if (value != null) {
            out.writeNumberProperty(name, value);
        }
    }

    static LlmException cannot(Target target, String what) {
        return LlmException.builder(FailureKind.UNSUPPORTED)
                .message(target.model() + " cannot " + what)
                .provider(null, target.model())
                .build();
    }
}
