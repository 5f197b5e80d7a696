package io.llmclient.providers.internal;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes tools and calls of them in the form that OpenAI gave them and others took over. */
public final class Functions {

    private final JsonWriter out;
    private final boolean flat;

    private Functions(JsonWriter out, boolean flat) {
        this.out = out;
        this.flat = flat;
    }

    /** As in chat completions: the fields of a function are in an object of their own. */
    public static Functions nested(JsonWriter out) {
        return new Functions(out, false);
    }

    /** As in the Responses API, where a tool that does not say so is strict. */
    public static Functions flat(JsonWriter out) {
        return new Functions(out, true);
    }

    /** Writes what a request says of its tools; without any nothing: OpenAI refuses an empty list, and a choice. */
    public void write(ChatRequest request) {
        if (request.tools().isEmpty()) {
            return;
        }
        out.list("tools", request.tools(), tool -> tool(tool, (flat || tool.strict()) ? tool.strict() : null));
        if (request.toolChoice() != null) {
            choice(request.toolChoice());
        }
        out.flag("parallel_tool_calls", request.parallelToolCalls());
    }

    /** Writes one tool. Its field {@code strict} is left out where that is null. */
    public void tool(Tool tool, @Nullable Boolean strict) {
        begin(out.object());
        out.text("name", tool.name());
        out.text("description", tool.description());
        out.json("parameters", tool.parameters());
        out.flag("strict", strict);
        end();
    }

    /** Writes one call, of a tool by the name that the wire takes. */
    public void call(Content.ToolCall call, String name) {
        begin(out.object().text("id", call.id()));
        out.text("name", name).text("arguments", call.arguments());
        end();
    }

    private void choice(ToolChoice choice) {
        List<String> names = choice.tools();
        if (names.isEmpty()) {
            out.word("tool_choice", choice.mode());
        } else if (names.size() == 1) {
            name(out.object("tool_choice"), names.get(0));
        } else {
            out.object("tool_choice").text("type", "allowed_tools");
            JsonWriter allowed = flat ? out : out.object("allowed_tools");
            allowed.word("mode", choice.mode()).list("tools", names, name -> name(out.object(), name));
            end();
        }
    }

    private void name(JsonWriter object, String name) {
        begin(object);
        out.text("name", name);
        end();
    }

    private void begin(JsonWriter object) {
        object.text("type", "function");
        if (!flat) {
            object.object("function");
        }
    }

    /** Ends an object, and the one in it that this form may have. */
    private void end() {
        if (!flat) {
            out.end();
        }
        out.end();
    }
}
