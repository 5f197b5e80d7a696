package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import io.llmclient.Content;
import io.llmclient.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gemini generateContent, as AI Studio serves it. */
final class GeminiWire implements WireDialect {

    /** AI Studio's and Vertex AI's. */
    private static final Pattern TARGET = Pattern.compile(
            "/v1beta(?:1/projects/[^/]+/locations/[^/]+/publishers/google)?/models/([^:/?]+):(generateContent|streamGenerateContent|batchEmbedContents)(?:\\?(.*))?");

    private static final String RPC = "type.googleapis.com/google.rpc.";

    @Override
    public String provider() {
        return "gemini";
    }

    @Override
    public String basePath() {
        return "";
    }

    @Override
    public WireAsk read(HttpMessage request, String requestId) {
        Matcher target = TARGET.matcher(request.target());
        boolean known = target.matches() && request.method().equals("POST");
        String model = known ? target.group(1) : null;
        boolean streaming = known && target.group(2).startsWith("stream");
        String query = known && target.group(3) != null ? target.group(3) : "";
        Map<String, @Nullable Object> body = WireJsonReader.readObject(request.body());
        if (known && GeminiEmbeddingWire.isMeant(request)) {
            return new WireAsk(model, GeminiEmbeddingWire.read(body), refusal(request, query, streaming, model, body));
        }
        WireError refusal = known
                ? refusal(request, query, streaming, model, body)
                : error(404, "NOT_FOUND", "Requested entity was not found.", List.of());
        return new WireAsk(model, streaming, true, WireAsk.endsWith("model", "contents", body), refusal);
    }

    private static @Nullable WireError refusal(
            HttpMessage request,
            String query,
            boolean streaming,
            @Nullable String model,
            @Nullable Map<String, @Nullable Object> body) {
        if (request.header("x-goog-api-key") == null
                && request.header("authorization") == null
                && !query.contains("key=")) {
            return error(
                    403,
                    "PERMISSION_DENIED",
                    "Method doesn't allow unregistered callers (callers without established identity). "
                            + "Please use API Key or other form of API consumer identity to call this API.",
                    List.of());
        }
        if (body == null) {
            return invalid("Invalid JSON payload received. Unexpected token.");
        }
        if (GeminiEmbeddingWire.isMeant(request)) {
            return GeminiEmbeddingWire.read(body) != null
                    ? null
                    : invalid("* BatchEmbedContentsRequest.requests: wrong\n");
        }
        if (!(body.get("contents") instanceof List<?> contents) || contents.isEmpty()) {
            return invalid("* GenerateContentRequest.contents: contents is not specified\n");
        }
        if (streaming && !query.contains("alt=sse")) {
            return invalid("this test server streams server-sent events only: ask with alt=sse");
        }
        String problem = GeminiConversation.problem(contents, model);
        return problem == null ? null : invalid(problem);
    }

    private static WireError invalid(String message) {
        return error(400, "INVALID_ARGUMENT", message, List.of());
    }

    private static WireError error(int code, String status, String message, List<?> details) {
        Map<String, @Nullable Object> error = object("code", code, "message", message, "status", status);
        if (!details.isEmpty()) {
            error.put("details", details);
        }
        return new WireError(code, object("error", error));
    }

    @Override
    public Map<String, String> headers(String requestId, int status) {
        return Map.of("x-gemini-service-tier", "standard", "server", "scaffolding on HTTPServer2");
    }

    @Override
    public String contentType(boolean streaming) {
        return streaming ? "text/event-stream" : "application/json; charset=UTF-8";
    }

    @Override
    public Map<String, @Nullable Object> answer(WireAsk ask, Reply reply, String answerId) {
        if (ask.embedding() != null) {
            return GeminiEmbeddingWire.answer(ask.embedding(), reply);
        }
        List<Object> parts = new ArrayList<>();
        for (Content part : reply.parts("gemini.generateContent", String.valueOf(ask.model()))) {
            Object wire = part(part, signature(part));
            if (wire != null) {
                parts.add(wire);
            }
        }
        return response(ask, reply, answerId, parts, true, reply.usage().output());
    }

    private static @Nullable String signature(Content part) {
        var origin = Chunk.originOf(part);
        return origin == null ? null : origin.signature();
    }

    /** One part; null for what this service does not put into parts. */
    static @Nullable Object part(Content part, @Nullable String signature) {
        if (part instanceof Content.Opaque opaque) {
            return new WireJson.Verbatim(opaque.json());
        }
        Map<String, @Nullable Object> wire;
        if (part instanceof Content.Text text) {
            wire = object("text", text.text());
        } else if (part instanceof Content.Thinking thinking) {
            wire = object("text", thinking.text(), "thought", true);
        } else if (part instanceof Content.ToolCall call) {
            Object args = new WireJson.Verbatim(call.arguments());
            wire = object("functionCall", object("name", call.name(), "args", args, "id", call.id()));
        } else {
            return null;
        }
        if (signature != null) {
            wire.put("thoughtSignature", signature);
        }
        return wire;
    }

    /** A whole answer or one chunk of it: both have the same shape. */
    static Map<String, @Nullable Object> response(
            WireAsk ask, Reply reply, String answerId, List<Object> parts, boolean last, @Nullable Long output) {
        Map<String, @Nullable Object> content = object("parts", parts, "role", "model");
        if (parts.isEmpty()) {
            content.remove("parts");
        }
        Map<String, @Nullable Object> candidate = object("content", content);
        if (last) {
            candidate.putAll(finish(reply));
        }
        candidate.put("index", 0);
        return object(
                "candidates",
                List.of(candidate),
                "usageMetadata",
                usage(reply.usage(), output),
                "modelVersion",
                reply.model() != null ? reply.model() : ask.model(),
                "responseId",
                reply.id() != null ? reply.id() : answerId);
    }

