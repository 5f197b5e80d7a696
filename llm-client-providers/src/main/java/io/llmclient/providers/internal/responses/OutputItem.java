package io.llmclient.providers.internal.responses;

import io.llmclient.core.http.JsonCursor;
import io.llmclient.providers.internal.JsonText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One item of the output, as far as it is there. */
final class OutputItem {

    /** The item as it came, to go back like that. */
    final String json;

    final List<Words> summary = new ArrayList<>(0);
    final List<Words> content = new ArrayList<>(1);

    String type = "";

    @Nullable
    String callId;

    @Nullable
    String name;

    @Nullable
    String arguments;

    /** Whether words are a comment or the answer, which newer models want to be told of their own messages. */
    @Nullable
    String phase;

    private boolean encrypted;

    /** A part of an item in words, which are the answer's or those of a refusal. */
    record Words(String text, boolean refusal) {}

    private OutputItem(String json) {
        this.json = json;
    }

    /** Reads an item; one without a type where there is none. Fields come in any order, so it is kept first. */
    static OutputItem read(JsonCursor in) {
        String json = in.json();
        OutputItem item = new OutputItem(json == null ? "{}" : json);
        item.fields(JsonText.cursor(item.json));
        return item;
    }

    private void fields(JsonCursor in) {
        if (!in.object()) {
            return;
        }
        for (String field; (field = in.name()) != null; ) {
            switch (field) {
                case "type" -> type = String.valueOf(in.text());
                case "call_id" -> callId = emptyToNull(in.text());
                case "name" -> name = emptyToNull(in.text());
                case "arguments" -> arguments = in.isText() ? in.text() : in.json();
                case "phase" -> phase = emptyToNull(in.text());
                case "summary" -> parts(in, summary);
                case "content" -> parts(in, content);
                case "encrypted_content" -> encrypted = emptyToNull(in.text()) != null;
                default -> {}
            }
        }
    }

    private static void parts(JsonCursor in, List<Words> parts) {
        if (in.array()) {
            while (in.element()) {
                part(in, parts);
            }
        }
    }

    private static void part(JsonCursor in, List<Words> parts) {
        String text = null;
        String refusal = null;
        if (in.object()) {
            for (String field; (field = in.name()) != null; ) {
                switch (field) {
                    case "text" -> text = in.text();
                    case "refusal" -> refusal = in.text();
                    default -> {}
                }
            }
        }
        parts.add(new Words(refusal != null ? refusal : text != null ? text : "", refusal != null));
    }

    /** What the model thought: its own words where the service shows them, or a summary. */
    List<Words> thoughts() {
        return summary.isEmpty() ? content : summary;
    }

    /**
     * Whether a thought may go back. A service that stores nothing knows none by its id alone, and a summary is not
     * what was thought.
     */
    boolean isWhole() {
        return encrypted || !content.isEmpty();
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
