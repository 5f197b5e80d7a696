package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import io.llmclient.Content;
import io.llmclient.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cohere's chat, version 2. Its answers name no model, and its errors are flat. A thought that is signed
 * {@value #PLAN} is told in that field.
 */
final class CohereWire implements WireDialect {

    static final String PLAN = "tool_plan";

    private static final String TRIAL_KEY = "You are using a Trial key, which is limited to %s. You can continue to use"
            + " the Trial key for free or upgrade to a Production key with higher rate limits at"
            + " 'https://dashboard.cohere.com/api-keys'.";

    @Override
    public String provider() {
        return "cohere";
    }

    @Override
    public String basePath() {
        return "";
    }

    @Override
    public WireAsk read(HttpMessage request, String requestId) {
        Map<String, @Nullable Object> body = WireJsonReader.readObject(request.body());
        String model = body != null && body.get("model") instanceof String name ? name : null;
        boolean streaming = body != null && Boolean.TRUE.equals(body.get("stream"));
        boolean prefilled = WireAsk.endsWith("assistant", "messages", body);
        return new WireAsk(model, streaming, true, prefilled, refusal(request, body, requestId));
    }

    private static @Nullable WireError refusal(
            HttpMessage request, @Nullable Map<String, @Nullable Object> body, String requestId) {
        if (!request.method().equals("POST") || !request.target().equals("/v2/chat")) {
            return error(404, "404 page not found", requestId);
        }
        String authorization = request.header("authorization");
        if (authorization == null || !authorization.matches("Bearer \\S+")) {
            return error(401, "no api key supplied", requestId);
        }
        if (body == null) {
            return error(400, "invalid request: the body is not valid JSON", requestId);
        }
        if (!(body.get("model") instanceof String)) {
            return error(400, "invalid request: model is required", requestId);
        }
        if (!(body.get("messages") instanceof List<?> messages) || messages.isEmpty()) {
            return error(400, "invalid request: messages must not be empty", requestId);
        }
        if (body.get("tool_choice") != null
                && !List.of("REQUIRED", "NONE").contains(String.valueOf(body.get("tool_choice")))) {
            return error(400, "invalid request: tool_choice must be one of REQUIRED, NONE", requestId);
        }
        String problem = ChatConversation.problemAtCohere(messages);
        return problem == null ? null : error(400, "invalid request: " + problem, requestId);
    }

    private static WireError error(int status, String message, String requestId) {
        return new WireError(status, object("id", requestId, "message", message));
    }

    @Override
    public Map<String, String> headers(String requestId, int status) {
        return Map.of("x-debug-trace-id", requestId);
    }

    @Override
    public String contentType(boolean streaming) {
        return streaming ? "text/event-stream" : "application/json";
    }

    @Override
    public Map<String, @Nullable Object> answer(WireAsk ask, Reply reply, String answerId) {
        List<Map<String, @Nullable Object>> content = new ArrayList<>();
        List<Map<String, @Nullable Object>> calls = new ArrayList<>();
        Map<String, @Nullable Object> message = object("role", "assistant");
        for (Content part : reply.parts("cohere.chat", String.valueOf(ask.model()))) {
            if (part instanceof Content.Thinking plan && isPlan(plan)) {
                message.put(PLAN, plan.text());
            } else if (part instanceof Content.Thinking thinking) {
                content.add(object("type", "thinking", "thinking", thinking.text()));
            } else if (part instanceof Content.Text text) {
                content.add(object("type", "text", "text", text.text()));
            } else if (part instanceof Content.Refusal refusal) {
                content.add(object("type", "text", "text", refusal.text()));
            } else if (part instanceof Content.ToolCall call) {
                calls.add(OpenAiWire.toolCall(call, call.arguments()));
            }
        }
        if (!content.isEmpty()) {
            message.put("content", content);
        }
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        Map<String, @Nullable Object> answer = object("id", id(reply, answerId), "message", message);
        answer.putAll(end(reply));
        return answer;
    }

    static boolean isPlan(Content.Thinking thought) {
        return thought.origin() != null && PLAN.equals(thought.origin().signature());
    }

    static String id(Reply reply, String answerId) {
        return reply.id() != null ? reply.id() : answerId;
    }

    /** Why the answer ends, and what it took. */
    static Map<String, @Nullable Object> end(Reply reply) {
        String reason = switch (reply.finishReason()) {
            case STOP -> "COMPLETE";
            case LENGTH -> "MAX_TOKENS";
            case TOOL_CALLS -> "TOOL_CALL";
            case CONTENT_FILTER -> "ERROR_TOXIC";
            case ERROR -> "ERROR";
            case OTHER -> "USER_CANCEL";
        };
        return object("finish_reason", reason, "usage", usage(reply.usage()));
    }

    /** What is charged for is less than what the model read. */
    private static @Nullable Map<String, @Nullable Object> usage(Usage usage) {
        if (usage.input() == null && usage.output() == null) {
            return null;
        }
        Map<String, @Nullable Object> tokens = object(
                "input_tokens", usage.input(), "output_tokens", usage.output(), "reasoning_tokens", usage.reasoning());
        Map<String, @Nullable Object> all = object(
                "billed_units",
                object("input_tokens", 1L, "output_tokens", 1L),
                "tokens",
                tokens,
                "cached_tokens",
                usage.cachedInput());
        tokens.values().removeIf(value -> value == null);
        all.values().removeIf(value -> value == null);
        return all;
    }

    @Override
    public WireStream stream(WireAsk ask, Reply reply, String answerId) {
        return new CohereWireStream(reply, answerId);
    }

    @Override
    public WireError error(WireAsk ask, Fault fault, String requestId) {
        return switch (fault.type()) {
            case RATE_LIMITED -> error(429, String.format(TRIAL_KEY, "20 API calls / minute") + hint(fault), requestId);
            case QUOTA_EXHAUSTED -> error(429, String.format(TRIAL_KEY, "1000 API calls / month"), requestId);
            case OVERLOADED -> error(503, "the service is overloaded, please retry" + hint(fault), requestId);
            case UNAUTHORIZED ->
                error(
                        401,
                        "Incorrect API key provided: ****. You can find your API key at https://dashboard.cohere.com/api-keys.",
                        requestId);
            case PERMISSION_DENIED -> error(403, "your organisation has no access to this model", requestId);
            case MODEL_NOT_FOUND ->
                error(404, "model '" + ask.model() + "' not found, make sure the correct model ID was used", requestId);
            case CONTEXT_TOO_LONG -> {
                WireError error = error(400, "too many tokens: size limit exceeded by 809 tokens.", requestId);
                error.body().put("error_type", "TOO_MANY_TOKENS");
                yield error;
            }
            case REQUEST_TOO_LARGE -> error(413, "the request body is too large", requestId);
            case CONTENT_FILTERED -> error(498, "the request contains a deny-listed token", requestId);
            default -> error(fault.status() == null ? 500 : fault.status(), fault.message() + hint(fault), requestId);
        };
    }

    private static String hint(Fault fault) {
        return WireHints.inWords(fault, "Please try again in");
    }

    @Override
    public String errorEvent(Map<String, @Nullable Object> body) {
        return CohereWireStream.event(
                "message-end", null, object("finish_reason", "ERROR", "error", body.get("message")));
    }
}
