package io.llmclient.providers.internal;

import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of a tool, or a fragment of one, in the form that OpenAI gave it and others took over. */
public final class FunctionCall {

    /** The place in the list; −1 where the wire does not say it. */
    public int index = -1;

    private @Nullable String id;
    private @Nullable String name;
    private @Nullable String arguments;

    /** Adds the calls of a list, or the one that stands where a list should. */
    public static void readAll(JsonCursor in, List<FunctionCall> calls) {
        if (!in.isArray()) {
            read(in, calls);
        } else if (in.array()) {
            while (in.element()) {
                read(in, calls);
            }
        }
    }

    private static void read(JsonCursor in, List<FunctionCall> calls) {
        FunctionCall call = new FunctionCall();
        if (call.read(in)) {
            calls.add(call);
        }
    }

    /** Reads a call, or the function alone; returns whether there was an object. */
    public boolean read(JsonCursor in) {
        if (!in.object()) {
            return false;
        }
        for (String field; (field = in.name()) != null; ) {
            switch (field) {
                case "index" -> index = in.index(-1);
                case "id" -> id = in.text();
                case "name" -> name = withoutMarks(in.text());
                // Some give the object itself instead of its text.
                case "arguments" -> arguments = in.isText() ? in.text() : in.json();
                case "function" -> read(in);
                default -> {}
            }
        }
        return true;
    }

    /** Hosts of gpt-oss let its control tokens through, as in {@code search<|channel|>json}. */
    private static @Nullable String withoutMarks(@Nullable String name) {
        return name != null && name.indexOf("<|") > 0 ? name.substring(0, name.indexOf("<|")) : name;
    }

    public boolean isEmpty() {
        return (name == null || name.isEmpty()) && (arguments == null || arguments.isEmpty());
    }

    /** Hands the call on as the one of this place in the list; −1 for none. */
    public void emit(int index, Deltas out) {
        out.toolCall(index, id, name, arguments);
    }
}
