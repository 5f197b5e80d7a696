package io.llmclient.providers.internal.gemini;

import io.llmclient.FinishReason;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.providers.internal.JsonText;
import io.llmclient.providers.internal.TokenCounts;
import io.llmclient.providers.internal.TokenCounts.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one answer; whole answers and the events of a stream look the same. */
final class GeminiReader implements AnswerReader {

    /** What its tools read is beside the prompt, and thoughts are beside the candidates. */
    private static final Map<String, Count> COUNTS = Map.of(
            "promptTokenCount", Count.INPUT,
            "toolUsePromptTokenCount", Count.TOOL_INPUT,
            "candidatesTokenCount", Count.OUTPUT,
            "thoughtsTokenCount", Count.THOUGHTS_BESIDE,
            "cachedContentTokenCount", Count.CACHED,
            "totalTokenCount", Count.TOTAL);

    private int calls;
    private boolean answered;
    private boolean finished;
    private final TokenCounts tokens = new TokenCounts(COUNTS);
    private final List<AnswerPart> parts = new ArrayList<>(1);

    /** An array is a stream that was sent in one piece, or an error in brackets. */
    @Override
    public void whole(JsonCursor in, Deltas out) {
        boolean one = !in.isArray();
        chunks(in, out);
        if (one && answered) {
            out.end();
        }
    }

    @Override
    public void event(String event, JsonCursor in, Deltas out) {
        chunks(in, out);
    }

    private void chunks(JsonCursor in, Deltas out) {
        if (!in.isArray()) {
            chunk(in, out);
        } else if (in.array()) {
            while (in.element()) {
                chunk(in, out);
            }
        }
    }

    private void chunk(JsonCursor in, Deltas out) {
        if (!in.object()) {
            return;
        }
        String blockReason = null;
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "candidates" -> candidates(in, out);
                case "promptFeedback" -> blockReason = JsonText.textOf("blockReason", in);
                case "usageMetadata" -> tokens.read(in, out);
                case "modelVersion" -> out.model(in);
                case "responseId" -> out.id(in);
                case "error" -> error(in, out);
                default -> {}
            }
        }
        if (blockReason != null && !finished) {
            out.finish(FinishReason.CONTENT_FILTER, blockReason);
        }
    }

    private static void error(JsonCursor in, Deltas out) {
        if (!in.isNull()) {
            out.fail();
        }
    }

    private void candidates(JsonCursor in, Deltas out) {
        if (in.array()) {
            while (in.element()) {
                candidate(in, out);
            }
        }
    }

    /**
     * The parts wait for the index, which comes after them; only the first candidate counts, whose index may be
     * missing.
     */
    private void candidate(JsonCursor in, Deltas out) {
        if (!in.object()) {
            return;
        }
        parts.clear();
        String finishReason = null;
        int index = 0;
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "content" -> content(in);
                case "finishReason" -> finishReason = in.text();
                case "index" -> index = in.index(0);
                default -> {}
            }
        }
        if (index == 0) {
            emit(finishReason, out);
        }
    }

    private void content(JsonCursor in) {
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                if (name.equals("parts") && in.array()) {
                    while (in.element()) {
                        parts.add(AnswerPart.read(in));
                    }
                }
            }
        }
    }

    private void emit(@Nullable String finishReason, Deltas out) {
        for (int i = 0; i < parts.size(); i++) {
            answered = true;
            calls += parts.get(i).emit(out, calls);
        }
        if (finishReason != null) {
            finished = true;
            out.finish(reason(finishReason), finishReason);
        }
    }

    /** An open list. Some front ends send the numbers of the first words. */
    private static FinishReason reason(String raw) {
        return switch (raw) {
            case "STOP", "1" -> FinishReason.STOP;
            case "MAX_TOKENS", "2" -> FinishReason.LENGTH;
            case "SAFETY", "3", "RECITATION", "4", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR" ->
                FinishReason.CONTENT_FILTER;
            case "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION" -> FinishReason.CONTENT_FILTER;
            case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS" -> FinishReason.ERROR;
            case "NO_IMAGE", "MISSING_THOUGHT_SIGNATURE", "MALFORMED_RESPONSE" -> FinishReason.ERROR;
            default -> FinishReason.OTHER;
        };
    }
}
