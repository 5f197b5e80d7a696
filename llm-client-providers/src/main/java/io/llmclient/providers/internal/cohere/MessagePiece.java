package io.llmclient.providers.internal.cohere;

import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole message or one delta of it, kept until it is read: its fields come in any order, and leave in the order in
 * which models make them.
 */
final class MessagePiece {

    private final List<Words> words = new ArrayList<>(1);
    private final List<Call> calls = new ArrayList<>(0);
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
                case "tool_calls" -> calls(in);
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

    private void calls(JsonCursor in) {
        if (!in.isArray()) {
            call(in);
        } else if (in.array()) {
            while (in.element()) {
                call(in);
            }
        }
    }

    private void call(JsonCursor in) {
        if (!in.object()) {
            return;
        }
        Call call = new Call();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "id" -> call.id = in.text();
                case "function" -> call.function(in);
                default -> {}
            }
        }
        calls.add(call);
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
            Call call = calls.get(i);
            out.toolCall(index < 0 ? i : index, call.id, call.name, call.arguments);
        }
    }

    private record Words(boolean thought, String text) {}

    private static final class Call {
        private @Nullable String id;
        private @Nullable String name;
        private @Nullable String arguments;

        void function(JsonCursor in) {
            if (!in.object()) {
                return;
            }
            for (String field; (field = in.name()) != null; ) {
                switch (field) {
                    case "name" -> name = in.text();
                    case "arguments" -> arguments = in.isText() ? in.text() : in.json();
                    default -> {}
                }
            }
        }
    }
}
