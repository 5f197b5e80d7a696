package io.llmclient.providers.internal.openai;

import static java.util.Map.entry;

import io.llmclient.FinishReason;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.providers.internal.JsonText;
import io.llmclient.providers.internal.TokenCounts;
import io.llmclient.providers.internal.TokenCounts.Count;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers, with patience for what compatible services do differently. Of several choices only the first counts.
 */
final class ChatReader implements AnswerReader {

    private static final Set<String> GOOD = Set.of("0", "null");
    private static final Set<String> NO_ERROR = Set.of("false", "\"\"", "{}");

    /** Details are at different depths, and under different names, at different services. */
    private static final Map<String, Count> COUNTS = Map.ofEntries(
            entry("prompt_tokens", Count.INPUT),
            entry("completion_tokens", Count.OUTPUT),
            entry("total_tokens", Count.TOTAL),
            entry("prompt_tokens_details", Count.DETAILS),
            entry("completion_tokens_details", Count.DETAILS),
            // In Groq's own place.
            entry("usage", Count.DETAILS),
            entry("cached_tokens", Count.CACHED),
            // DeepSeek's name, and that of Mistral's older servers.
            entry("prompt_cache_hit_tokens", Count.CACHED),
            entry("num_cached_tokens", Count.CACHED),
            entry("cache_write_tokens", Count.WRITTEN),
            // Anthropic's name, behind Databricks and DashScope.
            entry("cache_creation_input_tokens", Count.WRITTEN),
            entry("reasoning_tokens", Count.THOUGHTS));

    private final TokenCounts tokens = new TokenCounts(COUNTS);
    private final ReasoningDetails details = new ReasoningDetails();
    private final ChatPiece piece = new ChatPiece();
    private boolean streamed;
    private boolean refused;

    /**
     * Beside deltas a message repeats what they said (Perplexity); without any it is the answer of a server that does
     * not stream.
     */
    private boolean heard;

    /** What the document in hand turns out to be. */
    private boolean answer;

    private boolean error;
    private boolean complaint;

    @Override
    public void whole(JsonCursor in, Deltas out) {
        document(in, out);
        if (isError()) {
            out.fail();
        } else if (answer) {
            out.end();
        }
    }

    @Override
    public void event(String event, JsonCursor in, Deltas out) {
        streamed = true;
        document(in, out);
        if (isError() || event.equals("error")) {
            out.fail();
        }
    }

    /** Some servers give no reason to finish, or give more thoughts after it. */
    @Override
    public void end(Deltas out) {
        details.flush(out);
    }

    private boolean isError() {
        return error || (complaint && !answer);
    }

    /** Google's servers put errors in brackets. */
    private void document(JsonCursor in, Deltas out) {
        answer = false;
        error = false;
        complaint = false;
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
                case "id" -> out.id(in);
                case "model" -> out.model(in);
                case "choices" -> choices(in, out);
                case "usage", "x_groq" -> tokens.read(in, out);
                case "error" -> error(in);
                // MiniMax answers 200 with a status of its own.
                case "base_resp" -> error |= !GOOD.contains(String.valueOf(JsonText.textOf("status_code", in)));
                // The words of an error that is not wrapped (Cerebras, vLLM, Databricks, FastAPI, Cloudflare).
                case "message", "detail", "errors", "fault" -> complaint |= !in.isNull();
                default -> {}
            }
        }
    }

    private void error(JsonCursor in) {
        String json = in.json();
        error |= json != null && !NO_ERROR.contains(json);
    }

    private void choices(JsonCursor in, Deltas out) {
        if (in.array()) {
            for (int position = 0; in.element(); position++) {
                choice(position, in, out);
            }
        }
    }

    /** The index may come last, so nothing is handed out before the end of the choice. */
    private void choice(int position, JsonCursor in, Deltas out) {
        if (!in.object()) {
            return;
        }
        piece.begin(streamed);
        int index = position;
        String finish = null;
        String whole = null;
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "index" -> index = streamed ? in.index(position) : position;
                case "delta" -> {
                    if (streamed) {
                        piece.read(in);
                    }
                }
                case "message" -> {
                    if (!streamed) {
                        piece.read(in);
                    } else if (!heard) {
                        whole = in.json();
                    }
                }
                case "finish_reason" -> finish = in.text();
                case "usage" -> tokens.read(in, out);
                case "error" -> error(in);
                default -> {}
            }
        }
        if (index == 0) {
            answer = true;
            heard |= piece.saysSomething();
            if (whole != null && finish != null && !heard) {
                piece.begin(false);
                piece.read(JsonText.cursor(whole));
            }
            piece.flush(out, details);
            refused |= piece.isRefusal();
            finish(finish, out);
        }
    }

    /** Some services send an empty reason in every event, so in a stream it is none. */
    private void finish(@Nullable String raw, Deltas out) {
        if (raw == null || (streamed && raw.isEmpty())) {
            return;
        }
        FinishReason reason = reason(raw);
        out.finish(refused && reason == FinishReason.STOP ? FinishReason.CONTENT_FILTER : reason, raw);
    }

    private static FinishReason reason(String raw) {
        return switch (raw) {
            // Together says eos.
            case "stop", "eos" -> FinishReason.STOP;
            // Mistral and Z.ai have names of their own.
            case "length", "model_length", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            // Z.ai says sensitive.
            case "content_filter", "sensitive" -> FinishReason.CONTENT_FILTER;
            // OpenRouter, Z.ai, DeepSeek.
            case "error", "network_error", "insufficient_system_resource" -> FinishReason.ERROR;
            default -> FinishReason.OTHER;
        };
    }
}
