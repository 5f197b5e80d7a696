package io.llmclient.providers.internal.openai;

import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.providers.internal.FunctionCall;
import io.llmclient.providers.internal.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole message or one delta of it, kept until its choice is read: fields come in any order, and parts leave in the
 * order in which models make them.
 */
final class ChatPiece {

    private final List<FunctionCall> calls = new ArrayList<>(0);
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
                case "tool_calls" -> FunctionCall.readAll(in, calls);
                case "function_call" -> functionCall(in);
                case "audio" -> transcript = JsonText.textOf("transcript", in);
                default -> {}
            }
        }
    }

    /** Mostly text; a list of parts at Mistral and Databricks; at Cloudflare the very JSON that was asked for. */
    private void content(JsonCursor in) {
        if (in.isArray() && in.array()) {
            while (in.element()) {
                part(in);
            }
        } else {
            text = in.isText() ? in.text() : in.json();
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
                thinking = joined(thinking, JsonText.textOf("text", in));
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

    /**
     * The predecessor of tool calls: one an answer, without an id. Some servers send an empty one beside tool calls.
     */
    private void functionCall(JsonCursor in) {
        FunctionCall call = new FunctionCall();
        if (call.read(in) && !call.isEmpty()) {
            call.index = 0;
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
        for (int i = 0; i < calls.size(); i++) {
            // In a whole message the position says more than the index, which some servers repeat.
            calls.get(i).emit(streamed ? calls.get(i).index : i, out);
        }
    }

    private static @Nullable String joined(@Nullable String before, @Nullable String now) {
        return isEmpty(before) ? now : isEmpty(now) ? before : before + now;
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
