package io.llmclient.providers.internal.gemini;

import io.llmclient.ChatRequest;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.PathSegment;
import io.llmclient.spi.Capabilities;
import tools.jackson.core.JsonGenerator;

/** Gemini's {@code generateContent} and {@code streamGenerateContent}. */
public final class GeminiGenerateContent implements Dialect {

    @Override
    public String name() {
        return "gemini.generateContent";
    }

    @Override
    public Capabilities capabilities(String model) {
        return ModelFamily.of(model).capabilities();
    }

    /** Without {@code alt=sse} a stream would be one JSON array in pieces. */
    @Override
    public String path(Target target) {
        String path = "/v1beta/" + resource(target.model());
        return target.streaming() ? path + ":streamGenerateContent?alt=sse" : path + ":generateContent";
    }

    /** Ids come bare, or as the API lists them: {@code models/…}, {@code tunedModels/…}. */
    private static String resource(String model) {
        String resource = model.contains("/") ? model : "models/" + model;
        return PathSegment.of(resource).replace("%2F", "/");
    }

    @Override
    public void write(ChatRequest request, Target target, JsonGenerator out) {
        new RequestWriter(request, ModelFamily.of(target.model()), out).write();
    }

    @Override
    public AnswerReader reader(Target target) {
        return new GeminiReader();
    }
}
