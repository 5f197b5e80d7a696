package io.llmclient.testkit;

import static io.llmclient.testkit.WireJson.object;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Anthropic messages by Bedrock's InvokeModel: the same events, each wrapped into a frame as Base64. */
final class BedrockAnthropicWire implements WireDialect {

    private final AnthropicWire messages = new AnthropicWire();
    private final BedrockWire bedrock = new BedrockWire();

    @Override
    public String provider() {
        return "bedrock-anthropic";
    }

    @Override
    public String basePath() {
        return "";
    }

    @Override
    public WireAsk read(HttpMessage request, String requestId) {
        BedrockPath path = BedrockPath.of(request, "invoke", "invoke-with-response-stream");
        Map<String, @Nullable Object> body = WireJsonReader.readObject(request.body());
        WireError refusal = path.refusal(request);
        if (refusal == null) {
            refusal = refusal(body, path.model());
        }
        return new WireAsk(
                path.model(), path.streaming(), true, WireAsk.endsWith("assistant", "messages", body), refusal);
    }

    private static @Nullable WireError refusal(@Nullable Map<String, @Nullable Object> body, @Nullable String model) {
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
    public Map<String, String> headers(String requestId, int status) {
        return bedrock.headers(requestId, status);
    }

    @Override
    public String contentType(boolean streaming) {
        return bedrock.contentType(streaming);
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

    @Override
    public byte[] beginning() {
        return bedrock.beginning();
    }

    @Override
    public WireError error(WireAsk ask, Fault fault, String requestId) {
        return bedrock.error(ask, fault, requestId);
    }

    @Override
    public String errorEvent(Map<String, @Nullable Object> body) {
        return bedrock.errorEvent(body);
    }
}
