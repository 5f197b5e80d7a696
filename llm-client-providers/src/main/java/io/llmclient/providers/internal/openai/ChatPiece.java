package io.llmclient.providers.internal.openai;

import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole message or one delta of it, kept until its choice is read: fields come in any order, and parts leave in the
 * order in which models make them.
 */
final class ChatPiece {

    private final List<Call> calls = new ArrayList<>(0);
    private final List<Map<String, String>> details = new ArrayList<>(0);
    private boolean streamed;
    private boolean toldThoughts;
    private @Nullable String thinking;
    private @Nullable String text;
    private @Nullable String refusal;
    private @Nullable String transcript;

    void begin(boolean inStream) {
        streamed = inStream;
        calls.clear();
        details.clear();
        thinking = null;
        text = null;
        refusal = null;
        transcript = null;
    }

    void read(JsonCursor in) {
        if (!in.object()) {
            return;
        }
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "content" -> content(in);
                // Two names for one thing; some servers send both.
                case "reasoning_content", "reasoning" -> thinking = isEmpty(thinking) ? in.text() : thinking;
                case ReasoningDetails.FIELD -> details(in);
                case "refusal" -> refusal = in.text();
                case "tool_calls" -> calls(in);
                case "function_call" -> functionCall(in);
                case "audio" -> transcript = textOf("transcript", in);
                default -> {}
            }
        }
    }

    /** Mostly text; a list of parts at Mistral and Databricks; at Cloudflare the very JSON that was asked for. */
    private void content(JsonCursor in) {
        if (in.isText()) {
            text = in.text();
            return;
        }
        String json = in.json();
        if (json == null || !json.startsWith("[")) {
            text = json;
            return;
        }
        JsonCursor parts = JsonCursor.over(json.getBytes(StandardCharsets.UTF_8));
        if (parts.array()) {
            while (parts.element()) {
                part(parts);
            }
        }
    }

    private void part(JsonCursor in) {
        if (!in.object()) {
            return;
        }
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "text" -> text = joined(text, in.text());
                case "refusal" -> refusal = joined(refusal, in.text());
                case "thinking", "summary" -> thoughts(in);
                default -> {}
            }
        }
    }

    private void thoughts(JsonCursor in) {
        if (in.isText()) {
            thinking = joined(thinking, in.text());
        } else if (in.array()) {
            while (in.element()) {
                thinking = joined(thinking, textOf("text", in));
            }
        }
    }

    private void details(JsonCursor in) {
        if (in.array()) {
            while (in.element()) {
                Map<String, String> item = ReasoningDetails.read(in);
                if (!item.isEmpty()) {
                    details.add(item);
                }
            }
        }
    }

    private void calls(JsonCursor in) {
        if (in.array()) {
            for (int position = 0; in.element(); position++) {
                call(position, in);
            }
        }
    }

    private void call(int position, JsonCursor in) {
        if (!in.object()) {
            return;
        }
        // In a whole message the position says more than the index, which some servers repeat.
        Call call = new Call(streamed ? -1 : position);
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "index" -> call.index = streamed ? in.index(-1) : position;
                case "id" -> call.id = in.text();
                case "function" -> call.function(in);
                default -> {}
            }
        }
        calls.add(call);
    }

    /**
     * The predecessor of tool calls: one an answer, without an id. Some servers send an empty one beside tool calls.
     */
    private void functionCall(JsonCursor in) {
        Call call = new Call(0);
        call.function(in);
        if (!isEmpty(call.name) || !isEmpty(call.arguments)) {
            calls.add(call);
        }
    }

    boolean saysSomething() {
        return !calls.isEmpty()
                || !details.isEmpty()
                || !isEmpty(thinking)
                || !isEmpty(text)
                || !isEmpty(refusal)
                || !isEmpty(transcript);
    }

    boolean isRefusal() {
        return !isEmpty(refusal);
    }

    /** Hands everything out; streamed items of thoughts are not whole yet and go to those of the answer. */
    void flush(Deltas out, ReasoningDetails items) {
        toldThoughts |= !isEmpty(thinking);
        out.thinking(thinking);
        for (Map<String, String> item : details) {
            if (!toldThoughts) {
                out.thinking(ReasoningDetails.words(item));
            }
            items.add(item, streamed);
        }
        if (!streamed) {
            items.flush(out);
        }
        out.text(isEmpty(text) ? transcript : text);
        out.refusal(refusal);
        for (Call call : calls) {
            out.toolCall(call.index, call.id, call.name, call.arguments);
        }
    }

    /** The text of one field of the object that comes next. */
    static @Nullable String textOf(String field, JsonCursor in) {
        String text = null;
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                text = name.equals(field) ? in.text() : text;
            }
        }
        return text;
    }

    private static @Nullable String joined(@Nullable String before, @Nullable String now) {
        return isEmpty(before) ? now : isEmpty(now) ? before : before + now;
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static final class Call {
        private int index;
        private @Nullable String id;
        private @Nullable String name;
        private @Nullable String arguments;

        Call(int index) {
            this.index = index;
        }

        void function(JsonCursor in) {
            if (!in.object()) {
                return;
            }
            for (String field; (field = in.name()) != null; ) {
                switch (field) {
                    case "name" -> name = withoutMarks(in.text());
                    case "arguments" -> arguments = in.isText() ? in.text() : in.json();
                    default -> {}
                }
            }
        }

        /** Hosts of gpt-oss let its control tokens through, as in {@code search<|channel|>json}. */
        private static @Nullable String withoutMarks(@Nullable String name) {
            return name != null && name.indexOf("<|") > 0 ? name.substring(0, name.indexOf("<|")) : name;
        }
    }
}
