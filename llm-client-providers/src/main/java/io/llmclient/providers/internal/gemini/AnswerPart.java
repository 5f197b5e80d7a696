package io.llmclient.providers.internal.gemini;

import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.providers.internal.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One part of a candidate: its signature may come after its text, and says how the text is to be handed on. */
final class AnswerPart {

    private @Nullable String text;
    private boolean thought;
    private @Nullable String signature;
    private @Nullable String callId;
    private @Nullable String callName;
    private @Nullable String arguments;
    /** What else is in it, as JSON text, the first of which says its type. */
    private @Nullable Map<String, String> others;

    private AnswerPart() {}

    static AnswerPart read(JsonCursor in) {
        AnswerPart part = new AnswerPart();
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                switch (name) {
                    case "text" -> part.text = in.text();
                    case "thought" -> part.thought = in.isTrue();
                    case "thoughtSignature" -> part.signature = in.text();
                    case "functionCall" -> part.call(in);
                    default -> part.keep(name, in.json());
                }
            }
        }
        return part;
    }

    /** A call always comes whole. */
    private void call(JsonCursor in) {
        if (in.object()) {
            for (String field; (field = in.name()) != null; ) {
                switch (field) {
                    case "id" -> callId = in.text();
                    case "name" -> callName = in.text();
                    case "args" -> arguments = in.json();
                    default -> {}
                }
            }
        }
    }

    private void keep(String name, @Nullable String json) {
        if (json != null) {
            others = others == null ? new LinkedHashMap<>() : others;
            others.put(name, json);
        }
    }

    /** Hands the part on; returns how many tool calls it holds. */
    int emit(Deltas out, int index) {
        if (callName != null) {
            out.toolCall(index, callId, callName, arguments);
            out.sign(signature);
            out.endPart();
            return 1;
        }
        if (text == null && others != null) {
            opaque(others, out);
        } else {
            text(out);
        }
        return 0;
    }

    /** As it came: a part that the provider made itself goes back with everything that was in it. */
    private void opaque(Map<String, String> fields, Deltas out) {
        String type = fields.keySet().iterator().next();
        if (thought) {
            fields.put("thought", "true");
        }
        if (signature != null) {
            fields.put("thoughtSignature", JsonText.quoted(signature));
        }
        out.opaque(type, JsonText.object(fields));
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
}
