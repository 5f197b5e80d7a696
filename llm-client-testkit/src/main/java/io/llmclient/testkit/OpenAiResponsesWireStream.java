package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import io.llmclient.Content;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A streamed response: its begin, items with their deltas and ends, and the whole once more, which ends it. */
final class OpenAiResponsesWireStream implements WireStream {

    private final WireAsk ask;
    private final Reply reply;
    private final String answerId;
    private int number;

    OpenAiResponsesWireStream(WireAsk ask, Reply reply, String answerId) {
        this.ask = ask;
        this.reply = reply;
        this.answerId = answerId;
    }

    @Override
    public String opening() {
        return response("response.created", OpenAiResponsesWire.head(ask, reply, answerId))
                + response("response.in_progress", OpenAiResponsesWire.head(ask, reply, answerId));
    }

    @Override
    public String event(Chunk chunk) {
        StringBuilder events = new StringBuilder();
        if (chunk.first()) {
            events.append(item("response.output_item.added", chunk, false));
        }
        if (!chunk.fragment().isEmpty()) {
            events.append(delta(chunk));
        }
        if (chunk.last()) {
            events.append(item("response.output_item.done", chunk, true));
        }
        return events.toString();
    }

    private String item(String type, Chunk chunk, boolean whole) {
        Object item = OpenAiResponsesWire.item(chunk.content(), chunk.part(), whole);
        return event(type, "output_index", chunk.part(), "item", item);
    }

    private String delta(Chunk chunk) {
        Content content = chunk.content();
        if (content instanceof Content.Text) {
            return delta("response.output_text.delta", "content_index", chunk);
        }
        if (content instanceof Content.Refusal) {
            return delta("response.refusal.delta", "content_index", chunk);
        }
        if (content instanceof Content.Thinking) {
            return delta("response.reasoning_summary_text.delta", "summary_index", chunk);
        }
        return content instanceof Content.ToolCall
                ? event(
                        "response.function_call_arguments.delta",
                        "output_index",
                        chunk.part(),
                        "delta",
                        chunk.fragment())
                : "";
    }

    private String delta(String type, String part, Chunk chunk) {
        return event(type, "output_index", chunk.part(), part, 0, "delta", chunk.fragment(), "obfuscation", "aB3dE6");
    }

    @Override
    public String finish() {
        Map<String, @Nullable Object> response = new OpenAiResponsesWire().answer(ask, reply, answerId);
        return response("response." + response.get("status"), response);
    }

    private String response(String type, Map<String, @Nullable Object> response) {
        return event(type, "response", response);
    }

    private String event(String type, @Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> data = object("type", type);
        data.putAll(object(namesAndValues));
        return OpenAiResponsesWire.event(number++, data);
    }

    /** There is none: the whole response is the end. */
    @Override
    public String mark() {
        return "";
    }

    @Override
    public String ping() {
        return ": keep-alive\n\n";
    }

    @Override
    public String malformed() {
        return "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"output_ind\n\n";
    }
}
