package io.llmclient.providers.internal.gemini;

import io.llmclient.ChatRequest;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.UrlPath;
import io.llmclient.providers.internal.models.GeminiModel;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import tools.jackson.core.JsonGenerator;

/** Gemini's {@code generateContent} and {@code streamGenerateContent}. */
public final class GeminiGenerateContent implements Dialect {

    private static final Capabilities WIRE = Capabilities.everything()
            .without(Feature.SYSTEM_ANYWHERE, Feature.ASSISTANT_FIRST, Feature.REPEATED_ROLES)
            .without(Feature.PARALLEL_TOOL_SWITCH, Feature.STRICT_TOOLS, Feature.ARGUMENTS_AS_TEXT, Feature.METADATA)
            .withMaxTemperature(2.0)
            .withMaxStops(5);

    private final String version;

    private GeminiGenerateContent(String version) {
        this.version = version;
    }

    /** At a host alone, as AI Studio serves it. */
    public GeminiGenerateContent() {
        this("/v1beta");
    }

    /** Behind a base URL that names the version and where the models are, as Vertex AI serves it. */
    public static GeminiGenerateContent onVertex() {
        return new GeminiGenerateContent("");
    }

    @Override
    public String name() {
        return "gemini.generateContent";
    }

    @Override
    public Capabilities capabilities(String model) {
        return GeminiModel.model(model).on(WIRE);
    }

    /** Without {@code alt=sse} a stream would be one JSON array in pieces. */
    @Override
    public String path(Target target) {
        String path = version + "/" + resource(target.model());
        return target.streaming() ? path + ":streamGenerateContent?alt=sse" : path + ":generateContent";
    }

    /** Ids come bare, or as the API lists them: {@code models/…}, {@code tunedModels/…}. */
    private static String resource(String model) {
        return UrlPath.encoded(model.contains("/") ? model : "models/" + model);
    }

    @Override
    public void write(ChatRequest request, Target target, JsonGenerator out) {
        new RequestWriter(request, GeminiModel.of(target.model()), out).write();
    }

    @Override
    public AnswerReader reader(Target target) {
        return new GeminiReader();
    }
}
