package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import io.llmclient.Content;
import io.llmclient.Usage;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Anthropic messages. */
final class AnthropicWire implements WireDialect {

    /** Vertex AI has the model in the path. */
    private static final Pattern VERTEX = Pattern.compile(
            "/v1beta1/projects/[^/]+/locations/[^/]+/publishers/anthropic/models/([^:/]+):(rawPredict|streamRawPredict)");

    @Override
    public String provider() {
        return "anthropic";
    }

    @Override
    public String basePath() {
        return "";
    }

    @Override
    public WireAsk read(HttpMessage request, String requestId) {
        Map<String, @Nullable Object> body = WireJsonReader.readObject(request.body());
        Matcher vertex = VERTEX.matcher(request.path());
        boolean onVertex = vertex.matches();
        String named = body != null && body.get("model") instanceof String name ? name : null;
        String model = onVertex ? URLDecoder.decode(vertex.group(1), StandardCharsets.UTF_8) : named;
        boolean streaming = onVertex
                ? vertex.group(2).startsWith("stream")
                : body != null && Boolean.TRUE.equals(body.get("stream"));
        boolean prefilled = WireAsk.endsWith("assistant", "messages", body);
        return new WireAsk(
                model,
                streaming,
                true,
                prefilled,
                onVertex ? refusalOfVertex(request, body, model, requestId) : refusal(request, body, requestId));
    }

    private static @Nullable WireError refusalOfVertex(
            HttpMessage request,
            @Nullable Map<String, @Nullable Object> body,
            @Nullable String model,
            String requestId) {
        if (request.header("authorization") == null) {
            return error(401, "authentication_error", "Request is missing required authentication", requestId);
        }
        if (body == null || !"vertex-2023-10-16".equals(body.get("anthropic_version"))) {
            return invalid("anthropic_version: Field required", requestId);
        }
        return body.containsKey("model")
                ? invalid("model: Extra inputs are not permitted", requestId)
                : incomplete(body, model, requestId);
    }

    private static @Nullable WireError refusal(
            HttpMessage request, @Nullable Map<String, @Nullable Object> body, String requestId) {
        if (!request.method().equals("POST") || !request.path().equals("/v1/messages")) {
            return error(404, "not_found_error", "Not found", requestId);
        }
        String authorization = request.header("authorization");
        if (request.header("x-api-key") == null && (authorization == null || !authorization.startsWith("Bearer "))) {
            return error(401, "authentication_error", "x-api-key header is required", requestId);
        }
        if (request.header("anthropic-version") == null) {
            return invalid("anthropic-version: header is required", requestId);
        }
        if (body == null) {
            return invalid("The request body is not valid JSON: expected value at line 1 column 1", requestId);
        }
        return body.get("model") instanceof String model
                ? incomplete(body, model, requestId)
                : invalid("model: Field required", requestId);
    }

    private static @Nullable WireError incomplete(
            Map<String, @Nullable Object> body, @Nullable String model, String requestId) {
        if (!(body.get("max_tokens") instanceof Number)) {
            return invalid("max_tokens: Field required", requestId);
        }
        if (!(body.get("messages") instanceof List<?> messages) || messages.isEmpty()) {
            return invalid("messages: at least one message is required", requestId);
        }
        String problem = AnthropicConversation.problem(body, model);
        return problem == null ? null : invalid(problem, requestId);
    }

    private static WireError invalid(String message, String requestId) {
        return error(400, "invalid_request_error", message, requestId);
    }

    private static WireError error(int status, String type, String message, String requestId) {
        WireError error = new WireError(
                status,
                object("type", "error", "error", object("type", type, "message", message), "request_id", requestId));
        return error.withHeader("x-should-retry", String.valueOf(status == 429 || status >= 500));
    }

