package io.llmclient.providers.internal.cohere;

import io.llmclient.FinishReason;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.providers.internal.TokenCounts;
import io.llmclient.providers.internal.TokenCounts.Count;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer. A whole answer and an event of a stream have the same fields, of which an event puts some into
 * {@code delta}. Citations are passed over: the library has no word for them.
 */
final class ChatReader implements AnswerReader {

    /**
     * Of the two counts of the wire it is the tokens that the model read and wrote; what is charged, {@code
     * billed_units}, is without the templates around a prompt.
     */
    private static final Map<String, Count> COUNTS = Map.of(
            "tokens", Count.DETAILS,
            "input_tokens", Count.INPUT,
            "output_tokens", Count.OUTPUT,
            "reasoning_tokens", Count.THOUGHTS,
            "cached_tokens", Count.CACHED);

    private final TokenCounts tokens = new TokenCounts(COUNTS);
    private final MessagePiece piece = new MessagePiece();

    /** What the document in hand turns out to be. */
    private String type = "";

    private int index;
    private @Nullable String finish;
    private boolean complaint;

    @Override
    public void whole(JsonCursor in, Deltas out) {
        document("", in, out);
        if (complaint) {
            out.fail();
        } else if (finish != null || piece.saysSomething()) {
            piece.flush(-1, out);
            finish(out);
            out.end();
        }
    }

    /** Fields come in any order, so nothing is handed out before the end of the event. */
    @Override
    public void event(String event, JsonCursor in, Deltas out) {
        document(event, in, out);
        if (complaint) {
            out.fail();
            return;
        }
        if (type.equals("content-start")) {
            out.endPart();
        }
        piece.flush(index, out);
        if (type.equals("content-end") || type.equals("tool-call-end")) {
            out.endPart();
        }
        finish(out);
        if (type.equals("message-end")) {
            out.end();
        }
    }

    private void document(String event, JsonCursor in, Deltas out) {
        type = event;
        index = -1;
        finish = null;
        complaint = false;
        piece.begin();
        // Gateways put errors in brackets.
        if (!in.isArray()) {
            fields(in, out);
        } else if (in.array()) {
            while (in.element()) {
                fields(in, out);
            }
        }
    }

    private void fields(JsonCursor in, Deltas out) {
        if (!in.object()) {
            return;
        }
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "type" -> type = type.isEmpty() ? String.valueOf(in.text()) : type;
                case "id" -> out.id(in);
                case "index" -> index = in.index(-1);
                case "delta" -> fields(in, out);
                case "message" -> message(in);
                case "finish_reason" -> finish = in.text();
                case "usage" -> tokens.read(in, out);
                case "error" -> complaint |= !in.isNull();
                case "error_type" -> complaint = true;
                default -> {}
            }
        }
    }

    /** An error is flat: its words are where an answer has its message. */
    private void message(JsonCursor in) {
        if (in.isText()) {
            complaint = true;
        } else {
            piece.read(in);
        }
    }

    private void finish(Deltas out) {
        if (finish != null) {
            out.finish(reason(finish), finish);
        }
    }

    private static FinishReason reason(String word) {
        return switch (word) {
            case "COMPLETE", "STOP_SEQUENCE" -> FinishReason.STOP;
            // The second is version 1's, as is the toxic one.
            case "MAX_TOKENS", "ERROR_LIMIT" -> FinishReason.LENGTH;
            case "TOOL_CALL" -> FinishReason.TOOL_CALLS;
            case "ERROR_TOXIC" -> FinishReason.CONTENT_FILTER;
            case "ERROR", "TIMEOUT" -> FinishReason.ERROR;
            default -> FinishReason.OTHER;
        };
    }
}
