package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import io.llmclient.Content;
import io.llmclient.FinishReason;
import io.llmclient.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** OpenAI chat completions, and whoever speaks like it, Azure with its key and paths among them. */
final class OpenAiWire implements WireDialect {

    static final String DONE = "data: [DONE]\n\n";

    /** OpenAI's own, and both of Azure's. */
    private static final String TARGET =
            "(?:(?:/openai)?/v1|/openai/deployments/[^/?]+)/chat/completions(?:\\?api-version=[\\w.-]+)?";

    private final boolean wantsJsonNamed;

    OpenAiWire() {
        this(true);
    }

    /** @param wantsJsonNamed whether its JSON mode is refused where no message speaks of JSON */
    OpenAiWire(boolean wantsJsonNamed) {
        this.wantsJsonNamed = wantsJsonNamed;
    }

    @Override
    public String provider() {
        return "openai";
    }

    @Override
    public String basePath() {
        return "/v1";
    }

    @Override
    public WireAsk read(HttpMessage request, String requestId) {
        Map<String, @Nullable Object> body = WireJsonReader.readObject(request.body());
        String model = body != null && body.get("model") instanceof String name ? name : null;
        boolean streaming = body != null && Boolean.TRUE.equals(body.get("stream"));
        boolean usage = body != null
                && body.get("stream_options") instanceof Map<?, ?> options
                && Boolean.TRUE.equals(options.get("include_usage"));
        Object format = body == null ? null : body.get("response_format");
        boolean prefilled = WireAsk.endsWith("assistant", "messages", body);
        boolean embedding = OpenAiEmbeddingWire.isMeant(request);
        WireError refusal = embedding
                ? refusalOfEmbedding(request, body)
                : refusal(request, body, TARGET, "messages", messages -> {
                    String problem = ChatConversation.problemAtOpenAi(messages, model);
                    return problem == null && wantsJsonNamed ? ChatConversation.unnamedJson(messages, format) : problem;
                });
        return embedding
                ? new WireAsk(model, OpenAiEmbeddingWire.read(body), refusal)
                : new WireAsk(model, streaming, usage, prefilled, refusal);
    }

    private static @Nullable WireError refusalOfEmbedding(
            HttpMessage request, @Nullable Map<String, @Nullable Object> body) {
        WireError wrong = wrong(request, body, "/v1/embeddings");
        return wrong != null || OpenAiEmbeddingWire.read(body) != null
                ? wrong
                : error(400, "'$.input' is invalid.", null, null);
    }

    /**
     * What is wrong with a request to this path, whose conversation is in this field; null if nothing is.
     *
     * @param path a pattern
     * @param problem finds what is wrong with the conversation, or null
     */
    static @Nullable WireError refusal(
            HttpMessage request,
            @Nullable Map<String, @Nullable Object> body,
            String path,
            String conversation,
            Function<List<?>, @Nullable String> problem) {
        WireError wrong = wrong(request, body, path);
        if (wrong != null || body == null) {
            return wrong;
        }
        if (!(body.get(conversation) instanceof List<?> messages) || messages.isEmpty()) {
            return error(
                    400,
                    "Invalid '" + conversation + "': expected an array with minimum length 1.",
                    conversation,
                    "empty_array");
        }
        if (body.get("tools") instanceof List<?> tools && tools.isEmpty()) {
            return error(400, "[] is too short - 'tools'", "tools", null);
        }
        String found = problem.apply(messages);
        return found == null ? null : error(400, found, conversation, null);
    }

    /** What is wrong with it whatever it asks for. */
    private static @Nullable WireError wrong(
            HttpMessage request, @Nullable Map<String, @Nullable Object> body, String path) {
        if (!request.method().equals("POST") || !request.target().matches(path)) {
            return error(404, "Invalid URL (" + request.method() + " " + request.target() + ")", null, null);
        }
        String authorization = request.header("authorization");
        boolean key = request.header("api-key") != null;
        if (!key && (authorization == null || !authorization.matches("Bearer \\S+"))) {
            return error(
                    401,
                    "You didn't provide an API key. Provide it in an Authorization header using Bearer auth.",
                    null,
                    null);
        }
        if (body == null) {
            return error(400, "We could not parse the JSON body of your request.", null, null);
        }
        if (!(body.get("model") instanceof String)) {
            return error(400, "you must provide a model parameter", null, null);
        }
        return null;
    }

    private static WireError error(int status, String message, @Nullable String param, @Nullable String code) {
        return error(status, message, "invalid_request_error", param, code);
    }

    private static WireError error(
            int status, String message, String type, @Nullable String param, @Nullable String code) {
        return new WireError(
                status, object("error", object("message", message, "type", type, "param", param, "code", code)));
    }

