package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import io.llmclient.Content;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A streamed message: a start, each block with its own start, deltas and stop, a message delta with the reason and the
 * cumulative usage, a stop.
 */
final class AnthropicWireStream implements WireStream {

    private final WireAsk ask;
    private final Reply reply;
    private final String answerId;
    private int blocks;

    AnthropicWireStream(WireAsk ask, Reply reply, String answerId) {
        this.ask = ask;
        this.reply = reply;
        this.answerId = answerId;
    }

    @Override
    public String opening() {
        Map<String, @Nullable Object> message = AnthropicWire.head(ask, reply, answerId);
        message.put("content", List.of());
        message.put("stop_reason", null);
        message.put("stop_sequence", null);
        message.put("usage", AnthropicWire.usage(reply.usage(), 1L));
        return AnthropicWire.event("message_start", object("type", "message_start", "message", message));
    }

    @Override
    public String event(Chunk chunk) {
        Object empty = emptyBlock(chunk);
        if (empty == null) {
            return "";
        }
        StringBuilder events = new StringBuilder();
        if (chunk.first()) {
            events.append(block("content_block_start", "content_block", empty));
            if (blocks == 0) {
                events.append(ping());
            }
        }
        events.append(delta(chunk));
        if (chunk.last()) {
            events.append(signature(chunk)).append(block("content_block_stop", null, null));
            blocks++;
        }
        return events.toString();
    }

    private static @Nullable Object emptyBlock(Chunk chunk) {
        if (chunk.content() instanceof Content.Text) {
            return object("type", "text", "text", "");
        }
        if (chunk.content() instanceof Content.Thinking) {
            return object("type", "thinking", "thinking", "", "signature", "");
        }
        if (chunk.content() instanceof Content.ToolCall call) {
            return AnthropicWire.toolUse(call, object());
        }
        return chunk.content() instanceof Content.Opaque opaque ? new WireJson.Verbatim(opaque.json()) : null;
    }

    private String delta(Chunk chunk) {
        if (chunk.content() instanceof Content.Text) {
            return delta("text_delta", "text", chunk.fragment());
        }
        if (chunk.content() instanceof Content.Thinking) {
            // Where thoughts are not shown, a block holds its signature only.
            return chunk.fragment().isEmpty() ? "" : delta("thinking_delta", "thinking", chunk.fragment());
        }
        if (chunk.content() instanceof Content.ToolCall) {
            String start = chunk.first() ? delta("input_json_delta", "partial_json", "") : "";
            return start + delta("input_json_delta", "partial_json", chunk.fragment());
        }
        return "";
    }

    private String signature(Chunk chunk) {
        String signature = chunk.content() instanceof Content.Thinking ? chunk.signature() : null;
        return signature == null ? "" : delta("signature_delta", "signature", signature);
    }

    private String delta(String type, String field, String fragment) {
        return block("content_block_delta", "delta", object("type", type, field, fragment));
    }

    private String block(String type, @Nullable String field, @Nullable Object value) {
        Map<String, @Nullable Object> data = object("type", type, "index", blocks);
        if (field != null) {
            data.put(field, value);
        }
        return AnthropicWire.event(type, data);
    }

    @Override
    public String finish() {
        return AnthropicWire.event(
                "message_delta",
                object(
                        "type",
                        "message_delta",
                        "delta",
                        AnthropicWire.stop(reply),
                        "usage",
                        AnthropicWire.usage(reply.usage(), reply.usage().output())));
    }

    @Override
    public String mark() {
        return AnthropicWire.event("message_stop", object("type", "message_stop"));
    }

    @Override
    public String ping() {
        return "event: ping\ndata: {\"type\": \"ping\"}\n\n";
    }

    @Override
    public String malformed() {
        return "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":" + blocks + ",\"de\n\n";
    }
}
