package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import io.llmclient.Content;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A streamed message: a start, each part with its own start, deltas and end, an end with the reason and the usage,
 * {@code [DONE]}. A call without arguments has no delta.
 */
final class CohereWireStream implements WireStream {

    private final Reply reply;
    private final String answerId;
    private int contents;
    private int calls;

    CohereWireStream(Reply reply, String answerId) {
        this.reply = reply;
        this.answerId = answerId;
    }

    @Override
    public String opening() {
        Map<String, @Nullable Object> empty = object(
                "role",
                "assistant",
                "content",
                List.of(),
                "tool_plan",
                "",
                "tool_calls",
                List.of(),
                "citations",
                List.of());
        Map<String, @Nullable Object> start = object("id", CohereWire.id(reply, answerId));
        start.putAll(data("message-start", null, object("message", empty)));
        return event("message-start", start);
    }

    @Override
    public String event(Chunk chunk) {
        if (chunk.content() instanceof Content.ToolCall call) {
            return toolCall(call, chunk);
        }
        if (chunk.content() instanceof Content.Opaque) {
            return "";
        }
        if (chunk.content() instanceof Content.Thinking thought && CohereWire.isPlan(thought)) {
            return event("tool-plan-delta", null, object("message", object(CohereWire.PLAN, chunk.fragment())));
        }
        String kind = chunk.content() instanceof Content.Thinking ? "thinking" : "text";
        String delta = message("content-delta", contents, "content", object(kind, chunk.fragment()));
        String start =
                chunk.first() ? message("content-start", contents, "content", object("type", kind, kind, "")) : "";
        return start + delta + (chunk.last() ? event("content-end", contents++, null) : "");
    }

    private String toolCall(Content.ToolCall call, Chunk chunk) {
        String start =
                chunk.first() ? message("tool-call-start", calls, "tool_calls", OpenAiWire.toolCall(call, "")) : "";
        Map<String, @Nullable Object> fragment = object("function", object("arguments", chunk.fragment()));
        String delta = call.arguments().equals("{}") ? "" : message("tool-call-delta", calls, "tool_calls", fragment);
        return start + delta + (chunk.last() ? event("tool-call-end", calls++, null) : "");
    }

    @Override
    public String finish() {
        return event("message-end", null, CohereWire.end(reply));
    }

    private static String message(String type, int index, String field, Object value) {
        return event(type, index, object("message", object(field, value)));
    }

    static String event(String type, @Nullable Integer index, @Nullable Object delta) {
        return event(type, data(type, index, delta));
    }

    private static Map<String, @Nullable Object> data(String type, @Nullable Integer index, @Nullable Object delta) {
        Map<String, @Nullable Object> data = object("type", type, "index", index, "delta", delta);
        data.values().removeIf(value -> value == null);
        return data;
    }

    private static String event(String type, Map<String, @Nullable Object> data) {
        return "event: " + type + "\ndata: " + WireJson.write(data) + "\n\n";
    }

    @Override
    public String mark() {
        return OpenAiWire.DONE;
    }

    @Override
    public String ping() {
        return ": keep-alive\n\n";
    }

    @Override
    public String malformed() {
        return "event: content-delta\ndata: {\"type\":\"content-delta\",\"index\":" + contents + ",\"del\n\n";
    }
}
