package io.llmclient.providers.internal.ollama;

import io.llmclient.FinishReason;
import io.llmclient.Usage;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.providers.internal.FunctionCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one answer. A whole one and each line of a stream are the same object; a line has a piece of the message. */
final class ChatReader implements AnswerReader {

    private final List<FunctionCall> calls = new ArrayList<>(0);
    private @Nullable String thinking;
    private @Nullable String text;
    private @Nullable String reason;
    private @Nullable Long input;
    private @Nullable Long output;
    private boolean message;
    private boolean done;
    /** What says so is a line of a stream, even where a proxy calls it a whole answer. */
    private boolean unfinished;

    private boolean error;

    @Override
    public void whole(JsonCursor in, Deltas out) {
        event("", in, out);
        if (message && !error && !unfinished) {
            out.end();
        }
    }

    /** Fields come in any order, so nothing is handed out before the end of the line. */
    @Override
    public void event(String event, JsonCursor in, Deltas out) {
        begin();
        fields(in, out);
        if (error) {
            out.fail();
            return;
        }
        out.thinking(thinking);
        out.text(text);
        for (FunctionCall call : calls) {
            // Each comes whole, and servers differ in what they count.
            call.emit(-1, out);
            out.endPart();
        }
        if (done) {
            finish(out);
        }
    }

    private void begin() {
        calls.clear();
        thinking = null;
        text = null;
        reason = null;
        message = false;
        done = false;
        unfinished = false;
        error = false;
    }

    private void fields(JsonCursor in, Deltas out) {
        if (!in.object()) {
            return;
        }
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "model" -> out.model(in);
                case "message" -> message(in);
                case "done" -> {
                    done = in.isTrue();
                    unfinished = !done;
                }
                case "done_reason" -> reason = in.text();
                case "prompt_eval_count" -> input = in.number();
                case "eval_count" -> output = in.number();
                case "error" -> error = !in.isNull();
                default -> {}
            }
        }
    }

    private void message(JsonCursor in) {
        if (!in.object()) {
            return;
        }
        message = true;
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "content" -> text = in.text();
                case "thinking" -> thinking = in.text();
                case "tool_calls" -> FunctionCall.readAll(in, calls);
                default -> {}
            }
        }
    }

    private void finish(Deltas out) {
        if (input != null || output != null) {
            Usage usage = Usage.builder().input(input).output(output).build();
            out.usage(() -> usage);
        }
        out.finish(finishReason(), reason);
        out.end();
    }

    /** Tool calls have no reason of their own: they stop. */
    private FinishReason finishReason() {
        return switch (String.valueOf(reason)) {
            case "stop" -> FinishReason.STOP;
            case "length" -> FinishReason.LENGTH;
            default -> FinishReason.OTHER;
        };
    }
}