    private static Map<String, @Nullable Object> finish(Reply reply) {
        String reason = switch (reply.finishReason()) {
            case STOP, TOOL_CALLS -> "STOP";
            case LENGTH -> "MAX_TOKENS";
            case CONTENT_FILTER -> "SAFETY";
            case ERROR -> "MALFORMED_FUNCTION_CALL";
            case OTHER -> "OTHER";
        };
        return object("finishReason", reason);
    }

    /** Candidates' tokens exclude thoughts; the prompt's include the cache. */
    private static Map<String, @Nullable Object> usage(Usage usage, @Nullable Long output) {
        long thoughts = usage.reasoning() == null ? 0 : usage.reasoning();
        Long total = usage.input() == null || output == null ? null : Long.valueOf(usage.input() + output);
        Map<String, @Nullable Object> fields = object(
                "promptTokenCount",
                usage.input(),
                "cachedContentTokenCount",
                usage.cachedInput(),
                "candidatesTokenCount",
                output == null ? null : Long.valueOf(Math.max(0, output - thoughts)),
                "thoughtsTokenCount",
                usage.reasoning(),
                "totalTokenCount",
                total);
        fields.values().removeIf(value -> value == null);
        fields.put("serviceTier", "standard");
        return fields;
    }

    @Override
    public WireStream stream(WireAsk ask, Reply reply, String answerId) {
        return new GeminiWireStream(ask, reply, answerId);
    }

    @Override
    public WireError error(WireAsk ask, Fault fault, String requestId) {
        return switch (fault.type()) {
            case RATE_LIMITED -> exhausted(fault, "GenerateRequestsPerMinutePerProjectPerModel-FreeTier");
            case QUOTA_EXHAUSTED -> exhausted(fault, "GenerateRequestsPerDayPerProjectPerModel-FreeTier");
            case OVERLOADED ->
                error(503, "UNAVAILABLE", "The model is overloaded. Please try again later.", retryInfo(fault));
            case UNAUTHORIZED -> badKey();
            case PERMISSION_DENIED ->
                error(403, "PERMISSION_DENIED", "The caller does not have permission.", List.of());
            case MODEL_NOT_FOUND ->
                error(
                        404,
                        "NOT_FOUND",
                        "models/" + ask.model()
                                + " is not found for API version v1beta, or is not supported for generateContent. "
                                + "Call ModelService.ListModels to see the list of available models and their supported methods.",
                        List.of());
            case CONTEXT_TOO_LONG ->
                invalid("The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).");
            case REQUEST_TOO_LARGE -> invalid("Request payload size exceeds the limit: 20971520 bytes.");
            case CONTENT_FILTERED -> blockedPrompt(ask);
            default -> plain(fault);
        };
    }

    @Override
    public boolean tellsSecondsInBody() {
        return true;
    }

    private static WireError exhausted(Fault fault, String quotaId) {
        List<Object> details = new ArrayList<>();
        details.add(object(
                "@type",
                RPC + "QuotaFailure",
                "violations",
                List.of(object(
                        "quotaMetric",
                        "generativelanguage.googleapis.com/generate_content_free_tier_requests",
                        "quotaId",
                        quotaId,
                        "quotaValue",
                        "15"))));
        details.addAll(retryInfo(fault));
        return error(
                429,
                "RESOURCE_EXHAUSTED",
                "You exceeded your current quota, please check your plan and billing details."
                        + WireHints.inWords(fault, "Please retry in"),
                details);
    }

    /** This service knows no header for it; one comes only if the script asks for another form than seconds. */
    private static List<Object> retryInfo(Fault fault) {
        boolean inBody = fault.hint() == Fault.Hint.BODY || fault.hint() == Fault.Hint.SECONDS;
        return fault.retryAfter() == null || !inBody
                ? List.of()
                : List.of(
                        object("@type", RPC + "RetryInfo", "retryDelay", WireHints.seconds(fault.retryAfter()) + "s"));
    }

    private static WireError badKey() {
        return error(
                400,
                "INVALID_ARGUMENT",
                "API key not valid. Please pass a valid API key.",
                List.of(object(
                        "@type",
                        RPC + "ErrorInfo",
                        "reason",
                        "API_KEY_INVALID",
                        "domain",
                        "googleapis.com",
                        "metadata",
                        object("service", "generativelanguage.googleapis.com"))));
    }

    /** A blocked prompt is no HTTP error here: a 200 without candidates. */
    private static WireError blockedPrompt(WireAsk ask) {
        return new WireError(
                200,
                object(
                        "promptFeedback",
                        object("blockReason", "PROHIBITED_CONTENT"),
                        "usageMetadata",
                        object("promptTokenCount", 7, "totalTokenCount", 7),
                        "modelVersion",
                        ask.model(),
                        "responseId",
                        "blocked"));
    }

    private static WireError plain(Fault fault) {
        int code = fault.status() == null ? 500 : fault.status();
        String status = switch (code) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 409 -> "ABORTED";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> code < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
        return error(code, status, fault.message(), retryInfo(fault));
    }

    @Override
    public String errorEvent(Map<String, @Nullable Object> body) {
        return event(body);
    }

    static String event(Map<String, @Nullable Object> body) {
        return "data: " + WireJson.write(body) + "\r\n\r\n";
    }
}
