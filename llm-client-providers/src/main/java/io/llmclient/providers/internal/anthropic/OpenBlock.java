package io.llmclient.providers.internal.anthropic;

import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.providers.internal.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One content block while it comes. Text, thoughts and tool calls are handed on as they come; any other block (tools
 * that the provider runs and their results, redacted thoughts, kinds of tomorrow) is kept field by field, to be handed
 * on whole and sent back as it was.
 */
final class OpenBlock {

    private final int index;
    /** Fields of an opaque block, or such as came before the type, as JSON text. */
    private final Map<String, String> fields = new LinkedHashMap<>(0);

    private final StringBuilder input = new StringBuilder(0);
    private String type;
    private @Nullable String id;
    private @Nullable String name;
    private @Nullable String arguments;

    OpenBlock(int index, String type) {
        this.index = index;
        this.type = type;
    }

    /** Reads the block as it starts; in an unstreamed answer that is all of it. */
    void start(JsonCursor in, Deltas out) {
        if (in.object()) {
            for (String field; (field = in.name()) != null; ) {
                if (field.equals("type")) {
                    type = Objects.requireNonNullElse(in.text(), "");
                } else {
                    add(field, in, out);
                }
            }
        }
        if (!isOpaque()) {
            fields.forEach((field, json) -> add(field, JsonText.cursor(json), out));
        }
        if (type.equals("tool_use")) {
            out.toolCall(index, id, name, null);
        }
    }

    /** Reads a field of the block or of one of its deltas. What an opaque block has already is replaced. */
    void add(String field, JsonCursor in, Deltas out) {
        if (field.equals("partial_json")) {
            addInput(Objects.requireNonNullElse(in.text(), ""), out);
        } else if (isOpaque()) {
            fields.put(field, String.valueOf(in.json()));
        } else {
            addPlain(field, in, out);
        }
    }

    private void addPlain(String field, JsonCursor in, Deltas out) {
        switch (field) {
            case "text" -> out.text(in.text());
            case "thinking" -> out.thinking(in.text());
            case "signature" -> out.sign(in.text());
            case "id" -> id = in.text();
            case "name" -> name = in.text();
            case "input" -> arguments = in.json();
            default -> {}
        }
    }

    private void addInput(String fragment, Deltas out) {
        if (isOpaque()) {
            input.append(fragment);
        } else if (!fragment.isEmpty()) {
            out.toolCall(index, null, null, fragment);
            // What the block started with was only a placeholder.
            arguments = null;
        }
    }

    void end(Deltas out) {
        if (arguments != null) {
            out.toolCall(index, null, null, arguments);
        } else if (isOpaque() && !type.isEmpty()) {
            out.opaque(type, json());
        }
        out.endPart();
    }

    private boolean isOpaque() {
        return switch (type) {
            case "text", "thinking", "tool_use" -> false;
            default -> true;
        };
    }

    private String json() {
        Map<String, String> whole = new LinkedHashMap<>();
        whole.put("type", JsonText.quoted(type));
        whole.putAll(fields);
        if (!input.isEmpty()) {
            whole.put("input", JsonText.object(input.toString()));
        }
        return JsonText.object(whole);
    }
}
