package io.llmclient.providers.internal.bedrock;

import io.llmclient.ChatRequest;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.Framing;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.UrlPath;
import io.llmclient.spi.Capabilities;
import tools.jackson.core.JsonGenerator;

/** Bedrock's {@code Converse} and {@code ConverseStream}: one language for the models of many vendors. */
public final class BedrockConverse implements Dialect {

    @Override
    public String name() {
        return "bedrock.converse";
    }

    @Override
    public Capabilities capabilities(String model) {
        return ModelRules.of(model).capabilities();
    }

    /** The ids have colons, and ARNs slashes, which must be encoded. */
    @Override
    public String path(Target target) {
        return "/model/" + UrlPath.segment(target.model()) + (target.streaming() ? "/converse-stream" : "/converse");
    }

    @Override
    public Framing framing() {
        return Framing.AWS_EVENTS;
    }

    @Override
    public void write(ChatRequest request, Target target, JsonGenerator out) {
        new RequestWriter(request, target.model(), out).write();
    }

    @Override
    public AnswerReader reader(Target target) {
        return new ConverseReader();
    }
}
