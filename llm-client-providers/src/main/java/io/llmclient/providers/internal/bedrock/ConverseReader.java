package io.llmclient.providers.internal.bedrock;

import io.llmclient.FinishReason;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.providers.internal.JsonText;
import io.llmclient.providers.internal.TokenCounts;
import io.llmclient.providers.internal.TokenCounts.Count;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one answer. It goes by the names of fields, each of which means the same wherever it is. */
final class ConverseReader implements AnswerReader {

    /** The type of a call that the provider makes itself; its results have types of their own. */
    private static final String RUN_BY_PROVIDER = "server_tool_use";

    /** The wire's input tokens are without those that the cache took part in; thoughts are not told apart. */
    private static final Map<String, Count> COUNTS = Map.of(
            "inputTokens", Count.INPUT,
            "outputTokens", Count.OUTPUT,
            "totalTokens", Count.TOTAL,
            "cacheReadInputTokens", Count.CACHED_BESIDE,
            "cacheWriteInputTokens", Count.WRITTEN_BESIDE);

    private final TokenCounts tokens = new TokenCounts(COUNTS);

    /** Of the block in progress; blocks come one after the other. */
    private int index;

    private @Nullable OwnBlock own;
    private boolean finished;

    @Override
    public void whole(JsonCursor in, Deltas out) {
        answer(in, out);
        if (finished) {
            out.end();
        }
    }

    private void answer(JsonCursor in, Deltas out) {
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                switch (name) {
                    case "output", "message" -> answer(in, out);
                    case "content" -> content(in, out);
                    default -> field(name, in, out);
                }
            }
        }
    }

    private void content(JsonCursor in, Deltas out) {
        if (in.array()) {
            while (in.element()) {
                block(in, out);
                endBlock(out);
                index++;
            }
        }
    }

    /** What tells the tokens comes last, behind the reason to stop. */
    @Override
    public void event(String event, JsonCursor in, Deltas out) {
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                switch (name) {
                    case "contentBlockIndex" -> index = in.index(index);
                    case "start", "delta" -> block(in, out);
                    default -> field(name, in, out);
                }
            }
        }
        if (event.equals("contentBlockStop")) {
            endBlock(out);
        } else if (event.equals("metadata") && finished) {
            out.end();
        }
    }

    private void field(String name, JsonCursor in, Deltas out) {
        switch (name) {
            case "stopReason" -> finish(in.text(), out);
            case "usage" -> tokens.read(in, out);
            case "__type" -> out.fail();
            default -> {}
        }
    }

    /** A block, its begin, or more of it: an object of one field, whose name is its kind. */
    private void block(JsonCursor in, Deltas out) {
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                switch (name) {
                    case "text" -> out.text(in.text());
                    case "reasoningContent" -> reasoning(in, out);
                    case "toolUse" -> toolUse(in, out);
                    case "citationsContent" -> citedTexts(in, out);
                    default -> own(name, in);
                }
            }
        }
    }

    private void citedTexts(JsonCursor in, Deltas out) {
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                if (name.equals("content") && in.array()) {
                    while (in.element()) {
                        block(in, out);
                    }
                }
            }
        }
    }

    private void own(String kind, JsonCursor in) {
        if (own != null) {
            own.addContent(in);
        } else if (OwnBlock.KINDS.contains(kind)) {
            own = OwnBlock.read(kind, in);
        }
    }

    private void toolUse(JsonCursor in, Deltas out) {
        String id = null;
        String name = null;
        String type = null;
        String input = null;
        if (in.object()) {
            for (String field; (field = in.name()) != null; ) {
                switch (field) {
                    case "toolUseId" -> id = in.text();
                    case "name" -> name = in.text();
                    case "type" -> type = in.text();
                    case "input" -> input = in.isText() ? in.text() : in.json();
                    default -> {}
                }
            }
        }
        if (RUN_BY_PROVIDER.equals(type)) {
            own = OwnBlock.toolUse(id, name, RUN_BY_PROVIDER, input);
        } else if (own != null) {
            own.addInput(input);
        } else {
            out.toolCall(index, id, name, input);
        }
    }

    /** Thoughts, in one more object where they come whole. */
    private static void reasoning(JsonCursor in, Deltas out) {
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                switch (name) {
                    case "text" -> out.thinking(in.text());
                    case "signature" -> out.sign(in.text());
                    case "reasoningText" -> reasoning(in, out);
                    case "redactedContent" -> redacted(in.text(), out);
                    default -> {}
                }
            }
        }
    }

    private static void redacted(@Nullable String base64, Deltas out) {
        if (base64 != null) {
            out.opaque(
                    "redacted_thinking",
                    "{\"reasoningContent\":{\"redactedContent\":" + JsonText.quoted(base64) + "}}");
        }
    }

    private void endBlock(Deltas out) {
        if (own != null) {
            own.end(out);
            own = null;
        }
        out.endPart();
    }

    private void finish(@Nullable String word, Deltas out) {
        if (word != null) {
            finished = true;
            out.finish(reason(word), word);
        }
    }

    private static FinishReason reason(String word) {
        return switch (word) {
            case "end_turn", "stop_sequence" -> FinishReason.STOP;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "guardrail_intervened", "content_filtered" -> FinishReason.CONTENT_FILTER;
            case "malformed_model_output", "malformed_tool_use" -> FinishReason.ERROR;
            default -> FinishReason.OTHER;
        };
    }
}
