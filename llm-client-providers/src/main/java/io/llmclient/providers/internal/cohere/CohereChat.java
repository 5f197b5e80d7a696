package io.llmclient.providers.internal.cohere;

import io.llmclient.ChatRequest;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.models.CohereModels;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import tools.jackson.core.JsonGenerator;

/**
 * Cohere's chat, version 2.
 *
 * <p>Before it calls tools a model says what it is going to do, in a field of its own. That plan is a thought that is
 * signed {@value #PLAN}, which tells it apart from thoughts proper when it goes back.
 */
public final class CohereChat implements Dialect {

    private static final Capabilities WIRE = Capabilities.everything()
            .without(Feature.TOOL_CHOICE_SUBSET, Feature.PARALLEL_TOOL_SWITCH)
            .without(Feature.TOOL_ERROR_FLAG, Feature.TOOL_RESULT_MEDIA)
            .without(Feature.DOCUMENTS, Feature.DOCUMENT_URLS, Feature.AUDIO)
            .without(Feature.SYSTEM_ANYWHERE, Feature.ASSISTANT_FIRST, Feature.ASSISTANT_LAST, Feature.REPEATED_ROLES)
            .without(Feature.EMPTY_TEXT, Feature.METADATA)
            .without(Feature.SCHEMA_ANY, Feature.SCHEMA_BOUNDS, Feature.SCHEMA_UNENFORCED)
            .withMaxTemperature(1.0)
            .withMaxStops(5);

    /** The field of a message, and the mark of the thought it becomes. */
    static final String PLAN = "tool_plan";

    @Override
    public String name() {
        return "cohere.chat";
    }

    @Override
    public Capabilities capabilities(String model) {
        return CohereModels.TABLE.of(model).on(WIRE);
    }

    @Override
    public String path(Target target) {
        return "/v2/chat";
    }

    @Override
    public void write(ChatRequest request, Target target, JsonGenerator out) {
        new RequestWriter(request, target, out).write();
    }

    @Override
    public AnswerReader reader(Target target) {
        return new ChatReader();
    }
}
