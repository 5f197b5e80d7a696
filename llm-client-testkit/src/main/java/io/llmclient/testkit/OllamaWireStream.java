package io.llmclient.testkit;

import io.llmclient.Content;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A streamed answer in lines: pieces of words, tool calls whole, and a last line with the reason and the counts. */
final class OllamaWireStream implements WireStream {

    private final WireAsk ask;
    private final Reply reply;
    private int calls;

    OllamaWireStream(WireAsk ask, Reply reply) {
        this.ask = ask;
        this.reply = reply;
    }

    @Override
    public String opening() {
        return "";
    }

    @Override
    public String event(Chunk chunk) {
        if (chunk.content() instanceof Content.ToolCall call) {
            return chunk.last() ? toolCall(call) : "";
        }
        if (chunk.content() instanceof Content.Thinking) {
            Map<String, @Nullable Object> message = OllamaWire.message("");
            message.put("thinking", chunk.fragment());
            return line(message);
        }
        return chunk.content() instanceof Content.Opaque ? "" : line(OllamaWire.message(chunk.fragment()));
    }

    private String toolCall(Content.ToolCall call) {
        Map<String, @Nullable Object> message = OllamaWire.message("");
        message.put("tool_calls", List.of(OllamaWire.toolCall(call, calls++)));
        return line(message);
    }

    private String line(Map<String, @Nullable Object> message) {
        return WireJson.write(OllamaWire.line(ask, reply, message)) + "\n";
    }

    @Override
    public String finish() {
        return WireJson.write(OllamaWire.last(ask, reply, OllamaWire.message(""))) + "\n";
    }

    /** The last line ends it. */
    @Override
    public String mark() {
        return "";
    }

    @Override
    public String ping() {
        return "\n";
    }

    @Override
    public String malformed() {
        return "{\"model\":\"" + ask.model() + "\",\"message\":{\"role\":\"assistant\",\"con\n";
    }
}
