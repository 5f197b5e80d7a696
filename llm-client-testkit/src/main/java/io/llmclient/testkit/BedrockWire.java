package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import io.llmclient.Content;
import io.llmclient.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bedrock's Converse and ConverseStream. */
final class BedrockWire extends BedrockService {

    BedrockWire() {
        super("converse", "converse-stream");
    }

    @Override
    public String provider() {
        return "bedrock";
    }

    @Override
    @Nullable
    WireError refusal(@Nullable Map<String, @Nullable Object> body, @Nullable String model) {
        if (body == null) {
            return BedrockErrors.error(400, "SerializationException", "Unexpected token");
        }
        if (!(body.get("messages") instanceof List<?> messages) || messages.isEmpty()) {
            return BedrockErrors.invalid("The messages field is empty. Add a message and try again.");
        }
        String problem = BedrockConversation.problem(body);
        return problem == null ? null : BedrockErrors.invalid(problem);
    }

    @Override
    public Map<String, @Nullable Object> answer(WireAsk ask, Reply reply, String answerId) {
        List<Object> blocks = new ArrayList<>();
        for (Content part : reply.parts("bedrock.converse", String.valueOf(ask.model()))) {
            Object block = block(part);
            if (block != null) {
                blocks.add(block);
            }
        }
        return object(
                "metrics",
                object("latencyMs", 321),
                "output",
                object("message", object("content", blocks, "role", "assistant")),
                "stopReason",
                stopReason(reply),
                "usage",
                usage(reply.usage()));
    }

    private static @Nullable Object block(Content part) {
        if (part instanceof Content.Text text) {
            return object("text", text.text());
        }
        if (part instanceof Content.Thinking thinking) {
            Map<String, @Nullable Object> text = object("text", thinking.text());
            if (thinking.origin() != null && thinking.origin().signature() != null) {
                text.put("signature", thinking.origin().signature());
            }
            return object("reasoningContent", object("reasoningText", text));
        }
        if (part instanceof Content.ToolCall call) {
            Object input = new WireJson.Verbatim(call.arguments());
            return object("toolUse", object("toolUseId", call.id(), "name", call.name(), "input", input));
        }
        return part instanceof Content.Opaque opaque ? new WireJson.Verbatim(opaque.json()) : null;
    }

    /** The words of a refusal are not told. */
    static String stopReason(Reply reply) {
        return switch (reply.finishReason()) {
            case STOP -> "end_turn";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER -> "guardrail_intervened";
            case ERROR -> "malformed_model_output";
            case OTHER -> "pause_turn";
        };
    }

    /** Input counts exclude what was read from and written to the cache; thoughts are not told apart. */
    static Map<String, @Nullable Object> usage(Usage usage) {
        long cached = usage.cachedInput() == null ? 0 : usage.cachedInput();
        long written = usage.cacheWrite() == null ? 0 : usage.cacheWrite();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (usage.input() != null) {
            fields.put("inputTokens", usage.input() - cached - written);
        }
        fields.put("outputTokens", usage.output());
        fields.put("totalTokens", usage.total());
        fields.put("cacheReadInputTokens", usage.cachedInput());
        fields.put("cacheWriteInputTokens", usage.cacheWrite());
        fields.values().removeIf(value -> value == null);
        return fields;
    }

    @Override
    public WireStream stream(WireAsk ask, Reply reply, String answerId) {
        return new BedrockWireStream(reply);
    }

    @Override
    public byte[] framed(String events) {
        return AwsFrames.of(events, AwsFrames::event);
    }

    static String event(String type, Map<String, @Nullable Object> data) {
        return "event: " + type + "\ndata: " + WireJson.write(data) + "\n\n";
    }
}
