package io.llmclient.providers.internal.openai;

import static io.llmclient.providers.internal.models.ModelRules.Trait.THINKS_UNASKED;
import static io.llmclient.providers.internal.models.ModelRules.Trait.TOOLS_AT_NONE_ONLY;

import io.llmclient.ChatRequest;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Message;
import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.core.http.Quirks;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.models.ModelRules;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes one request. */
final class RequestWriter {

    private final ChatRequest request;
    private final Target target;
    private final Quirks quirks;
    private final ModelRules rules;
    private final JsonGenerator out;

    RequestWriter(ChatRequest request, Target target, ModelRules rules, JsonGenerator out) {
        this.request = request;
        this.target = target;
        this.quirks = target.quirks();
        this.rules = rules;
        this.out = out;
    }

    void write() {
        Effort effort = effort();
        out.writeStartObject();
        out.writeStringProperty("model", target.model());
        messages();
        tools();
        responseFormat();
        reasoning(effort);
        // A model that thinks answers 400 to any sampling.
        if (!rules.thinks() || effort == null || effort == Effort.NONE) {
            sampling();
        }
        limits();
        stream();
        out.writeEndObject();
    }

    private void messages() {
        MessageWriter writer = new MessageWriter(target, rules, out);
        out.writeArrayPropertyStart("messages");
        for (Message message : request.messages()) {
            writer.write(message);
        }
        out.writeEndArray();
    }

    /** OpenAI refuses an empty list of tools, and a choice without tools. */
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

    private void tool(Tool tool) {
        out.writeStartObject();
        out.writeStringProperty("type", "function");
        out.writeObjectPropertyStart("function");
        out.writeStringProperty("name", tool.name());
        if (tool.description() != null) {
            out.writeStringProperty("description", tool.description());
        }
        out.writeName("parameters");
        out.writeRawValue(tool.parameters());
        if (tool.strict()) {
            out.writeBooleanProperty("strict", true);
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private void toolChoice(ToolChoice choice) {
        List<String> names = choice.tools();
        if (names.isEmpty()) {
            out.writeStringProperty("tool_choice", word(choice.mode()));
        } else if (names.size() == 1) {
            out.writeName("tool_choice");
            toolName(names.get(0));
        } else {
            out.writeObjectPropertyStart("tool_choice");
            out.writeStringProperty("type", "allowed_tools");
            out.writeObjectPropertyStart("allowed_tools");
            out.writeStringProperty("mode", word(choice.mode()));
            out.writeArrayPropertyStart("tools");
            names.forEach(this::toolName);
            out.writeEndArray();
            out.writeEndObject();
            out.writeEndObject();
        }
    }

    private void toolName(String name) {
        out.writeStartObject();
        out.writeStringProperty("type", "function");
        out.writeObjectPropertyStart("function");
        out.writeStringProperty("name", name);
        out.writeEndObject();
        out.writeEndObject();
    }

    private void responseFormat() {
        ResponseFormat format = request.responseFormat();
        if (format instanceof ResponseFormat.JsonObject) {
            out.writeObjectPropertyStart("response_format");
            out.writeStringProperty("type", "json_object");
            out.writeEndObject();
        } else if (format instanceof ResponseFormat.JsonSchema schema) {
            out.writeObjectPropertyStart("response_format");
            out.writeStringProperty("type", "json_schema");
            jsonSchema(schema);
            out.writeEndObject();
        }
    }

    private void jsonSchema(ResponseFormat.JsonSchema schema) {
        out.writeObjectPropertyStart("json_schema");
        out.writeStringProperty("name", schema.name());
        if (schema.description() != null) {
            out.writeStringProperty("description", schema.description());
        }
        out.writeName("schema");
        out.writeRawValue(schema.schema());
        if (schema.strict()) {
            out.writeBooleanProperty("strict", true);
        }
        out.writeEndObject();
    }

    /**
     * The level of thinking to ask for; null for the model's own.
     *
     * @throws LlmException of kind UNSUPPORTED when the model would have to give up its tools for it
     */
    private @Nullable Effort effort() {
        boolean toolsAtNoneOnly = !request.tools().isEmpty() && rules.has(TOOLS_AT_NONE_ONLY);
        Effort wish = wish(request.reasoning());
        if (wish == null) {
            return toolsAtNoneOnly && rules.has(THINKS_UNASKED) ? Effort.NONE : null;
        }
        Effort effort = rules.nearest(wish);
        if (toolsAtNoneOnly && effort != Effort.NONE) {
            throw cannot(target, "think and call tools at once (effort NONE would do)");
        }
        return effort;
    }

    /** A budget becomes the level that providers with both give about as many tokens to. */
    private static @Nullable Effort wish(@Nullable Reasoning reasoning) {
        if (reasoning == null || reasoning.effort() != null || reasoning.budgetTokens() == null) {
            return reasoning == null ? null : reasoning.effort();
        }
        int tokens = reasoning.budgetTokens();
        return tokens == 0
                ? Effort.NONE
                : tokens <= 4_096 ? Effort.LOW : tokens <= 16_384 ? Effort.MEDIUM : Effort.HIGH;
    }

    private void reasoning(@Nullable Effort effort) {
        Reasoning reasoning = request.reasoning();
        if (quirks.reasoningObject() && reasoning != null) {
            reasoningObject(reasoning);
        } else if (effort != null) {
            out.writeStringProperty("reasoning_effort", word(effort));
        }
    }

    private void reasoningObject(Reasoning reasoning) {
        out.writeObjectPropertyStart("reasoning");
        if (reasoning.effort() != null) {
            out.writeStringProperty("effort", word(reasoning.effort()));
        } else if (reasoning.budgetTokens() != null) {
            out.writeNumberProperty("max_tokens", reasoning.budgetTokens());
        } else {
            out.writeBooleanProperty("enabled", true);
        }
        out.writeEndObject();
    }

    private void sampling() {
        number("temperature", request.temperature());
        number("top_p", request.topP());
        number("presence_penalty", request.presencePenalty());
        number("frequency_penalty", request.frequencyPenalty());
        if (request.topK() != null) {
            out.writeNumberProperty("top_k", request.topK());
        }
    }

    private void number(String name, @Nullable Double value) {
        if (value != null) {
            out.writeNumberProperty(name, value);
        }
    }

    private void limits() {
        if (request.maxOutputTokens() != null) {
            out.writeNumberProperty(quirks.maxTokensField(), request.maxOutputTokens());
        }
        if (request.seed() != null) {
            out.writeNumberProperty(quirks.seedField(), request.seed());
        }
        if (!request.stop().isEmpty()) {
            out.writeArrayPropertyStart("stop");
            request.stop().forEach(out::writeString);
            out.writeEndArray();
        }
        if (!request.metadata().isEmpty()) {
            out.writeObjectPropertyStart("metadata");
            request.metadata().forEach(out::writeStringProperty);
            out.writeEndObject();
        }
    }

    private void stream() {
        if (!target.streaming()) {
            return;
        }
        out.writeBooleanProperty("stream", true);
        if (quirks.streamUsage()) {
            out.writeObjectPropertyStart("stream_options");
            out.writeBooleanProperty("include_usage", true);
            out.writeEndObject();
        }
    }

    static LlmException cannot(Target target, String what) {
        return LlmException.builder(FailureKind.UNSUPPORTED)
                .message(target.model() + " cannot " + what + " on the chat completions API")
                .provider(null, target.model())
                .build();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
