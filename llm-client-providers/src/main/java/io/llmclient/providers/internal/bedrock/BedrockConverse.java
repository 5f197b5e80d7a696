package io.llmclient.providers.internal.bedrock;

import io.llmclient.ChatRequest;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.Framing;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.UrlPath;
import io.llmclient.providers.internal.models.BedrockModel;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;

/** Bedrock's {@code Converse} and {@code ConverseStream}: one language for the models of many vendors. */
public final class BedrockConverse implements Dialect {

    private static final Capabilities WIRE = Capabilities.everything()
            .without(Feature.SEED, Feature.PENALTIES, Feature.JSON_OBJECT, Feature.AUDIO)
            .without(Feature.NO_TOOL_CHOICE, Feature.TOOL_CHOICE_SUBSET, Feature.PARALLEL_TOOL_SWITCH)
            .without(Feature.ARGUMENTS_AS_TEXT, Feature.BLANK_STOPS)
            .without(Feature.SYSTEM_ANYWHERE, Feature.ASSISTANT_FIRST, Feature.REPEATED_ROLES, Feature.EMPTY_TEXT)
            .withToolCallIds(Pattern.compile("[a-zA-Z0-9_.:-]{1,64}"))
            .withMaxTemperature(1.0)
            .withMaxStops(2_500);

    @Override
    public String name() {
        return "bedrock.converse";
    }

    @Override
    public Capabilities capabilities(String model) {
        return BedrockModel.on(WIRE, model);
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
