package io.llmclient.providers.internal.bedrock;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.providers.internal.ClaudeThinkingPlan;
import io.llmclient.providers.internal.models.BedrockModel;
import io.llmclient.providers.internal.models.BedrockModel.Family;
import io.llmclient.providers.internal.models.ClaudeGeneration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes one request. The model is not in the body. */
final class RequestWriter {

    /** The limit of Claude's answers where a request has none, as far as is known; a budget to think must be below it. */
    private static final int CLAUDE_DEFAULT_LIMIT = 4_096;

    private final ChatRequest request;
    private final Family family;
    private final ClaudeGeneration generation;
    private final ClaudeThinkingPlan thinking;
    private final Conversation conversation;
    private final Blocks blocks;
    private final JsonGenerator out;

    RequestWriter(ChatRequest request, String model, JsonGenerator out) {
        BedrockModel rules = BedrockModel.of(model);
        this.request = request;
        this.out = out;
        family = rules.family();
        generation = ClaudeGeneration.of(model);
        thinking = family == Family.CLAUDE ? ClaudeThinkingPlan.of(request, generation) : ClaudeThinkingPlan.NOTHING;
        conversation = new Conversation(request, rules);
        blocks = new Blocks(out, family == Family.CLAUDE);
    }

    void write() {
        out.writeStartObject();
        system();
        messages();
        inferenceConfig();
        tools();
        responseFormat();
        fieldsOfTheModel();
        metadata();
        out.writeEndObject();
    }

    private void system() {
        if (!conversation.system.isEmpty()) {
            out.writeArrayPropertyStart("system");
            blocks.write(conversation.system);
            out.writeEndArray();
        }
    }

