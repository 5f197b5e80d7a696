package io.llmclient.providers.internal.responses;

import io.llmclient.ChatRequest;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.models.Model;
import io.llmclient.providers.internal.models.ModelRules;
import io.llmclient.providers.internal.models.OpenAiModels;
import io.llmclient.providers.internal.models.OpenModels;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;

/**
 * The Responses API without its memory: nothing is stored at the service, the whole conversation goes along with every
 * request, and what a model thought goes back to it as it came.
 */
public final class ResponsesDialect implements Dialect {

    /** This API has no stop sequences, no seed, no penalties; metadata are for responses that are stored. */
    private static final Capabilities OPENAI_WIRE = Capabilities.everything()
            .without(Feature.TOOL_ERROR_FLAG, Feature.AUDIO, Feature.THINKING_BUDGET)
            .without(Feature.STOP, Feature.SEED, Feature.PENALTIES, Feature.TOP_K, Feature.METADATA)
            .without(Feature.SCHEMA_ANY, Feature.SCHEMA_OPTIONAL, Feature.JSON_OBJECT_UNNAMED)
            .withMaxTemperature(2.0)
            .withToolCallIds(Pattern.compile(".{1,64}"));

    /** Less than OpenAI's own take: what nearly all services do. */
    private static final Capabilities COMPATIBLE_WIRE = OPENAI_WIRE
            .without(Feature.PARALLEL_TOOL_SWITCH, Feature.STRICT_TOOLS, Feature.TOOL_CHOICE_SUBSET)
            .without(Feature.DOCUMENTS, Feature.DOCUMENT_URLS, Feature.TOOL_RESULT_MEDIA)
            .without(Feature.SYSTEM_ANYWHERE, Feature.REPEATED_ROLES, Feature.EMPTY_TEXT)
            .without(Feature.ASSISTANT_FIRST, Feature.ASSISTANT_LAST);

    private static final ResponsesDialect OPEN_AI = new ResponsesDialect(true);
    private static final ResponsesDialect COMPATIBLE = new ResponsesDialect(false);

    /** Whether all models are OpenAI's; else those that are known as such. */
    private final boolean openAis;

    private ResponsesDialect(boolean openAis) {
        this.openAis = openAis;
    }

    /** As OpenAI's own models speak it. */
    public static Dialect openAi() {
        return OPEN_AI;
    }

    /** As another service speaks it: of models that are not known, only what nearly all of them take. */
    public static Dialect compatible() {
        return COMPATIBLE;
    }

    @Override
    public String name() {
        return "openai.responses";
    }

    @Override
    public Capabilities capabilities(String model) {
        return model(model).on(isOpenAis(model) ? OPENAI_WIRE : COMPATIBLE_WIRE);
    }

    private Model<ModelRules> model(String id) {
        return isOpenAis(id) ? OpenAiModels.of(id) : OpenModels.of(id);
    }

    private boolean isOpenAis(String model) {
        return openAis || OpenAiModels.knows(model);
    }

    @Override
    public String path(Target target) {
        return "/responses";
    }

    @Override
    public void write(ChatRequest request, Target target, JsonGenerator out) {
        new RequestWriter(request, target, model(target.model()).traits(), out).write();
    }

    @Override
    public AnswerReader reader(Target target) {
        return new ResponsesReader();
    }
}
