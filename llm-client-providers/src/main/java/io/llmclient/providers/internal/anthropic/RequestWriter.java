package io.llmclient.providers.internal.anthropic;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.ClaudeThinkingPlan;
import io.llmclient.providers.internal.JsonWriter;
import io.llmclient.providers.internal.Turns;
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
    private final JsonWriter out;
    private final ClaudeGeneration generation;
    private final ClaudeThinkingPlan thinking;
    private final Turns prompt;
    private final Blocks blocks;

    RequestWriter(ChatRequest request, Target target, Platform platform, JsonGenerator out) {
        this.request = request;
        this.target = target;
        this.platform = platform;
        this.out = new JsonWriter(out);
        generation = ClaudeGeneration.of(target.model());
        thinking = ClaudeThinkingPlan.of(request.reasoning(), generation.thinking());
        prompt = Prompt.of(request, generation.caching(), platform == Platform.ANTHROPIC);
        blocks = new Blocks(this.out);
    }

    void write() {
        out.object();
        target();
        out.number("max_tokens", maxTokens());
        system();
        out.list("messages");
        prompt.turns.forEach(this::message);
        out.end();
        if (!request.tools().isEmpty()) {
            tools();
            toolChoice();
        }
        thinking.write(out);
        outputConfig();
        out.number("temperature", request.temperature());
        out.number("top_p", request.topP());
        out.number("top_k", request.topK());
        out.texts("stop_sequences", request.stop());
        out.texts("metadata", request.metadata());
        blocks.mark(generation.caching() && platform == Platform.ANTHROPIC ? request.cache() : null);
        out.end();
    }

    private void target() {
        out.text("model", platform.version() == null ? target.model() : null);
        out.text("anthropic_version", platform.version());
        out.flagIf("stream", target.streaming() && platform.isToldToStream());
    }

    private int maxTokens() {
        Integer wish = request.maxOutputTokens();
        if (wish != null) {
            return wish;
        }
        int most = generation.maxTokens();
        return target.streaming() ? most : Math.min(most, MAX_UNSTREAMED + thinking.budget());
    }

    private void system() {
        List<Turns.Block> system = prompt.system.blocks;
        Turns.Block only = system.size() == 1 ? system.get(0) : null;
        if (only != null && only.mark == null && only.part instanceof Content.Text text) {
            out.text("system", text.text());
        } else {
            out.list("system", system, blocks::write);
        }
    }

    private void message(Turns.Turn turn) {
        out.object().text("role", turn.role).list("content", turn.blocks, blocks::write);
        out.end();
    }

    private void tools() {
        out.list("tools");
        Tool last = request.tools().get(request.tools().size() - 1);
        for (Tool tool : request.tools()) {
            out.object().text("name", tool.name());
            out.textIfAny("description", tool.description());
            out.json("input_schema", tool.parameters());
            out.flagIf("strict", tool.strict());
            blocks.mark(tool.equals(last) ? prompt.tools.mark : null);
            out.end();
        }
        out.end();
    }

    private void toolChoice() {
        ToolChoice choice = request.toolChoice();
        boolean one = Boolean.FALSE.equals(request.parallelToolCalls());
        if (choice == null && !one) {
            return;
        }
        String type = type(choice);
        out.object("tool_choice").text("type", type);
        out.text("name", choice != null && type.equals("tool") ? choice.tools().get(0) : null);
        out.flagIf("disable_parallel_tool_use", one && !type.equals("none"));
        out.end();
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

    private void outputConfig() {
        out.objectIfAny("output_config").text("effort", thinking.effort());
        if (request.responseFormat() instanceof ResponseFormat.JsonSchema format) {
            out.object("format").text("type", "json_schema").json("schema", format.schema());
            out.end();
        }
        out.end();
    }
}
