package io.llmclient.providers.internal.anthropic;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.ClaudeThinkingPlan;
import io.llmclient.providers.internal.models.ClaudeGeneration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes one request. */
final class RequestWriter {

    /** What ten minutes give at 128 000 tokens an hour; see {@link AnthropicMessages}. */
    private static final int MAX_UNSTREAMED = 21_333;

    private final ChatRequest request;
    private final Target target;
    private final Platform platform;
    private final JsonGenerator out;
    private final ClaudeGeneration generation;
    private final ClaudeThinkingPlan thinking;
    private final Prompt prompt;
    private final Blocks blocks;

    RequestWriter(ChatRequest request, Target target, Platform platform, JsonGenerator out) {
        this.request = request;
        this.target = target;
        this.platform = platform;
        this.out = out;
        generation = ClaudeGeneration.of(target.model());
        thinking = ClaudeThinkingPlan.of(request, generation);
        prompt = new Prompt(request, generation.caching(), platform == Platform.ANTHROPIC);
        blocks = new Blocks(out);
    }

    void write() {
        out.writeStartObject();
        writeTarget();
        out.writeNumberProperty("max_tokens", maxTokens());
        writeSystem();
        writeMessages();
        if (!request.tools().isEmpty()) {
            writeTools();
            writeToolChoice();
        }
        thinking.write(out);
        writeOutputConfig();
        writeSampling();
        writeMetadata();
        blocks.writeMark(generation.caching() && platform == Platform.ANTHROPIC ? request.cache() : null);
        out.writeEndObject();
    }

    private void writeTarget() {
        if (platform.version() == null) {
            out.writeStringProperty("model", target.model());
        } else {
            out.writeStringProperty("anthropic_version", platform.version());
        }
        if (target.streaming() && platform.isToldToStream()) {
            out.writeBooleanProperty("stream", true);
        }
    }

    private int maxTokens() {
        Integer wish = request.maxOutputTokens();
        if (wish != null) {
            return wish;
        }
        int most = generation.maxTokens();
        return target.streaming() ? most : Math.min(most, MAX_UNSTREAMED + thinking.budget());
    }

    private void writeSystem() {
        Prompt.Block only = prompt.system.size() == 1 ? prompt.system.get(0) : null;
        if (only != null && only.mark == null && only.part instanceof Content.Text text) {
            out.writeStringProperty("system", text.text());
        } else if (!prompt.system.isEmpty()) {
            out.writeArrayPropertyStart("system");
            prompt.system.forEach(blocks::write);
            out.writeEndArray();
        }
    }

    private void writeMessages() {
        out.writeArrayPropertyStart("messages");
        for (Prompt.Turn turn : prompt.turns) {
            out.writeStartObject();
            out.writeStringProperty("role", turn.role);
            out.writeArrayPropertyStart("content");
            turn.blocks.forEach(blocks::write);
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void writeTools() {
        out.writeArrayPropertyStart("tools");
        Tool last = request.tools().get(request.tools().size() - 1);
        for (Tool tool : request.tools()) {
            out.writeStartObject();
            out.writeStringProperty("name", tool.name());
            if (tool.description() != null && !tool.description().isEmpty()) {
                out.writeStringProperty("description", tool.description());
            }
            out.writeName("input_schema");
            out.writeRawValue(tool.parameters());
            if (tool.strict()) {
                out.writeBooleanProperty("strict", true);
            }
            blocks.writeMark(tool.equals(last) ? prompt.tools.mark : null);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void writeToolChoice() {
        ToolChoice choice = request.toolChoice();
        boolean one = Boolean.FALSE.equals(request.parallelToolCalls());
        if (choice == null && !one) {
            return;
        }
        String type = type(choice);
        out.writeObjectPropertyStart("tool_choice");
        out.writeStringProperty("type", type);
        if (choice != null && type.equals("tool")) {
            out.writeStringProperty("name", choice.tools().get(0));
        }
        if (one && !type.equals("none")) {
            out.writeBooleanProperty("disable_parallel_tool_use", true);
        }
        out.writeEndObject();
    }

    private static String type(@Nullable ToolChoice choice) {
        if (choice == null) {
            return "auto";
        }
        return switch (choice.mode()) {
            case AUTO -> "auto";
            case NONE -> "none";
            case REQUIRED -> choice.tools().size() == 1 ? "tool" : "any";
        };
    }

    private void writeOutputConfig() {
        ResponseFormat.JsonSchema format =
                request.responseFormat() instanceof ResponseFormat.JsonSchema schema ? schema : null;
        if (thinking.effort() == null && format == null) {
            return;
        }
        out.writeObjectPropertyStart("output_config");
        if (thinking.effort() != null) {
            out.writeStringProperty("effort", thinking.effort());
        }
        if (format != null) {
            out.writeObjectPropertyStart("format");
            out.writeStringProperty("type", "json_schema");
            out.writeName("schema");
            out.writeRawValue(format.schema());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    /** A thinking model refuses any temperature and {@code top_k}. */
    private void writeSampling() {
        boolean free = !thinking.thinks();
        if (request.temperature() != null && free) {
            out.writeNumberProperty("temperature", request.temperature());
        }
        if (request.topP() != null && thinking.takesTopP(request.topP())) {
            out.writeNumberProperty("top_p", request.topP());
        }
        if (request.topK() != null && free) {
            out.writeNumberProperty("top_k", request.topK());
        }
        writeStop();
    }

    /** Blank texts are refused. */
    private void writeStop() {
        if (request.stop().isEmpty()) {
            return;
        }
        List<String> stop =
                request.stop().stream().filter(text -> !text.isBlank()).toList();
        if (!stop.isEmpty()) {
            out.writeArrayPropertyStart("stop_sequences");
            stop.forEach(out::writeString);
            out.writeEndArray();
        }
    }

    private void writeMetadata() {
        String user = request.metadata().get("user_id");
        if (user != null) {
            out.writeObjectPropertyStart("metadata");
            out.writeStringProperty("user_id", user);
            out.writeEndObject();
        }
    }
}
