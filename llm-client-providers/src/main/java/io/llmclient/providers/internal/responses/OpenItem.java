package io.llmclient.providers.internal.responses;

import io.llmclient.core.http.Deltas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was heard so far of one item while it comes: what its end repeats is not handed on again. */
final class OpenItem {

    private final int index;
    /** The last part of which something was heard; -1 for nothing yet. */
    private int heard = -1;

    boolean refused;

    OpenItem(int index) {
        this.index = index;
    }

    /** A call begins by its name, but not before its id is known. */
    void begin(OutputItem item, Deltas out) {
        if (item.type.equals("function_call") && item.callId != null) {
            out.toolCall(index, item.callId, item.name, null);
        }
    }

    boolean text(int part, String words, Deltas out) {
        out.text(words);
        return heard(part, words);
    }

    boolean refusal(int part, String words, Deltas out) {
        out.refusal(words);
        refused |= !words.isEmpty();
        return heard(part, words);
    }

    /** The parts of a summary are paragraphs. */
    boolean thinking(int part, String words, Deltas out) {
        if (heard >= 0 && part > heard) {
            out.thinking("\n\n");
        }
        out.thinking(words);
        return heard(part, words);
    }

    boolean arguments(String json, Deltas out) {
        if (!json.isEmpty()) {
            out.toolCall(index, null, null, json);
        }
        return heard(0, json);
    }

    /** Whether something was said; if so, this part is known from now on. */
    private boolean heard(int part, String words) {
        heard = words.isEmpty() ? heard : Math.max(heard, part);
        return !words.isEmpty();
    }

    boolean isNew(int part) {
        return part > heard;
    }

    /**
     * Hands out what the item holds beyond what was heard of it, and ends it.
     *
     * @param speaking whether this item was the last that said something
     */
    void end(OutputItem item, boolean speaking, Deltas out) {
        switch (item.type) {
            case "message" -> sign(item.phase, missing(item, out) || speaking, out);
            case "reasoning" -> thought(item, speaking, out);
            case "function_call" -> out.toolCall(index, item.callId, item.name, isNew(0) ? item.arguments : null);
            case "", "null" -> {}
            default -> out.opaque(item.type, item.json);
        }
        out.endPart();
    }

    private boolean missing(OutputItem item, Deltas out) {
        boolean said = false;
        List<OutputItem.Words> parts = item.content;
        for (int part = Math.min(heard, parts.size() - 1) + 1; part < parts.size(); part++) {
            OutputItem.Words words = parts.get(part);
            said |= words.refusal() ? refusal(part, words.text(), out) : text(part, words.text(), out);
        }
        return said;
    }

    /** The phase is a mark of the words, which must be there. */
    private void sign(@Nullable String phase, boolean speaking, Deltas out) {
        if (speaking && !refused) {
            out.sign(phase);
        }
    }

    private void thought(OutputItem item, boolean speaking, Deltas out) {
        boolean said = speaking;
        List<OutputItem.Words> parts = item.thoughts();
        for (int part = heard + 1; part < parts.size(); part++) {
            said |= thinking(part, parts.get(part).text(), out);
        }
        if (item.isWhole()) {
            if (!said) {
                out.endPart(); // the mark is not that of the words before it
            }
            out.sign(item.json);
        }
    }
}
