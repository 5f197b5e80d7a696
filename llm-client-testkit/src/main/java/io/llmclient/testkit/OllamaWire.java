package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import io.llmclient.Content;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ollama's own chat API, which streams one JSON document a line. Its answers have no id and tell two counts of tokens;
 * its errors are one text. A local server asks for no key, and neither does this one.
 */
final class OllamaWire implements WireDialect {

    @Override
    public String provider() {
        return "ollama";
    }

    @Override
    public String basePath() {
        return "";
    }

    /** Streams unless it is told not to. */
    @Override
    public WireAsk read(HttpMessage request, String requestId) {
        Map<String, @Nullable Object> body = WireJsonReader.readObject(request.body());
        String model = body != null && body.get("model") instanceof String name ? name : null;
        boolean streaming = body != null && !Boolean.FALSE.equals(body.get("stream"));
        boolean prefilled = WireAsk.endsWith("assistant", "messages", body);
        return new WireAsk(model, streaming, true, prefilled, refusal(request, body));
    }

    private static @Nullable WireError refusal(HttpMessage request, @Nullable Map<String, @Nullable Object> body) {
        if (!request.method().equals("POST") || !request.target().equals("/api/chat")) {
            return error(404, "404 page not found");
        }
        if (body == null) {
            return error(400, "missing request body");
        }
        if (!(body.get("model") instanceof String)) {
            return error(400, "model is required");
        }
        if (!(body.get("messages") instanceof List<?> messages) || messages.isEmpty()) {
            return error(400, "messages are required, or the model would only be loaded");
        }
        return ToolPairing.objects(messages).stream().allMatch(OllamaWire::isReadable)
                ? null
                : error(400, "json: cannot unmarshal into Go struct field ChatRequest.messages of type api.Message");
    }

    /** Any order will do, but contents are strings, and arguments objects. */
    private static boolean isReadable(Map<?, ?> message) {
        return (message.get("content") == null || message.get("content") instanceof String)
                && ToolPairing.objects(message.get("tool_calls")).stream()
                        .allMatch(call -> call.get("function") instanceof Map<?, ?> function
                                && function.get("arguments") instanceof Map<?, ?>);
    }

    private static WireError error(int status, String message) {
        return new WireError(status, object("error", message));
    }

    @Override
    public Map<String, String> headers(String requestId, int status) {
        return Map.of();
    }

    @Override
    public String contentType(boolean streaming) {
        return streaming ? "application/x-ndjson" : "application/json; charset=utf-8";
    }

    @Override
    public Map<String, @Nullable Object> answer(WireAsk ask, Reply reply, String answerId) {
        Map<String, @Nullable Object> message = message("");
        List<Map<String, @Nullable Object>> calls = new ArrayList<>();
        for (Content part : reply.parts("ollama.chat", String.valueOf(ask.model()))) {
            if (part instanceof Content.Thinking thinking) {
                message.merge("thinking", thinking.text(), OllamaWire::join);
            } else if (part instanceof Content.Text text) {
                message.merge("content", text.text(), OllamaWire::join);
            } else if (part instanceof Content.Refusal refusal) {
                message.merge("content", refusal.text(), OllamaWire::join);
            } else if (part instanceof Content.ToolCall call) {
                calls.add(toolCall(call, calls.size()));
            }
        }
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        return last(ask, reply, message);
    }

    private static Object join(Object before, Object more) {
        return before.toString() + more;
    }

    static Map<String, @Nullable Object> message(String content) {
        return object("role", "assistant", "content", content);
    }

    static Map<String, @Nullable Object> toolCall(Content.ToolCall call, int index) {
        return object(
                "id",
                call.id(),
                "function",
                object("index", index, "name", call.name(), "arguments", new WireJson.Verbatim(call.arguments())));
    }

    static Map<String, @Nullable Object> line(WireAsk ask, Reply reply, Map<String, @Nullable Object> message) {
        return object(
                "model",
                reply.model() != null ? reply.model() : ask.model(),
                "created_at",
                "2026-11-20T12:00:00.123456789Z",
                "message",
                message,
                "done",
                false);
    }

    /** A whole answer, or the line that ends a stream. */
    static Map<String, @Nullable Object> last(WireAsk ask, Reply reply, Map<String, @Nullable Object> message) {
        Map<String, @Nullable Object> last = new LinkedHashMap<>(line(ask, reply, message));
        last.put("done", true);
        last.put(
                "done_reason",
                switch (reply.finishReason()) {
                    case LENGTH -> "length";
                    case OTHER -> "load";
                    default -> "stop";
                });
        last.put("total_duration", 174_560_334L);
        last.put("prompt_eval_count", reply.usage().input());
        last.put("eval_count", reply.usage().output());
        last.values().removeIf(value -> value == null);
        return last;
    }

    @Override
    public WireStream stream(WireAsk ask, Reply reply, String answerId) {
        return new OllamaWireStream(ask, reply);
    }

    @Override
    public WireError error(WireAsk ask, Fault fault, String requestId) {
        return switch (fault.type()) {
            case RATE_LIMITED -> error(429, "too many requests" + hint(fault));
            case QUOTA_EXHAUSTED -> error(402, "payment required: your plan is used up");
            case OVERLOADED ->
                error(503, "server busy, please try again. maximum pending requests exceeded" + hint(fault));
            case UNAUTHORIZED -> {
                WireError error = error(401, "unauthorized");
                error.body().put("signin_url", "https://ollama.com/connect");
                yield error;
            }
            case PERMISSION_DENIED -> error(403, "this model requires a subscription");
            case MODEL_NOT_FOUND -> error(404, "model \"" + ask.model() + "\" not found, try pulling it first");
            case CONTEXT_TOO_LONG -> error(400, "prompt too long; exceeded max context length by 809 tokens");
            case REQUEST_TOO_LARGE -> error(413, "http: request body too large");
            case CONTENT_FILTERED -> error(400, "the prompt was rejected by the content policy");
            default -> error(fault.status() == null ? 500 : fault.status(), fault.message() + hint(fault));
        };
    }

    private static String hint(Fault fault) {
        return WireHints.inWords(fault, "Please try again in");
    }

    @Override
    public String errorEvent(Map<String, @Nullable Object> body) {
        return WireJson.write(body) + "\n";
    }
}
