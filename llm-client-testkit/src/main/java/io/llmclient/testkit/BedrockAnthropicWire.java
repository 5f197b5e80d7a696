package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Anthropic messages by Bedrock's InvokeModel: the same events, each wrapped into a frame as Base64. */
final class BedrockAnthropicWire extends BedrockService {

    private final AnthropicWire messages = new AnthropicWire();

    BedrockAnthropicWire() {
        super("invoke", "invoke-with-response-stream");
    }

    @Override
    public String provider() {
        return "bedrock-anthropic";
    }

    @Override
    @Nullable
    WireError refusal(@Nullable Map<String, @Nullable Object> body, @Nullable String model) {
        if (body == null) {
            return BedrockErrors.invalid("Malformed input request, please reformat your input and try again.");
        }
        for (String field : new String[] {"anthropic_version", "max_tokens", "messages"}) {
            if (!body.containsKey(field)) {
                return malformed("required key [" + field + "] not found");
            }
        }
        for (String field : new String[] {"model", "stream"}) {
            if (body.containsKey(field)) {
                return malformed("extraneous key [" + field + "] is not permitted");
            }
        }
        if (!(body.get("messages") instanceof List<?> messages) || messages.isEmpty()) {
            return BedrockErrors.invalid("messages: at least one message is required");
        }
        String problem = AnthropicConversation.problem(body, model);
        return problem == null ? null : BedrockErrors.invalid(problem);
    }

    private static WireError malformed(String what) {
        return BedrockErrors.invalid(
                "Malformed input request: #: " + what + ", please reformat your input and try again.");
    }

    @Override
    public Map<String, @Nullable Object> answer(WireAsk ask, Reply reply, String answerId) {
        return messages.answer(ask, reply, answerId);
    }

    @Override
    public WireStream stream(WireAsk ask, Reply reply, String answerId) {
        return messages.stream(ask, reply, answerId);
    }

    @Override
    public byte[] framed(String events) {
        return AwsFrames.of(events, (name, data) -> {
            String base64 = Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8));
            return AwsFrames.event("chunk", WireJson.write(object("bytes", base64, "p", "abcdefgh")));
        });
    }
}
