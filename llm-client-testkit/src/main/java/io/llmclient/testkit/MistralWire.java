package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mistral's chat completions: OpenAI's, but for fields that it does not know, its rules for messages, thoughts as parts
 * of the content, usage unasked, and errors that are not wrapped.
 */
final class MistralWire implements WireDialect {

    private static final Set<String> FIELDS = Set.of(
            "model",
            "messages",
            "max_tokens",
            "temperature",
            "top_p",
            "stop",
            "random_seed",
            "presence_penalty",
            "frequency_penalty",
            "n",
            "stream",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "response_format",
            "metadata",
            "prompt_cache_key",
            "reasoning_effort",
            "prompt_mode",
            "safe_prompt",
            "prediction",
            "guardrails");

    private final OpenAiWire openAi = new OpenAiWire(false);

    @Override
    public String provider() {
        return "mistral";
    }

    @Override
    public String basePath() {
        return openAi.basePath();
    }

    @Override
    public WireAsk read(HttpMessage request, String requestId) {
        WireAsk ask = openAi.read(request, requestId);
        WireError common = ask.refusal();
        Map<String, @Nullable Object> body = WireJsonReader.readObject(request.body());
        WireError own = body == null || (common != null && common.status() != 400) ? null : refusal(body);
        WireError refusal = own == null && common != null ? unwrapped(common) : own;
        return new WireAsk(ask.model(), ask.streaming(), true, ask.prefilled(), refusal);
    }

    private static @Nullable WireError refusal(Map<String, @Nullable Object> body) {
        for (String field : body.keySet()) {
            if (!FIELDS.contains(field)) {
                return new WireError(
                        422,
                        object(
                                "detail",
                                List.of(object(
                                        "type",
                                        "extra_forbidden",
                                        "loc",
                                        List.of("body", field),
                                        "msg",
                                        "Extra inputs are not permitted"))));
            }
        }
        return body.get("messages") instanceof List<?> messages && !messages.isEmpty()
                ? MistralConversation.refusal(messages)
                : null;
    }

    static WireError error(int status, String message, String type, @Nullable String code) {
        return new WireError(
                status, object("object", "error", "message", message, "type", type, "param", null, "code", code));
    }

    @Override
    public Map<String, String> headers(String requestId, int status) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("mistral-correlation-id", requestId);
        headers.put("x-ratelimit-limit-req-minute", "60");
        headers.put("x-ratelimit-remaining-req-minute", status == 429 ? "0" : "59");
        return headers;
    }

    @Override
    public String contentType(boolean streaming) {
        return openAi.contentType(streaming);
    }

    @Override
    @SuppressWarnings("unchecked") // the answer is OpenAiWire's, whose message is an object
    public Map<String, @Nullable Object> answer(WireAsk ask, Reply reply, String answerId) {
        Map<String, @Nullable Object> answer = openAi.answer(ask, reply, answerId);
        if (answer.get("choices") instanceof List<?> choices
                && choices.get(0) instanceof Map<?, ?> choice
                && choice.get("message") instanceof Map<?, ?> message) {
            think((Map<String, @Nullable Object>) message);
        }
        return answer;
    }

    private static void think(Map<String, @Nullable Object> message) {
        Object thoughts = message.remove("reasoning_content");
        if (thoughts != null) {
            List<Object> parts = new ArrayList<>();
            parts.add(thinking(thoughts.toString()));
            if (message.get("content") != null) {
                parts.add(object("type", "text", "text", message.get("content")));
            }
            message.put("content", parts);
        }
    }

    static Map<String, @Nullable Object> thinking(String text) {
        return object("type", "thinking", "thinking", List.of(object("type", "text", "text", text)));
    }

    @Override
    public WireStream stream(WireAsk ask, Reply reply, String answerId) {
        return new MistralWireStream(new OpenAiWireStream(ask, reply, answerId));
    }

    @Override
    public WireError error(WireAsk ask, Fault fault, String requestId) {
        return switch (fault.type()) {
            case RATE_LIMITED ->
                error(
                        429,
                        "Requests rate limit exceeded." + WireHints.inWords(fault, "Please try again in"),
                        "rate_limited",
                        "1300");
            case OVERLOADED ->
                error(
                        429,
                        "Service tier capacity exceeded for this model."
                                + WireHints.inWords(fault, "Please try again in"),
                        "service_tier_capacity_exceeded",
                        "3505");
            case CONTEXT_TOO_LONG ->
                error(
                        400,
                        "Prompt contains 9001 tokens and 0 draft tokens, too large for model with 8192 maximum context"
                                + " length",
                        "invalid_request_error",
                        "3051");
            case MODEL_NOT_FOUND -> error(400, "Invalid model: " + ask.model(), "invalid_model", "1500");
            default -> unwrapped(openAi.error(ask, fault, requestId));
        };
    }

    private static WireError unwrapped(WireError error) {
        Map<String, @Nullable Object> body = object("object", "error");
        if (error.body().get("error") instanceof Map<?, ?> inner) {
            inner.forEach((name, value) -> body.put(name.toString(), value));
        }
        return new WireError(error.status(), error.headers(), body);
    }

    @Override
    public String errorEvent(Map<String, @Nullable Object> body) {
        return openAi.errorEvent(body);
    }
}
