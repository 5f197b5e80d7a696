package io.llmclient.providers.internal.anthropic;

import io.llmclient.ChatRequest;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.UrlPath;
import io.llmclient.providers.internal.models.ClaudeGeneration;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * Anthropic's Messages API in its version 2023-06-01. A later {@code anthropic-version} may be set as a header of the
 * provider; so may {@code anthropic-beta}.
 *
 * <p>The API demands a limit of output tokens. Where the request has none, the model's maximum is sent, since a smaller
 * guess would cut answers that other providers give whole. An unstreamed answer gets 21 333 tokens at most (and its
 * thinking budget on top): at the pace Anthropic's clients reckon with, 128 000 tokens an hour, more may take
 * longer than the ten minutes after which networks drop a silent connection.
 */
public final class AnthropicMessages implements Dialect {

    static final Capabilities WIRE = Capabilities.everything()
            .without(Feature.SEED, Feature.PENALTIES, Feature.JSON_OBJECT, Feature.EMPTY_TEXT)
            .without(Feature.ARGUMENTS_AS_TEXT, Feature.BLANK_STOPS, Feature.METADATA_ANY)
            .without(Feature.SYSTEM_ANYWHERE, Feature.ASSISTANT_FIRST, Feature.TOOL_CHOICE_SUBSET)
            .withMaxTemperature(1.0);

    private final Platform platform;

    private AnthropicMessages(Platform platform) {
        this.platform = platform;
    }

    /** As Anthropic itself serves it. */
    public AnthropicMessages() {
        this(Platform.ANTHROPIC);
    }

    /** As Vertex AI serves it, behind a base URL that names the publisher. */
    public static AnthropicMessages onVertex() {
        return new AnthropicMessages(Platform.VERTEX);
    }

    @Override
    public String name() {
        return "anthropic.messages";
    }

    @Override
    public Capabilities capabilities(String model) {
        return ClaudeGeneration.model(model).on(WIRE);
    }

    @Override
    public String path(Target target) {
        if (platform == Platform.ANTHROPIC) {
            return "/v1/messages";
        }
        return "/models/" + UrlPath.encoded(target.model())
                + (target.streaming() ? ":streamRawPredict" : ":rawPredict");
    }

    @Override
    public Map<String, String> headers(Target target) {
        return platform == Platform.ANTHROPIC ? Map.of("anthropic-version", "2023-06-01") : Map.of();
    }

    @Override
    public void write(ChatRequest request, Target target, JsonGenerator out) {
        new RequestWriter(request, target, platform, out).write();
    }

    @Override
    public AnswerReader reader(Target target) {
        return new MessagesReader();
    }
}
