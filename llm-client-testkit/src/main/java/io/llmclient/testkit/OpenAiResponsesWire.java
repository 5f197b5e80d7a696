package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import io.llmclient.Content;
import io.llmclient.FinishReason;
import io.llmclient.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** OpenAI's Responses API. Headers and errors are those of its chat completions. */
final class OpenAiResponsesWire implements WireDialect {

    private static final Set<String> USERS = Set.of("user", "system", "developer");

    private static final String THOUGHT_ALONE =
            "An item of type 'reasoning' was provided without its required following item.";

    private static final ToolPairing.Words WORDS = new ToolPairing.Words(
            "Invalid 'input[].call_id': string too long. Expected a string with maximum length 64: %s",
            null,
            "No tool output found for function call %s.",
            "No tool call found for function call output with call_id %s.");

    private final OpenAiWire openAi = new OpenAiWire();

    @Override
    public String provider() {
        return "openai-responses";
    }

    @Override
    public String basePath() {
        return openAi.basePath();
    }

    @Override
    public WireAsk read(HttpMessage request, String requestId) {
        Map<String, @Nullable Object> body = WireJsonReader.readObject(request.body());
        String model = body != null && body.get("model") instanceof String name ? name : null;
        boolean streaming = body != null && Boolean.TRUE.equals(body.get("stream"));
        Object text = body == null ? null : body.get("text");
        boolean prefilled = WireAsk.endsWith("assistant", "input", body);
        WireError refusal = OpenAiWire.refusal(request, body, "/v1/responses", "input", input -> problem(input, text));
        return new WireAsk(model, streaming, true, prefilled, refusal);
    }

    private static @Nullable String problem(List<?> input, @Nullable Object text) {
        String problem = outOfOrder(input);
        return problem == null && text instanceof Map<?, ?> fields
                ? ChatConversation.unnamedJson(input, fields.get("format"))
                : problem;
    }

    /** Other items may stand between calls and results, but thoughts must stand before what they led to. */
    private static @Nullable String outOfOrder(List<?> input) {
        ToolPairing tools = new ToolPairing("(?s).{1,64}", WORDS);
        boolean thought = false;
        for (Map<?, ?> item : ToolPairing.objects(input)) {
            String type = String.valueOf(item.get("type"));
            boolean ours = type.equals("function_call_output") || USERS.contains(String.valueOf(item.get("role")));
            if (thought && ours) {
                return THOUGHT_ALONE;
            }
            thought = type.equals("reasoning");
            if (type.equals("function_call")) {
                tools.call(item.get("call_id"), null);
            } else if (type.equals("function_call_output")) {
                tools.result(item.get("call_id"), null);
            } else if (ours) {
                tools.other();
            }
        }
        return thought ? THOUGHT_ALONE : tools.problem();
    }

    @Override
    public Map<String, String> headers(String requestId, int status) {
        return openAi.headers(requestId, status);
    }

    @Override
    public String contentType(boolean streaming) {
        return openAi.contentType(streaming);
    }

    @Override
    public Map<String, @Nullable Object> answer(WireAsk ask, Reply reply, String answerId) {
        Map<String, @Nullable Object> response = head(ask, reply, answerId);
        response.putAll(ending(reply));
        List<Object> output = new ArrayList<>();
        List<Content> parts = reply.parts("openai.responses", String.valueOf(ask.model()));
        for (Content part : parts) {
            output.add(item(part, output.size(), true));
        }
        response.put("output", output);
        response.put("usage", usage(reply.usage()));
        return response;
    }

    /** A response of which only the begin is known. */
    static Map<String, @Nullable Object> head(WireAsk ask, Reply reply, String answerId) {
        return object(
                "id",
                reply.id() != null ? reply.id() : "resp_" + answerId,
                "object",
                "response",
                "created_at",
                1_790_000_000L,
                "status",
                "in_progress",
                "error",
                null,
                "incomplete_details",
                null,
                "model",
                reply.model() != null ? reply.model() : ask.model(),
                "output",
                List.of(),
                "store",
                false,
                "usage",
                null);
    }

