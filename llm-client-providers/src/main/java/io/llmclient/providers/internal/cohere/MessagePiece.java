package io.llmclient.providers.internal.cohere;

import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.providers.internal.FunctionCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole message or one delta of it, kept until it is read: its fields come in any order, and leave in the order in
 * which models make them.
 */
final class MessagePiece {

    private final List<Words> words = new ArrayList<>(1);
    private final List<FunctionCall> calls = new ArrayList<>(0);
    private @Nullable String plan;

    void begin() {
        words.clear();
        calls.clear();
        plan = null;
    }

    void read(JsonCursor in) {
        if (!in.object()) {
            return;
        }
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case CohereChat.PLAN -> plan = in.text();
                case "content" -> content(in);
                case "tool_calls" -> FunctionCall.readAll(in, calls);
                default -> {}
            }
        }
    }

    /** A list in a whole message, one object in a delta. */
    private void content(JsonCursor in) {
        if (in.isText()) {
            add(false, in.text());
        } else if (!in.isArray()) {
            part(in);
        } else if (in.array()) {
            while (in.element()) {
                part(in);
            }
        }
    }

    private void part(JsonCursor in) {
        if (!in.object()) {
            return;
        }
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "text" -> add(false, in.text());
                case "thinking" -> add(true, in.text());
                default -> {}
            }
        }
    }

    private void add(boolean thought, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            words.add(new Words(thought, text));
        }
    }

    boolean saysSomething() {
        return plan != null || !words.isEmpty() || !calls.isEmpty();
    }

    /** Hands everything out; an index below 0 says that it is a whole message, whose parts are whole, too. */
    void flush(int index, Deltas out) {
        if (plan != null && !plan.isEmpty()) {
            out.thinking(plan);
            out.sign(CohereChat.PLAN);
        }
        boolean several = words.size() > 1;
        for (Words some : words) {
            if (several || plan != null) {
                out.endPart();
            }
            if (some.thought) {
                out.thinking(some.text);
            } else {
                out.text(some.text);
            }
        }
        for (int i = 0; i < calls.size(); i++) {
            calls.get(i).emit(index < 0 ? i : index, out);
        }
    }

    private record Words(boolean thought, String text) {}
}
