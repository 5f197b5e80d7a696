package io.llmclient.testkit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Bedrock does whatever the language of the request: its paths, headers, frames and errors. */
abstract class BedrockService implements WireDialect {

    private final String whole;
    private final String stream;

    /** The last words of the paths for whole answers and for streams. */
    BedrockService(String whole, String stream) {
        this.whole = whole;
        this.stream = stream;
    }

    /** Why the service refuses a body; null when it does not. */
    abstract @Nullable WireError refusal(@Nullable Map<String, @Nullable Object> body, @Nullable String model);

    @Override
    public String basePath() {
        return "";
    }

    @Override
    public WireAsk read(HttpMessage request, String requestId) {
        BedrockPath path = BedrockPath.of(request, whole, stream);
        Map<String, @Nullable Object> body = WireJsonReader.readObject(request.body());
        WireError refusal = path.refusal(request);
        if (refusal == null) {
            refusal = refusal(body, path.model());
        }
        return new WireAsk(
                path.model(), path.streaming(), true, WireAsk.endsWith("assistant", "messages", body), refusal);
    }

    @Override
    public Map<String, String> headers(String requestId, int status) {
        return Map.of("x-amzn-requestid", requestId);
    }

    @Override
    public String contentType(boolean streaming) {
        return streaming ? AwsFrames.CONTENT_TYPE : "application/json";
    }

    @Override
    public byte[] beginning() {
        return AwsFrames.beginning();
    }

    @Override
    public WireError error(WireAsk ask, Fault fault, String requestId) {
        return BedrockErrors.of(fault);
    }

    @Override
    public String errorEvent(Map<String, @Nullable Object> body) {
        return BedrockErrors.event(body);
    }
}