    /** One part of the reply as an item of the output; while it is not whole it has no content. */
    static Object item(Content part, int index, boolean whole) {
        String status = whole ? "completed" : "in_progress";
        if (part instanceof Content.Thinking thinking) {
            Map<String, @Nullable Object> item = object("id", "rs_" + index, "type", "reasoning", "summary", List.of());
            String signature =
                    thinking.origin() == null ? null : thinking.origin().signature();
            if (whole && !thinking.text().isEmpty()) {
                item.put("summary", List.of(object("type", "summary_text", "text", thinking.text())));
            }
            if (signature != null) {
                item.put("encrypted_content", whole ? signature : "not yet");
            }
            return item;
        }
        if (part instanceof Content.ToolCall call) {
            return object(
                    "id",
                    "fc_" + index,
                    "type",
                    "function_call",
                    "status",
                    status,
                    "arguments",
                    whole ? call.arguments() : "",
                    "call_id",
                    call.id(),
                    "name",
                    call.name());
        }
        if (part instanceof Content.Opaque opaque) {
            return new WireJson.Verbatim(opaque.json());
        }
        List<Object> content = whole ? List.of(words(part)) : List.of();
        return object(
                "id", "msg_" + index, "type", "message", "status", status, "content", content, "role", "assistant");
    }

    private static Map<String, @Nullable Object> words(Content part) {
        if (part instanceof Content.Refusal refusal) {
            return object("type", "refusal", "refusal", refusal.text());
        }
        String text = part instanceof Content.Text words ? words.text() : "";
        return object("type", "output_text", "annotations", List.of(), "logprobs", List.of(), "text", text);
    }

    /** How the response says why it ends. A refusal completes it. */
    static Map<String, @Nullable Object> ending(Reply reply) {
        boolean refused = reply.chunks().stream().anyMatch(chunk -> chunk.content() instanceof Content.Refusal);
        FinishReason reason = reply.finishReason();
        return switch (reason) {
            case STOP, TOOL_CALLS -> object("status", "completed");
            case LENGTH -> incomplete("max_output_tokens");
            case CONTENT_FILTER -> refused ? object("status", "completed") : incomplete("content_filter");
            case ERROR, OTHER -> incomplete("other");
        };
    }

    private static Map<String, @Nullable Object> incomplete(String reason) {
        return object("status", "incomplete", "incomplete_details", object("reason", reason));
    }

    /** A field that the script leaves open is left out. */
    static @Nullable Map<String, @Nullable Object> usage(Usage usage) {
        if (usage.input() == null && usage.output() == null) {
            return null;
        }
        return OpenAiWire.known(
                "input_tokens",
                usage.input(),
                "input_tokens_details",
                OpenAiWire.known("cached_tokens", usage.cachedInput(), "cache_write_tokens", usage.cacheWrite()),
                "output_tokens",
                usage.output(),
                "output_tokens_details",
                OpenAiWire.known("reasoning_tokens", usage.reasoning()),
                "total_tokens",
                usage.total());
    }

    @Override
    public WireStream stream(WireAsk ask, Reply reply, String answerId) {
        return new OpenAiResponsesWireStream(ask, reply, answerId);
    }

    /** A model that does not exist is a bad request here. */
    @Override
    public WireError error(WireAsk ask, Fault fault, String requestId) {
        WireError error = openAi.error(ask, fault, requestId);
        return fault.type() == Fault.Type.MODEL_NOT_FOUND ? new WireError(400, error.body()) : error;
    }

    @Override
    public String errorEvent(Map<String, @Nullable Object> body) {
        return event(2, object("type", "error", "error", body.get("error")));
    }

    static String event(int number, Map<String, @Nullable Object> data) {
        data.put("sequence_number", number);
        return "event: " + data.get("type") + "\ndata: " + WireJson.write(data) + "\n\n";
    }
}
