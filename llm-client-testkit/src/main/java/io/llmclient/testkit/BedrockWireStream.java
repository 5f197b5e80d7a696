package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import io.llmclient.Content;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A streamed converse answer: a start, the deltas of each block and its stop, a stop with the reason, the tokens it took.
 * Only tool calls have a start of their own.
 */
final class BedrockWireStream implements WireStream {

    private static final String PADDING = "abcdefghijklmnopqrstuvwxyz";

    private final Reply reply;
    private int blocks;
    private int events;

    BedrockWireStream(Reply reply) {
        this.reply = reply;
    }

    @Override
    public String opening() {
        return event("messageStart", object("role", "assistant"));
    }

    @Override
    public String event(Chunk chunk) {
        Object delta = delta(chunk);
        if (delta == null) {
            return "";
        }
        StringBuilder events = new StringBuilder();
        if (chunk.first() && chunk.content() instanceof Content.ToolCall call) {
            events.append(block(
                    "contentBlockStart",
                    "start",
                    object("toolUse", object("name", call.name(), "toolUseId", call.id()))));
        }
        events.append(block("contentBlockDelta", "delta", delta));
        if (chunk.last()) {
            if (chunk.content() instanceof Content.Thinking && chunk.signature() != null) {
                events.append(block("contentBlockDelta", "delta", reasoning("signature", chunk.signature())));
            }
            events.append(block("contentBlockStop", null, null));
            blocks++;
        }
        return events.toString();
    }

    private static @Nullable Object delta(Chunk chunk) {
        if (chunk.content() instanceof Content.Text) {
            return object("text", chunk.fragment());
        }
        if (chunk.content() instanceof Content.Thinking) {
            return reasoning("text", chunk.fragment());
        }
        return chunk.content() instanceof Content.ToolCall
                ? object("toolUse", object("input", chunk.fragment()))
                : null;
    }

    private static Map<String, @Nullable Object> reasoning(String field, @Nullable String value) {
        return object("reasoningContent", object(field, value));
    }

    private String block(String type, @Nullable String field, @Nullable Object value) {
        Map<String, @Nullable Object> data = object("contentBlockIndex", blocks);
        if (field != null) {
            data.put(field, value);
        }
        return event(type, data);
    }

    /** Padding of changing length hides how long the words are. */
    private String event(String type, Map<String, @Nullable Object> data) {
        data.put("p", PADDING.substring(0, 1 + events++ * 7 % PADDING.length()));
        return BedrockWire.event(type, data);
    }

    @Override
    public String finish() {
        return event("messageStop", object("stopReason", BedrockWire.stopReason(reply)))
                + event(
                        "metadata",
                        object("metrics", object("latencyMs", 321), "usage", BedrockWire.usage(reply.usage())));
    }

    /** None: the connection is done with. */
    @Override
    public String mark() {
        return "";
    }

    /** No sign of life is known; a type that no client knows is as good as one. */
    @Override
    public String ping() {
        return event("ping", object());
    }

    @Override
    public String malformed() {
        return "event: contentBlockDelta\ndata: {\"contentBlockIndex\":" + blocks + ",\"de\n\n";
    }
}
