package io.llmclient.providers.internal.anthropic;

import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One content block while it comes. Text, thoughts and tool calls are handed on as they come; any other block (tools that
 * the provider runs and their results, redacted thoughts, kinds of tomorrow) is kept field by field, to be handed on
 * whole and sent back as it was.
 */
final class OpenBlock {

    private final int index;
    private String type = "";
    private @Nullable String id;
    private @Nullable String name;
    private @Nullable String arguments;
    private boolean argumentsCame;
    /** Fields of an opaque block, or such as came before the type, as JSON text. */
    private final Map<String, String> fields = new LinkedHashMap<>(0);

    private final StringBuilder input = new StringBuilder(0);

    OpenBlock(int index) {
        this.index = index;
    }

    boolean isOpaque() {
        return switch (type) {
            case "text", "thinking", "tool_use" -> false;
            default -> true;
        };
    }

    /** Reads the block as it starts; in an unstreamed answer that is all of it. */
    void read(JsonCursor in, Deltas out) {
        if (in.object()) {
            for (String field; (field = in.name()) != null; ) {
                if (field.equals("type")) {
                    type = Objects.requireNonNullElse(in.text(), "");
                } else {
                    read(field, in, out);
                }
            }
        }
        if (!isOpaque()) {
            fields.forEach((field, json) -> read(field, JsonText.cursor(json), out));
        }
        if (type.equals("tool_use")) {
            out.toolCall(index, id, name, null);
        }
    }

    private void read(String field, JsonCursor in, Deltas out) {
        switch (type) {
            case "text" -> out.text(field.equals("text") ? in.text() : null);
            case "thinking" -> readThinking(field, in, out);
            case "tool_use" -> readCall(field, in);
            default -> fields.put(field, String.valueOf(in.json()));
        }
    }

    private static void readThinking(String field, JsonCursor in, Deltas out) {
        switch (field) {
            case "thinking" -> out.thinking(in.text());
            case "signature" -> out.sign(in.text());
            default -> {}
        }
    }

    private void readCall(String field, JsonCursor in) {
        switch (field) {
            case "id" -> id = in.text();
            case "name" -> name = in.text();
            case "input" -> arguments = in.json();
            default -> {}
        }
    }

    /** The arguments of the call come in pieces, so those that it started with are only a placeholder. */
    void argumentsCame() {
        argumentsCame = true;
    }

    /** A field of a delta: a piece of the input of a tool that the provider runs, or a field that replaces an earlier one. */
    void add(String field, JsonCursor in) {
        if (field.equals("partial_json")) {
            input.append(Objects.requireNonNullElse(in.text(), ""));
        } else if (!field.equals("type")) {
            fields.put(field, String.valueOf(in.json()));
        }
    }

    void end(Deltas out) {
        if (type.equals("tool_use") && !argumentsCame) {
            out.toolCall(index, null, null, arguments);
        } else if (isOpaque() && !type.isEmpty()) {
            out.opaque(type, json());
        }
        out.endPart();
    }

    private String json() {
        if (!input.isEmpty()) {
            fields.put("input", JsonText.object(input.toString()));
        }
        StringBuilder json = new StringBuilder("{\"type\":").append(JsonText.quoted(type));
        fields.forEach((field, value) ->
                json.append(',').append(JsonText.quoted(field)).append(':').append(value));
        return json.append('}').toString();
    }
}
