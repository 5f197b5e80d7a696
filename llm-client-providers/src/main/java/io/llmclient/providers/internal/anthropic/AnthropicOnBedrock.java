package io.llmclient.providers.internal.anthropic;

import io.llmclient.ChatRequest;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.Framing;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.UrlPath;
import io.llmclient.providers.internal.models.ClaudeGeneration;
import io.llmclient.spi.Capabilities;
import tools.jackson.core.JsonGenerator;

/**
 * Anthropic's messages by Bedrock's {@code InvokeModel}: the path names the model and says whether to stream, and the
 * events of a stream are wrapped.
 */
public final class AnthropicOnBedrock implements Dialect {

    @Override
    public String name() {
        return "bedrock.invoke.anthropic";
    }

    @Override
    public Capabilities capabilities(String model) {
        return ClaudeGeneration.onBedrock(model, AnthropicMessages.WIRE);
    }

    @Override
    public String path(Target target) {
        String operation = target.streaming() ? "/invoke-with-response-stream" : "/invoke";
        return "/model/" + UrlPath.segment(target.model()) + operation;
    }

    @Override
    public Framing framing() {
        return Framing.AWS_EVENTS;
    }

    @Override
    public void write(ChatRequest request, Target target, JsonGenerator out) {
        new RequestWriter(request, target, Platform.BEDROCK, out).write();
    }

    @Override
    public AnswerReader reader(Target target) {
        return new WrappedEventsReader();
    }
}