    @Override
    public Map<String, String> headers(String requestId, int status) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("openai-version", "2020-10-01");
        headers.put("openai-processing-ms", "7");
        headers.put("x-request-id", requestId);
        headers.put("x-ratelimit-limit-requests", "5000");
        headers.put("x-ratelimit-remaining-requests", status == 429 ? "0" : "4999");
        if (status == 200) { // on errors a reset time would be a second hint, and the script says which hint there is
            headers.put("x-ratelimit-reset-requests", "12ms");
        }
        return headers;
    }

    @Override
    public String contentType(boolean streaming) {
        return streaming ? "text/event-stream; charset=utf-8" : "application/json";
    }

    @Override
    public Map<String, @Nullable Object> answer(WireAsk ask, Reply reply, String answerId) {
        if (ask.embedding() != null) {
            return OpenAiEmbeddingWire.answer(ask, ask.embedding(), reply);
        }
        List<Content> parts = reply.parts("openai.chat", String.valueOf(ask.model()));
        Map<String, @Nullable Object> message = object("role", "assistant", "content", null, "refusal", null);
        List<Map<String, @Nullable Object>> calls = new ArrayList<>();
        for (Content part : parts) {
            if (part instanceof Content.Text text) {
                message.merge("content", text.text(), OpenAiWire::join);
            } else if (part instanceof Content.Refusal refusal) {
                message.merge("refusal", refusal.text(), OpenAiWire::join);
            } else if (part instanceof Content.Thinking thinking) {
                message.merge("reasoning_content", thinking.text(), OpenAiWire::join);
            } else if (part instanceof Content.ToolCall call) {
                calls.add(toolCall(call, call.arguments()));
            }
        }
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        message.put("annotations", List.of());
        return completion(ask, reply, answerId, message);
    }

    private static Map<String, @Nullable Object> completion(
            WireAsk ask, Reply reply, String answerId, Map<String, @Nullable Object> message) {
        Map<String, @Nullable Object> choice =
                object("index", 0, "message", message, "logprobs", null, "finish_reason", finishReason(reply));
        Map<String, @Nullable Object> completion = head(ask, reply, answerId, "chat.completion");
        completion.put("choices", List.of(choice));
        completion.put("usage", usage(reply.usage()));
        completion.put("system_fingerprint", "fp_testkit");
        return completion;
    }

    private static Object join(Object before, Object more) {
        return before.toString() + more;
    }

    static Map<String, @Nullable Object> toolCall(Content.ToolCall call, String arguments) {
        return object(
                "id", call.id(), "type", "function", "function", object("name", call.name(), "arguments", arguments));
    }

    static Map<String, @Nullable Object> head(WireAsk ask, Reply reply, String answerId, String kind) {
        String model = reply.model() != null ? reply.model() : ask.model();
        return object(
                "id",
                reply.id() != null ? reply.id() : "chatcmpl-" + answerId,
                "object",
                kind,
                "created",
                1_790_000_000L,
                "model",
                model,
                "service_tier",
                "default");
    }

    /** A field that the script leaves open is left out, as compatible services do; OpenAI itself says 0. */
    static @Nullable Map<String, @Nullable Object> usage(Usage usage) {
        if (usage.input() == null && usage.output() == null) {
            return null;
        }
        Map<String, @Nullable Object> fields = object(
                "prompt_tokens", usage.input(), "completion_tokens", usage.output(), "total_tokens", usage.total());
        if (usage.cachedInput() != null || usage.cacheWrite() != null) {
            fields.put(
                    "prompt_tokens_details",
                    known("cached_tokens", usage.cachedInput(), "cache_write_tokens", usage.cacheWrite()));
        }
        if (usage.reasoning() != null) {
            fields.put("completion_tokens_details", known("reasoning_tokens", usage.reasoning()));
        }
        fields.values().removeIf(value -> value == null);
        return fields;
    }

    static Map<String, @Nullable Object> known(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = object(namesAndValues);
        fields.values().removeIf(value -> value == null);
        return fields;
    }

    /** A refusal ends with {@code stop}: only the words say that it is one. */
    static String finishReason(Reply reply) {
        boolean refused = reply.chunks().stream().anyMatch(chunk -> chunk.content() instanceof Content.Refusal);
        FinishReason reason = reply.finishReason();
        return switch (reason) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER -> refused ? "stop" : "content_filter";
            case ERROR -> "error";
            case OTHER -> "other";
        };
    }

    @Override
    public WireStream stream(WireAsk ask, Reply reply, String answerId) {
        return new OpenAiWireStream(ask, reply, answerId);
    }

    @Override
    public WireError error(WireAsk ask, Fault fault, String requestId) {
        return switch (fault.type()) {
            case RATE_LIMITED ->
                error(
                        429,
                        "Rate limit reached for requests per minute (RPM): Limit 500, Used 500, Requested 1."
                                + WireHints.inWords(fault, "Please try again in"),
                        "requests",
                        null,
                        "rate_limit_exceeded");
            case QUOTA_EXHAUSTED ->
                error(
                        429,
                        "You exceeded your current quota, please check your plan and billing details.",
                        "insufficient_quota",
                        null,
                        "insufficient_quota");
            case OVERLOADED ->
                error(
                        503,
                        "The server is currently overloaded with other requests. Sorry about that!"
                                + WireHints.inWords(fault, "Please try again in"),
                        "service_unavailable_error",
                        null,
                        "server_is_overloaded");
            case UNAUTHORIZED ->
                error(
                        401,
                        "Incorrect API key provided: ****. You can find your API key at https://platform.openai.com/account/api-keys.",
                        null,
                        "invalid_api_key");
            case PERMISSION_DENIED -> error(403, "You are not allowed to sample from this model.", null, null);
            case MODEL_NOT_FOUND ->
                error(
                        404,
                        "The model `" + ask.model() + "` does not exist or you do not have access to it.",
                        null,
                        "model_not_found");
            case CONTEXT_TOO_LONG ->
                error(
                        400,
                        "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens.",
                        "messages",
                        "context_length_exceeded");
            case REQUEST_TOO_LARGE -> error(413, "The request body is too large.", null, null);
            case CONTENT_FILTERED ->
                error(
                        400,
                        "Your request was rejected as a result of our safety system.",
                        null,
                        "content_policy_violation");
            default -> plain(fault);
        };
    }

    private static WireError plain(Fault fault) {
        int status = fault.status() == null ? 500 : fault.status();
        String type = status == 429 ? "rate_limit_error" : status < 500 ? "invalid_request_error" : "server_error";
        return error(status, fault.message() + WireHints.inWords(fault, "Please try again in"), type, null, null);
    }

    @Override
    public String errorEvent(Map<String, @Nullable Object> body) {
        return "data: " + WireJson.write(body) + "\n\n";
    }
}
