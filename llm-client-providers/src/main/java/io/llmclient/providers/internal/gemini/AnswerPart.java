package io.llmclient.providers.internal.gemini;

import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** One part of a candidate: its signature may come after its text, and says how the text is to be handed on. */
final class AnswerPart {

    private @Nullable String text;
    private boolean thought;
    private @Nullable String signature;
    private @Nullable Call call;
    private @Nullable String type;
    private @Nullable StringBuilder others;

    private AnswerPart() {}

    static AnswerPart read(JsonCursor in) {
        AnswerPart part = new AnswerPart();
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                switch (name) {
                    case "text" -> part.text = in.text();
                    case "thought" -> part.thought = in.isTrue();
                    case "thoughtSignature" -> part.signature = in.text();
                    case "functionCall" -> part.call = Call.read(in);
                    default -> part.keep(name, in.json());
                }
            }
        }
        return part;
    }

    private void keep(String name, @Nullable String json) {
        if (json == null) {
            return;
        }
        if (others == null) {
            type = name;
            others = new StringBuilder();
        } else {
            others.append(',');
        }
        others.append(quoted(name)).append(':').append(json);
    }

    /** Hands the part on; returns how many tool calls it holds. */
    int emit(Deltas out, int index) {
        if (call != null && call.name != null) {
            out.toolCall(index, call.id, call.name, call.arguments);
            out.sign(signature);
            out.endPart();
            return 1;
        }
        if (text == null && type != null) {
            out.opaque(type, json());
        } else {
            text(out);
        }
        return 0;
    }

    /**
     * A signature belongs to exactly this part, so the part must not merge with its neighbours; only the fragments of a
     * streamed thought are one with the fragment that ends it.
     */
    private void text(Deltas out) {
        boolean continued = thought && text != null && !text.isEmpty();
        if (signature != null && !continued) {
            out.endPart();
        }
        if (thought) {
            out.thinking(text);
        } else {
            out.text(text);
        }
        if (signature != null) {
            out.sign(signature);
            out.endPart();
        }
    }

    /** As it came: a part that the provider made itself goes back with everything that was in it. */
    private String json() {
        StringBuilder json = new StringBuilder("{").append(others);
        if (thought) {
            json.append(",\"thought\":true");
        }
        if (signature != null) {
            json.append(",\"thoughtSignature\":").append(quoted(signature));
        }
        return json.append('}').toString();
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }

    /** A call always comes whole. */
    private static final class Call {
        private @Nullable String id;
        private @Nullable String name;
        private @Nullable String arguments;

        static Call read(JsonCursor in) {
            Call call = new Call();
            if (in.object()) {
                for (String field; (field = in.name()) != null; ) {
                    switch (field) {
                        case "id" -> call.id = in.text();
                        case "name" -> call.name = in.text();
                        case "args" -> call.arguments = in.json();
                        default -> {}
                    }
                }
            }
            return call;
        }
    }
}