    private void messages() {
        out.writeArrayPropertyStart("messages");
        for (Conversation.Turn turn : conversation.turns) {
            out.writeStartObject();
            out.writeStringProperty("role", turn.role);
            out.writeArrayPropertyStart("content");
            blocks.write(turn.blocks);
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void inferenceConfig() {
        Field config = new Field("inferenceConfig", out);
        Integer limit = limit();
        if (limit != null) {
            config.open().writeNumberProperty("maxTokens", limit);
        }
        if (request.temperature() != null && !thinking.thinks()) {
            config.open().writeNumberProperty("temperature", request.temperature());
        }
        if (request.topP() != null && thinking.takesTopP(request.topP())) {
            config.open().writeNumberProperty("topP", request.topP());
        }
        List<String> stop =
                request.stop().stream().filter(text -> !text.isBlank()).toList();
        if (!stop.isEmpty()) {
            config.open().writeArrayPropertyStart("stopSequences");
            stop.forEach(out::writeString);
            out.writeEndArray();
        }
        config.close();
    }

    private @Nullable Integer limit() {
        Integer wish = request.maxOutputTokens();
        return wish == null && thinking.budget() >= CLAUDE_DEFAULT_LIMIT ? (Integer) generation.maxTokens() : wish;
    }

    /** A history with tools is refused without any on offer, so those that are gone are told to be so. */
    private void tools() {
        List<Tool> offered = request.tools().isEmpty() ? past() : request.tools();
        if (offered.isEmpty()) {
            return;
        }
        out.writeObjectPropertyStart("toolConfig");
        out.writeArrayPropertyStart("tools");
        offered.forEach(this::tool);
        if (conversation.tools != null) {
            out.writeStartObject();
            blocks.cachePoint(conversation.tools);
            out.writeEndObject();
        }
        out.writeEndArray();
        toolChoice(request.toolChoice());
        out.writeEndObject();
    }

    private List<Tool> past() {
        Set<String> names = new LinkedHashSet<>();
        for (Message message : request.messages()) {
            for (Content part : message.content()) {
                if (part instanceof Content.ToolCall call) {
                    names.add(call.name());
                }
            }
        }
        return names.stream()
                .map(name -> Tool.function(name, "No longer available: do not call it.", "{\"type\":\"object\"}"))
                .toList();
    }

    private void tool(Tool tool) {
        out.writeStartObject();
        out.writeObjectPropertyStart("toolSpec");
        out.writeStringProperty("name", tool.name());
        if (tool.description() != null && !tool.description().isEmpty()) {
            out.writeStringProperty("description", tool.description());
        }
        out.writeObjectPropertyStart("inputSchema");
        out.writeName("json");
        out.writeRawValue(tool.parameters());
        out.writeEndObject();
        if (tool.strict()) {
            out.writeBooleanProperty("strict", true);
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private void toolChoice(@Nullable ToolChoice choice) {
        if (choice == null || choice.mode() != ToolChoice.Mode.REQUIRED) {
            return;
        }
        out.writeObjectPropertyStart("toolChoice");
        if (choice.tools().size() == 1) {
            out.writeObjectPropertyStart("tool");
            out.writeStringProperty("name", choice.tools().get(0));
        } else {
            out.writeObjectPropertyStart("any");
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    /** The schema goes as text. */
    private void responseFormat() {
        if (request.responseFormat() instanceof ResponseFormat.JsonSchema schema) {
            out.writeObjectPropertyStart("outputConfig");
            out.writeObjectPropertyStart("textFormat");
            out.writeStringProperty("type", "json_schema");
            out.writeObjectPropertyStart("structure");
            out.writeObjectPropertyStart("jsonSchema");
            out.writeStringProperty("schema", schema.schema());
            out.writeStringProperty("name", schema.name());
            if (schema.description() != null) {
                out.writeStringProperty("description", schema.description());
            }
            out.writeEndObject();
            out.writeEndObject();
            out.writeEndObject();
            out.writeEndObject();
        }
    }

    private void fieldsOfTheModel() {
        Field fields = new Field("additionalModelRequestFields", out);
        switch (family) {
            case CLAUDE -> claude(fields);
            case NOVA -> nova(fields);
            case GPT_OSS -> {
                String effort = effort();
                if (effort != null) {
                    fields.open().writeStringProperty("reasoning_effort", effort);
                }
            }
            case OTHER -> {}
        }
        fields.close();
    }

    private void claude(Field fields) {
        if (thinking.type() != null) {
            thinking.write(fields.open());
        }
        if (thinking.effort() != null) {
            fields.open().writeObjectPropertyStart("output_config");
            out.writeStringProperty("effort", thinking.effort());
            out.writeEndObject();
        }
        if (request.topK() != null && !thinking.thinks()) {
            fields.open().writeNumberProperty("top_k", request.topK());
        }
    }

    private void nova(Field fields) {
        if (request.topK() != null) {
            fields.open().writeObjectPropertyStart("inferenceConfig");
            out.writeNumberProperty("topK", request.topK());
            out.writeEndObject();
        }
        String effort = effort();
        if (effort != null && !isOff(request.reasoning())) {
            fields.open().writeObjectPropertyStart("reasoningConfig");
            out.writeStringProperty("type", "enabled");
            out.writeStringProperty("maxReasoningEffort", effort);
            out.writeEndObject();
        }
    }

    /** The nearest of the three levels that Nova and gpt-oss know; null for the model's own. */
    private @Nullable String effort() {
        Reasoning wish = request.reasoning();
        if (wish == null) {
            return null;
        }
        Effort effort = wish.effort();
        if (effort != null) {
            return switch (effort) {
                case NONE, MINIMAL, LOW -> "low";
                case MEDIUM -> "medium";
                case HIGH, XHIGH, MAX -> "high";
            };
        }
        Integer budget = wish.budgetTokens();
        return budget == null ? null : budget <= 4_096 ? "low" : budget <= 16_384 ? "medium" : "high";
    }

    private static boolean isOff(@Nullable Reasoning wish) {
        return wish != null && ClaudeThinkingPlan.isOff(wish);
    }

    private void metadata() {
        if (!request.metadata().isEmpty()) {
            out.writeObjectPropertyStart("requestMetadata");
            request.metadata().forEach(out::writeStringProperty);
            out.writeEndObject();
        }
    }
}
