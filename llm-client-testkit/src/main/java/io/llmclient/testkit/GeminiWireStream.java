package io.llmclient.testkit;

import io.llmclient.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A streamed answer in chunks of one shape, each with usage so far; the last has the finish reason. No mark ends it,
 * and lines end in CRLF.
 */
final class GeminiWireStream implements WireStream {

    private final WireAsk ask;
    private final Reply reply;
    private final String answerId;
    private int told;

    GeminiWireStream(WireAsk ask, Reply reply, String answerId) {
        this.ask = ask;
        this.reply = reply;
        this.answerId = answerId;
    }

    @Override
    public String opening() {
        return "";
    }

    @Override
    public String event(Chunk chunk) {
        told++;
        Object part = GeminiWire.part(piece(chunk), chunk.last() ? chunk.signature() : null);
        // A function call comes whole, in one part.
        boolean waits = chunk.content() instanceof Content.ToolCall && !chunk.last();
        return part == null || waits ? "" : event(List.of(part), false);
    }

    private static Content piece(Chunk chunk) {
        if (chunk.content() instanceof Content.Text) {
            return Content.text(chunk.fragment());
        }
        if (chunk.content() instanceof Content.Thinking thinking) {
            return new Content.Thinking(chunk.fragment(), thinking.origin());
        }
        return chunk.content();
    }

    @Override
    public String finish() {
        return event(List.of(GeminiWire.part(Content.text(""), null)), true);
    }

    private String event(List<@Nullable Object> parts, boolean last) {
        return GeminiWire.event(GeminiWire.response(ask, reply, answerId, List.copyOf(parts), last, outputSoFar(last)));
    }

    private @Nullable Long outputSoFar(boolean last) {
        Long output = reply.usage().output();
        return last || output == null
                ? output
                : Long.valueOf(output * told / (reply.chunks().size() + 1));
    }

    @Override
    public String mark() {
        return "";
    }

    @Override
    public String ping() {
        return ": ping\r\n\r\n";
    }

    @Override
    public String malformed() {
        return "data: {\"candidates\": [{\"content\": {\"par\r\n\r\n";
    }
}
