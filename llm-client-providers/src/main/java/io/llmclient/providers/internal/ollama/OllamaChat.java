package io.llmclient.providers.internal.ollama;

import io.llmclient.ChatRequest;
import io.llmclient.Reasoning.Effort;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.Framing;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.models.Model;
import io.llmclient.providers.internal.models.ModelRules;
import io.llmclient.providers.internal.models.ModelRules.Trait;
import io.llmclient.providers.internal.models.OpenModels;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import tools.jackson.core.JsonGenerator;

/** Ollama's own chat API, which streams one JSON document a line. */
public final class OllamaChat implements Dialect {

    /** Any order of roles goes through the model's template. */
    private static final Capabilities WIRE = Capabilities.everything()
            .without(Feature.FORCED_TOOL_CHOICE, Feature.NO_TOOL_CHOICE, Feature.TOOL_CHOICE_SUBSET)
            .without(Feature.PARALLEL_TOOL_SWITCH, Feature.STRICT_TOOLS)
            .without(Feature.TOOL_ERROR_FLAG, Feature.TOOL_RESULT_MEDIA)
            .without(Feature.IMAGE_URLS, Feature.DOCUMENTS, Feature.DOCUMENT_URLS, Feature.AUDIO)
            .without(Feature.THINKING_BUDGET, Feature.ARGUMENTS_AS_TEXT, Feature.METADATA);

    @Override
    public String name() {
        return "ollama.chat";
    }

    /**
     * Whether a model has tools or sees depends on its file, and how long its window is on the server's settings, which
     * only the server knows. A model that is not known to think is not told to: the server would refuse it. A level
     * where a model has none, or a switch where it has levels, is passed over by the server in silence.
     */
    @Override
    public Capabilities capabilities(String model) {
        Model<ModelRules> known = OpenModels.of(model);
        Capabilities can = known.on(WIRE).withContextWindow(null);
        return !known.traits().has(Trait.THINKS)
                ? can.without(Feature.REASONING, Feature.THINKING_LEVELS)
                : known.traits().has(Trait.LEVELS)
                        ? can.withEfforts(Effort.NONE, Effort.LOW, Effort.MEDIUM, Effort.HIGH)
                        : can.without(Feature.THINKING_LEVELS);
    }

    @Override
    public String path(Target target) {
        return "/api/chat";
    }

    @Override
    public Framing framing() {
        return Framing.JSON_LINES;
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
