package io.llmclient.providers.internal.responses;

import io.llmclient.ChatRequest;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Message;
import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.models.ModelRules;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes one request. */
final class RequestWriter {

    /** A smaller limit is refused. */
    private static final int LEAST_OUTPUT_TOKENS = 16;

    private final ChatRequest request;
    private final Target target;
    private final ModelRules rules;
    private final JsonGenerator out;

    RequestWriter(ChatRequest request, Target target, ModelRules rules, JsonGenerator out) {
        this.request = request;
        this.target = target;
        this.rules = rules;
        this.out = out;
    }

    void write() {
        Effort effort = effort(request.reasoning());
        out.writeStartObject();
        out.writeStringProperty("model", target.model());
        input();
        tools();
        responseFormat();
        reasoning(effort);
        thoughts(effort);
        // A model that thinks answers 400 to any sampling.
        if (!rules.thinks() || effort == null || effort == Effort.NONE) {
            number("temperature", request.temperature());
            number("top_p", request.topP());
        }
        limits();
        out.writeBooleanProperty("store", false);
        if (target.streaming()) {
            out.writeBooleanProperty("stream", true);
        }
        out.writeEndObject();
    }

    private void input() {
        InputWriter writer = new InputWriter(target, rules, out);
        out.writeArrayPropertyStart("input");
        for (Message message : request.messages()) {
            writer.write(message);
        }
        out.writeEndArray();
    }

    /** A choice without tools is refused. */
    private void tools() {
        if (request.tools().isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("tools");
        request.tools().forEach(this::tool);
        out.writeEndArray();
        if (request.toolChoice() != null) {
            toolChoice(request.toolChoice());
        }
        if (request.parallelToolCalls() != null) {
            out.writeBooleanProperty("parallel_tool_calls", request.parallelToolCalls());
        }
    }

    /** Unlike anywhere else a tool that does not say so is strict. */
    private void tool(Tool tool) {
        out.writeStartObject();
        out.writeStringProperty("type", "function");
        out.writeStringProperty("name", tool.name());
        if (tool.description() != null) {
            out.writeStringProperty("description", tool.description());
        }
        out.writeName("parameters");
        out.writeRawValue(tool.parameters());
        out.writeBooleanProperty("strict", tool.strict());
        out.writeEndObject();
    }

    private void toolChoice(ToolChoice choice) {
        List<String> names = choice.tools();
        out.writeName("tool_choice");
        if (names.isEmpty()) {
            out.writeString(word(choice.mode()));
        } else if (names.size() == 1) {
            toolName(names.get(0));
        } else {
            out.writeStartObject();
            out.writeStringProperty("type", "allowed_tools");
            out.writeStringProperty("mode", word(choice.mode()));
            out.writeArrayPropertyStart("tools");
            names.forEach(this::toolName);
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    private void toolName(String name) {
        out.writeStartObject();
        out.writeStringProperty("type", "function");
        out.writeStringProperty("name", name);
        out.writeEndObject();
    }

    private void responseFormat() {
        ResponseFormat format = request.responseFormat();
        if (format instanceof ResponseFormat.JsonObject) {
            format("json_object", null);
        } else if (format instanceof ResponseFormat.JsonSchema schema) {
            format("json_schema", schema);
        }
    }

    private void format(String type, ResponseFormat.@Nullable JsonSchema schema) {
        out.writeObjectPropertyStart("text");
        out.writeObjectPropertyStart("format");
        out.writeStringProperty("type", type);
        if (schema != null) {
            out.writeStringProperty("name", schema.name());
            if (schema.description() != null) {
                out.writeStringProperty("description", schema.description());
            }
            out.writeName("schema");
            out.writeRawValue(schema.schema());
            out.writeBooleanProperty("strict", schema.strict());
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    /**
     * The level of thinking to ask for; null for the model's own. A budget becomes the level that providers with both
     * give about as many tokens to.
     */
    private @Nullable Effort effort(@Nullable Reasoning reasoning) {
        if (reasoning == null) {
            return null;
        }
        Integer tokens = reasoning.budgetTokens();
        if (reasoning.effort() != null) {
            return rules.nearest(reasoning.effort());
        }
        return tokens == null
                ? null
                : rules.nearest(
                        tokens == 0
                                ? Effort.NONE
                                : tokens <= 4_096 ? Effort.LOW : tokens <= 16_384 ? Effort.MEDIUM : Effort.HIGH);
    }

    private void reasoning(@Nullable Effort effort) {
        Reasoning wish = request.reasoning();
        if (wish == null) {
            return;
        }
        out.writeObjectPropertyStart("reasoning");
        if (effort != null) {
            out.writeStringProperty("effort", word(effort));
        }
        if (wish.includeThoughts()) {
            out.writeStringProperty("summary", "auto");
        }
        out.writeEndObject();
    }

    /** Nothing is stored, so what the model thought has to come along, for it to go back in the next turn. */
    private void thoughts(@Nullable Effort effort) {
        boolean asked = request.reasoning() != null && effort != Effort.NONE;
        if (rules.givesThoughts(asked)) {
            out.writeArrayPropertyStart("include");
            out.writeString("reasoning.encrypted_content");
            out.writeEndArray();
        }
    }

    private void number(String name, @Nullable Double value) {
        if (value != null) {
            out.writeNumberProperty(name, value);
        }
    }

    private void limits() {
        if (request.maxOutputTokens() != null) {
            out.writeNumberProperty("max_output_tokens", Math.max(request.maxOutputTokens(), LEAST_OUTPUT_TOKENS));
        }
        if (!request.metadata().isEmpty()) {
            out.writeObjectPropertyStart("metadata");
            request.metadata().forEach(out::writeStringProperty);
            out.writeEndObject();
        }
    }

    static LlmException cannot(Target target, String what) {
        return LlmException.builder(FailureKind.UNSUPPORTED)
                .message(target.model() + " cannot " + what + " on the Responses API")
                .provider(null, target.model())
                .build();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