    @Override
    public Map<String, String> headers(String requestId, int status) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("request-id", requestId);
        headers.put("anthropic-organization-id", "00000000-0000-0000-0000-000000000000");
        headers.put("anthropic-ratelimit-requests-limit", "50");
        headers.put("anthropic-ratelimit-requests-remaining", status == 429 ? "0" : "49");
        if (status == 200) {
            headers.put(
                    "retry-after", "14"); // the real service sends this with good answers, too: time to the next window
        }
        return headers;
    }

    @Override
    public String contentType(boolean streaming) {
        return streaming ? "text/event-stream; charset=utf-8" : "application/json";
    }

    @Override
    public Map<String, @Nullable Object> answer(WireAsk ask, Reply reply, String answerId) {
        Map<String, @Nullable Object> message = head(ask, reply, answerId);
        List<Object> blocks = new ArrayList<>();
        for (Content part : reply.parts("anthropic.messages", String.valueOf(ask.model()))) {
            Object block = block(part);
            if (block != null) {
                blocks.add(block);
            }
        }
        message.put("content", blocks);
        message.putAll(stop(reply));
        message.put("usage", usage(reply.usage(), reply.usage().output()));
        return message;
    }

    static Map<String, @Nullable Object> head(WireAsk ask, Reply reply, String answerId) {
        return object(
                "id",
                reply.id() != null ? reply.id() : "msg_" + answerId,
                "type",
                "message",
                "role",
                "assistant",
                "model",
                reply.model() != null ? reply.model() : ask.model());
    }

    private static @Nullable Object block(Content part) {
        if (part instanceof Content.Text text) {
            return object("type", "text", "text", text.text());
        }
        if (part instanceof Content.Thinking thinking) {
            String signature =
                    thinking.origin() == null ? null : thinking.origin().signature();
            return object(
                    "type", "thinking", "thinking", thinking.text(), "signature", signature == null ? "" : signature);
        }
        if (part instanceof Content.ToolCall call) {
            return toolUse(call, new WireJson.Verbatim(call.arguments()));
        }
        return part instanceof Content.Opaque opaque ? new WireJson.Verbatim(opaque.json()) : null;
    }

    static Map<String, @Nullable Object> toolUse(Content.ToolCall call, Object input) {
        return object("type", "tool_use", "id", call.id(), "name", call.name(), "input", input);
    }

    /** Why the answer ends. The words of a refusal are no content here: they explain the stop. */
    static Map<String, @Nullable Object> stop(Reply reply) {
        String reason = switch (reply.finishReason()) {
            case STOP -> "end_turn";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER -> "refusal";
            case ERROR -> "error";
            case OTHER -> "pause_turn";
        };
        Object details = reason.equals("refusal")
                ? object("type", "refusal", "category", null, "explanation", refusal(reply))
                : null;
        return object("stop_reason", reason, "stop_sequence", null, "stop_details", details);
    }

    private static @Nullable String refusal(Reply reply) {
        StringBuilder words = new StringBuilder();
        reply.chunks().stream()
                .filter(chunk -> chunk.content() instanceof Content.Refusal)
                .forEach(chunk -> words.append(chunk.fragment()));
        return words.isEmpty() ? null : words.toString();
    }

    /** Input counts exclude what was read from and written to the cache. */
    static Map<String, @Nullable Object> usage(Usage usage, @Nullable Long output) {
        long cached = usage.cachedInput() == null ? 0 : usage.cachedInput();
        long written = usage.cacheWrite() == null ? 0 : usage.cacheWrite();
        Long input = usage.input() == null ? null : Long.valueOf(usage.input() - cached - written);
        Map<String, @Nullable Object> fields = object(
                "input_tokens",
                input,
                "cache_creation_input_tokens",
                usage.cacheWrite(),
                "cache_read_input_tokens",
                usage.cachedInput(),
                "output_tokens",
                output,
                "output_tokens_details",
                usage.reasoning() == null ? null : object("thinking_tokens", usage.reasoning()));
        fields.values().removeIf(value -> value == null);
        fields.put("service_tier", "standard");
        return fields;
    }

    @Override
    public WireStream stream(WireAsk ask, Reply reply, String answerId) {
        return new AnthropicWireStream(ask, reply, answerId);
    }

    @Override
    public WireError error(WireAsk ask, Fault fault, String requestId) {
        return switch (fault.type()) {
            case RATE_LIMITED ->
                error(
                        429,
                        "rate_limit_error",
                        "Number of requests has exceeded your per-minute rate limit."
                                + WireHints.inWords(fault, "Please try again in"),
                        requestId);
            case QUOTA_EXHAUSTED ->
                invalid(
                        "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.",
                        requestId);
            case OVERLOADED ->
                error(
                        529,
                        "overloaded_error",
                        "Overloaded" + WireHints.inWords(fault, "Please try again in"),
                        requestId);
            case UNAUTHORIZED -> error(401, "authentication_error", "invalid x-api-key", requestId);
            case PERMISSION_DENIED ->
                error(
                        403,
                        "permission_error",
                        "Your API key does not have permission to use the specified resource.",
                        requestId);
            case MODEL_NOT_FOUND -> error(404, "not_found_error", "model: " + ask.model(), requestId);
            case CONTEXT_TOO_LONG -> invalid("prompt is too long: 212345 tokens > 200000 maximum", requestId);
            case REQUEST_TOO_LARGE -> error(413, "request_too_large", "Request exceeds the maximum size", requestId);
            case CONTENT_FILTERED -> invalid("Output blocked by content filtering policy", requestId);
            default -> plain(fault, requestId);
        };
    }

    private static WireError plain(Fault fault, String requestId) {
        int status = fault.status() == null ? 500 : fault.status();
        String type = switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
        return error(status, type, fault.message() + WireHints.inWords(fault, "Please try again in"), requestId);
    }

    @Override
    public String errorEvent(Map<String, @Nullable Object> body) {
        return event("error", body);
    }

    static String event(String name, Map<String, @Nullable Object> data) {
        return "event: " + name + "\ndata: " + WireJson.write(data) + "\n\n";
    }
}
