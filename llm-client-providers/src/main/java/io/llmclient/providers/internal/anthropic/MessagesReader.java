package io.llmclient.providers.internal.anthropic;

import io.llmclient.FinishReason;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.providers.internal.TokenCounts;
import io.llmclient.providers.internal.TokenCounts.Count;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer. It goes by the names of fields rather than by types of events: each field means the same wherever
 * it is, and what is new is passed over.
 */
final class MessagesReader implements AnswerReader {

    /** The names of events say their types; where they have none, or others, the field does. */
    private static final Set<String> EVENTS = Set.of(
            "message_start",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop",
            "ping",
            "error");

    /** The wire's input tokens are without those that the cache took part in. */
    private static final Map<String, Count> COUNTS = Map.of(
            "input_tokens", Count.INPUT,
            "output_tokens", Count.OUTPUT,
            "cache_read_input_tokens", Count.CACHED_BESIDE,
            "cache_creation_input_tokens", Count.WRITTEN_BESIDE,
            "output_tokens_details", Count.DETAILS,
            "thinking_tokens", Count.THOUGHTS);

    private final TokenCounts tokens = new TokenCounts(COUNTS);
    /** The block in progress; blocks come one after the other. */
    private @Nullable OpenBlock block;

    private int blocks;

    /** Google's servers put errors in brackets. */
    @Override
    public void whole(JsonCursor in, Deltas out) {
        if (in.isArray() && in.array()) {
            while (in.element()) {
                whole(in, out);
            }
        } else if (readMessage(in, out)) {
            out.end();
        }
    }

    @Override
    public void event(String event, JsonCursor in, Deltas out) {
        if (in.isArray() && in.array()) {
            while (in.element()) {
                event(event, in, out);
            }
        } else if (in.object()) {
            readEvent(event, in, out);
        }
    }

    private void readEvent(String event, JsonCursor in, Deltas out) {
        String type = event;
        int index = blocks;
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "type" -> type = EVENTS.contains(event) ? event : String.valueOf(in.text());
                case "index" -> index = in.index(index);
                case "message" -> readMessage(in, out);
                // Only a whole message, of a server that does not stream, has content here.
                case "content" -> readContent(in, out);
                case "content_block" -> begin(index, in, out);
                case "delta" -> readDelta(index, in, out);
                case "usage" -> tokens.readMore(in, out);
                case "error" -> type = in.isNull() ? type : name;
                default -> readField(name, in, out);
            }
        }
        endEvent(type, out);
    }

    private void endEvent(String type, Deltas out) {
        switch (type) {
            case "content_block_stop" -> endBlock(out);
            case "message_stop" -> {
                endBlock(out);
                out.end();
            }
            case "error" -> out.fail();
            default -> {}
        }
    }

    /** Reads a whole message, or the empty one that a stream starts with; returns whether it had content. */
    private boolean readMessage(JsonCursor in, Deltas out) {
        boolean content = false;
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                switch (name) {
                    case "content" -> content = readContent(in, out);
                    case "usage" -> tokens.readMore(in, out);
                    case "error" -> failUnlessNull(in, out);
                    default -> readField(name, in, out);
                }
            }
        }
        return content;
    }

    private void readField(String name, JsonCursor in, Deltas out) {
        switch (name) {
            case "id" -> out.id(in);
            case "model" -> out.model(in);
            case "stop_reason" -> finish(in.text(), out);
            default -> {}
        }
    }

    private boolean readContent(JsonCursor in, Deltas out) {
        if (!in.array()) {
            return false;
        }
        while (in.element()) {
            begin(blocks, in, out);
            endBlock(out);
        }
        return true;
    }

    private void begin(int index, JsonCursor in, Deltas out) {
        endBlock(out);
        block = new OpenBlock(index, "");
        blocks = index + 1;
        block.start(in, out);
    }

    private void endBlock(Deltas out) {
        if (block != null) {
            block.end(out);
            block = null;
        }
    }

    private void readDelta(int index, JsonCursor in, Deltas out) {
        if (!in.object()) {
            return;
        }
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "type" -> {}
                case "stop_reason" -> finish(in.text(), out);
                default -> openBlock(index).add(name, in, out);
            }
        }
    }

    /** The block in progress; where its start is missing, one of a kind that is handed on as it comes. */
    private OpenBlock openBlock(int index) {
        if (block == null) {
            block = new OpenBlock(index, "text");
        }
        return block;
    }

    private static void failUnlessNull(JsonCursor in, Deltas out) {
        if (!in.isNull()) {
            out.fail();
        }
    }

    private void finish(@Nullable String word, Deltas out) {
        if (word != null && !word.isEmpty()) {
            endBlock(out);
            out.finish(reason(word), word);
        }
    }

    private static FinishReason reason(String word) {
        return switch (word) {
            case "end_turn", "stop_sequence" -> FinishReason.STOP;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }
}
