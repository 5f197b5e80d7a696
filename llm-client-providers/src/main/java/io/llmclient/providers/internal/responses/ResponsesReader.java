package io.llmclient.providers.internal.responses;

import io.llmclient.FinishReason;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.providers.internal.JsonText;
import io.llmclient.providers.internal.TokenCounts;
import io.llmclient.providers.internal.TokenCounts.Count;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer. The type of an event is in its data, where it may come last; the name of the event counts only
 * where there is none.
 */
final class ResponsesReader implements AnswerReader {

    private static final Set<String> ENDS = Set.of("completed", "incomplete", "cancelled");
    private static final Set<String> ERRORS = Set.of("error", "response.error", "response.failed");

    private static final Map<String, Count> COUNTS = Map.of(
            "input_tokens", Count.INPUT,
            "output_tokens", Count.OUTPUT,
            "total_tokens", Count.TOTAL,
            "input_tokens_details", Count.DETAILS,
            "output_tokens_details", Count.DETAILS,
            "cached_tokens", Count.CACHED,
            "cache_write_tokens", Count.WRITTEN,
            "reasoning_tokens", Count.THOUGHTS);

    private final TokenCounts tokens = new TokenCounts(COUNTS);
    private final Map<Integer, OpenItem> items = new HashMap<>();
    /** The item that said something last. */
    private @Nullable OpenItem speaker;

    private boolean refused;
    private int last;

    private boolean failed;
    private boolean answer;
    /** What the document in hand says of the answer; null for nothing. */
    private @Nullable String status;

    private @Nullable String shortfall;

    @Override
    public void whole(JsonCursor in, Deltas out) {
        if (in.isArray() && in.array()) { // errors of some servers
            while (in.element()) {
                whole(in, out);
            }
            return;
        }
        response(in, out);
        if (failed) {
            out.fail();
        } else if (answer) {
            finish(status, out);
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
            fields(event, in, out);
        }
    }

    private void fields(String event, JsonCursor in, Deltas out) {
        String type = null;
        String delta = null;
        String whole = null;
        OutputItem item = null;
        int index = -1;
        int part = 0;
        status = null;
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "type" -> type = in.text();
                case "output_index" -> index = in.index(index);
                case "content_index", "summary_index" -> part = in.index(0);
                case "delta" -> delta = in.text();
                case "text", "refusal", "arguments" -> whole = in.text();
                case "item" -> item = OutputItem.read(in);
                case "response" -> response(in, out);
                case "error" -> failed |= !in.isNull();
                default -> {}
            }
        }
        type = type == null ? event : type;
        if (failed || ERRORS.contains(type) || event.equals("error")) {
            out.fail();
        } else if (item != null) {
            item(type, index, item, out);
        } else if (delta != null || whole != null) {
            words(type, index < 0 ? last : index, part, delta, whole, out);
        } else {
            end(type, out);
        }
    }

    private void item(String type, int index, OutputItem item, Deltas out) {
        if (type.equals("response.output_item.added")) {
            last = index < 0 ? items.size() : index;
            open(last).begin(item, out);
        } else if (type.equals("response.output_item.done")) {
            end(index < 0 ? last : index, item, out);
        }
    }

    private void end(int index, OutputItem item, Deltas out) {
        OpenItem open = open(index);
        open.end(item, speaker == open, out);
        refused |= open.refused;
        speaker = null;
    }

    private OpenItem open(int index) {
        return items.computeIfAbsent(index, OpenItem::new);
    }

    private void words(String type, int index, int part, @Nullable String delta, @Nullable String whole, Deltas out) {
        OpenItem item = open(index);
        String words = delta != null ? delta : item.isNew(part) && whole != null ? whole : "";
        boolean spoken = switch (type) {
            case "response.output_text.delta", "response.output_text.done" -> item.text(part, words, out);
            case "response.refusal.delta", "response.refusal.done" -> item.refusal(part, words, out);
            case "response.reasoning_summary_text.delta",
                    "response.reasoning_summary_text.done",
                    "response.reasoning_text.delta",
                    "response.reasoning_text.done" -> item.thinking(part, words, out);
            case "response.function_call_arguments.delta", "response.function_call_arguments.done" ->
                item.arguments(words, out);
            default -> false;
        };
        speaker = spoken ? item : speaker;
    }

    /** Reads a response: the answer, or how far it is. */
    private void response(JsonCursor in, Deltas out) {
        if (!in.object()) {
            return;
        }
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "id" -> out.id(in);
                case "model" -> out.model(in);
                case "status" -> status = in.text();
                case "incomplete_details" -> shortfall = JsonText.textOf("reason", in);
                case "error" -> failed |= !in.isNull();
                case "usage" -> tokens.read(in, out);
                case "output" -> output(in, out);
                default -> {}
            }
        }
        failed |= "failed".equals(status);
        answer |= status != null;
    }

    /** The whole output. At the end of a stream it repeats what came before, unless nothing came. */
    private void output(JsonCursor in, Deltas out) {
        if (in.array()) {
            answer = true;
            for (int index = 0; in.element(); index++) {
                if (!items.containsKey(index)) {
                    end(index, OutputItem.read(in), out);
                }
            }
        }
    }

    private void end(String type, Deltas out) {
        String end = status != null || !type.startsWith("response.") ? status : type.substring("response.".length());
        if (end != null && ENDS.contains(end)) {
            finish(end, out);
            out.end();
        }
    }

    private void finish(@Nullable String end, Deltas out) {
        boolean cut = "incomplete".equals(end) && shortfall != null;
        out.finish(reason(end), cut ? shortfall : end);
    }

    private FinishReason reason(@Nullable String end) {
        if (end == null || end.equals("completed")) {
            return refused ? FinishReason.CONTENT_FILTER : FinishReason.STOP;
        }
        return switch (end.equals("incomplete") ? String.valueOf(shortfall) : end) {
            // The second is an older name.
            case "max_output_tokens", "max_tokens" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }
}
