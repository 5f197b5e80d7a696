package io.llmclient.providers.internal;

import io.llmclient.Content;
import io.llmclient.Tool;

/** Tools and calls of them in the form that OpenAI gave them and others took over. */
public final class Functions {

    private Functions() {}

    /** @param strict whether the wire knows strict tools */
    public static void tool(Tool tool, boolean strict, JsonWriter out) {
        out.object().text("type", "function").object("function");
        out.text("name", tool.name());
        out.text("description", tool.description());
        out.json("parameters", tool.parameters());
        out.flagIf("strict", strict && tool.strict());
        out.end().end();
    }

    /** @param name of the tool, as the wire takes it */
    public static void call(Content.ToolCall call, String name, JsonWriter out) {
        out.object().text("id", call.id()).text("type", "function").object("function");
        out.text("name", name).text("arguments", call.arguments());
        out.end().end();
    }
}
