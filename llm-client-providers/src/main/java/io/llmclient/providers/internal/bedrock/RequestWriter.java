package io.llmclient.providers.internal.bedrock;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.Reasoning.Effort;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.providers.internal.ClaudeThinkingPlan;
import io.llmclient.providers.internal.JsonWriter;
import io.llmclient.providers.internal.Turns;
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
    private final Turns conversation;
    private final Blocks blocks;
    private final JsonWriter out;

    RequestWriter(ChatRequest request, String model, JsonGenerator out) {
        BedrockModel rules = BedrockModel.of(model);
        this.request = request;
        this.out = new JsonWriter(out);
        family = rules.family();
        generation = ClaudeGeneration.of(model);
        thinking = family == Family.CLAUDE
                ? ClaudeThinkingPlan.of(request.reasoning(), generation.thinking())
                : ClaudeThinkingPlan.NOTHING;
        conversation = Conversation.of(request, rules);
        blocks = new Blocks(this.out, family == Family.CLAUDE);
    }

    void write() {
        out.object();
        out.list("system", conversation.system.blocks, blocks::write);
        out.list("messages");
        conversation.turns.forEach(this::message);
        out.end();
        inferenceConfig();
        tools();
        responseFormat();
        fieldsOfTheModel();
        out.texts("requestMetadata", request.metadata());
        out.end();
    }

    private void message(Turns.Turn turn) {
        out.object().text("role", turn.role).list("content", turn.blocks, blocks::write);
        out.end();
    }

    private void inferenceConfig() {
        out.objectIfAny("inferenceConfig");
        out.number("maxTokens", limit());
        out.number("temperature", request.temperature());
        out.number("topP", request.topP());
        out.texts("stopSequences", request.stop());
        out.end();
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
        out.object("toolConfig").list("tools");
        offered.forEach(this::tool);
        blocks.cachePoint(conversation.tools.mark);
        out.end();
        toolChoice(request.toolChoice());
        out.end();
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
        out.object().object("toolSpec").text("name", tool.name());
        out.textIfAny("description", tool.description());
        out.object("inputSchema").json("json", tool.parameters()).end();
        out.flagIf("strict", tool.strict());
        out.end().end();
    }

    private void toolChoice(@Nullable ToolChoice choice) {
        if (choice != null && choice.mode() == ToolChoice.Mode.REQUIRED) {
            boolean one = choice.tools().size() == 1;
            out.object("toolChoice").object(one ? "tool" : "any");
            out.text("name", one ? choice.tools().get(0) : null);
            out.end().end();
        }
    }

    /** The schema goes as text. */
    private void responseFormat() {
        if (request.responseFormat() instanceof ResponseFormat.JsonSchema schema) {
            out.object("outputConfig").object("textFormat").text("type", "json_schema");
            out.object("structure").object("jsonSchema").text("schema", schema.schema());
            out.text("name", schema.name());
            out.text("description", schema.description());
            out.end().end().end().end();
        }
    }

    private void fieldsOfTheModel() {
        out.objectIfAny("additionalModelRequestFields");
        switch (family) {
            case CLAUDE -> claude();
            case NOVA -> nova();
            case GPT_OSS -> out.word("reasoning_effort", effort());
            case OTHER -> {}
        }
        out.end();
    }

    private void claude() {
        thinking.write(out);
        out.objectIfAny("output_config").text("effort", thinking.effort()).end();
        out.number("top_k", request.topK());
    }

    private void nova() {
        out.objectIfAny("inferenceConfig").number("topK", request.topK()).end();
        Effort effort = effort();
        if (effort != null && effort != Effort.NONE) {
            out.object("reasoningConfig").text("type", "enabled").word("maxReasoningEffort", effort);
            out.end();
        }
    }

    private @Nullable Effort effort() {
        return request.reasoning() == null ? null : request.reasoning().effort();
    }
}
