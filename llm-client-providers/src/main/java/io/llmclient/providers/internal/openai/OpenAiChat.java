package io.llmclient.providers.internal.openai;

import static io.llmclient.providers.internal.models.ModelRules.Trait.TOOLS_AT_NONE_ONLY;

import io.llmclient.ChatRequest;
import io.llmclient.Reasoning.Effort;
import io.llmclient.core.http.AnswerReader;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.UrlPath;
import io.llmclient.providers.internal.models.HostedModels;
import io.llmclient.providers.internal.models.MistralModels;
import io.llmclient.providers.internal.models.Model;
import io.llmclient.providers.internal.models.ModelRules;
import io.llmclient.providers.internal.models.ModelTable;
import io.llmclient.providers.internal.models.OpenAiModels;
import io.llmclient.providers.internal.models.OpenModels;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The chat completions dialect: the words are the same everywhere, what a model takes depends on whose it is. */
public final class OpenAiChat implements Dialect {

    /**
     * Tool call ids of more than 40 characters are refused ({@code string_above_max_length}), and metadata are unless
     * the completion is stored, which is the user's decision.
     */
    private static final Capabilities OPENAI_WIRE = Capabilities.everything()
            .without(Feature.TOOL_ERROR_FLAG, Feature.TOOL_RESULT_MEDIA, Feature.DOCUMENT_URLS)
            .without(Feature.TOP_K, Feature.METADATA, Feature.THINKING_BUDGET, Feature.THOUGHTS_ALONE)
            .without(Feature.SCHEMA_ANY, Feature.SCHEMA_OPTIONAL, Feature.JSON_OBJECT_UNNAMED)
            .withMaxTemperature(2.0)
            .withMaxStops(4)
            .withToolCallIds(Pattern.compile(".{1,40}"));

    /** Less than OpenAI's own take: what nearly all services do. */
    private static final Capabilities COMPATIBLE_WIRE = OPENAI_WIRE
            .without(Feature.PARALLEL_TOOL_SWITCH, Feature.STRICT_TOOLS, Feature.TOOL_CHOICE_SUBSET)
            .without(Feature.DOCUMENTS, Feature.AUDIO)
            .without(Feature.SYSTEM_ANYWHERE, Feature.REPEATED_ROLES, Feature.EMPTY_TEXT)
            .without(Feature.ASSISTANT_FIRST, Feature.ASSISTANT_LAST)
            .withToolCallIds(null);

    /** Mistral answers 422 to any field that it does not know, and 400 to tool call ids of another form. */
    private static final Capabilities MISTRAL_WIRE = Capabilities.everything()
            .without(Feature.TOOL_ERROR_FLAG, Feature.TOOL_RESULT_MEDIA, Feature.TOOL_CHOICE_SUBSET)
            .without(Feature.STRICT_TOOLS, Feature.TOP_K, Feature.EMPTY_TEXT)
            .without(Feature.THINKING_BUDGET, Feature.THOUGHTS_ALONE)
            .without(Feature.SYSTEM_ANYWHERE, Feature.REPEATED_ROLES, Feature.USER_AFTER_TOOL_RESULT)
            .without(Feature.ASSISTANT_LAST, Feature.SCHEMA_ANY)
            .withMaxTemperature(1.5)
            .withToolCallIds(Pattern.compile("[a-zA-Z0-9]{9}"));

    private static final OpenAiChat OPEN_AI = openAi(null);
    private static final OpenAiChat COMPATIBLE = compatible(HostedModels.AS_THEY_ARE);
    private static final OpenAiChat MISTRAL =
            new OpenAiChat("mistral.chat", MISTRAL_WIRE, MistralModels.TABLE::of, HostedModels.AS_THEY_ARE, null);

    private final String name;
    private final Capabilities wire;
    private final Function<String, Model<ModelRules>> models;
    private final ModelTable<ModelRules> hosted;

    /** Where the model is part of the path; null where it is only in the body. */
    private final @Nullable String apiVersion;

    private OpenAiChat(
            String name,
            Capabilities wire,
            Function<String, Model<ModelRules>> models,
            ModelTable<ModelRules> hosted,
            @Nullable String apiVersion) {
        this.name = name;
        this.wire = wire;
        this.models = models;
        this.hosted = hosted;
        this.apiVersion = apiVersion;
    }

    private static OpenAiChat openAi(@Nullable String apiVersion) {
        return new OpenAiChat("openai.chat", OPENAI_WIRE, OpenAiModels::of, HostedModels.AS_THEY_ARE, apiVersion);
    }

    /** As OpenAI's own models speak it. */
    public static Dialect openAi() {
        return OPEN_AI;
    }

    /** As Azure speaks it where its version is a date: the model is a deployment, and a part of the path. */
    public static Dialect deployments(String apiVersion) {
        return openAi(apiVersion);
    }

    /** As a service speaks it of which nothing else is known: only what nearly all of them take. */
    public static Dialect compatible() {
        return COMPATIBLE;
    }

    /** The same, as a host speaks it that does not serve all models as they are. */
    public static OpenAiChat compatible(ModelTable<ModelRules> hosted) {
        return new OpenAiChat("openai.chat", COMPATIBLE_WIRE, OpenModels::of, hosted, null);
    }

    /** As Mistral's own models speak it. */
    public static Dialect mistral() {
        return MISTRAL;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Capabilities capabilities(String model) {
        Model<ModelRules> known = models.apply(model);
        Capabilities can = hosted.of(model).on(known.on(wire));
        return known.traits().has(TOOLS_AT_NONE_ONLY) ? withToolsAtNoneOnly(can) : can;
    }

    /** Models that take no tools here, since they always think, do so at {@code xhigh} at most. */
    private static Capabilities withToolsAtNoneOnly(Capabilities can) {
        List<Effort> efforts = can.efforts();
        return efforts.contains(Effort.NONE)
                ? can.without(Feature.THINKING_WITH_TOOLS)
                : can.without(Feature.TOOLS)
                        .withEfforts(efforts.stream()
                                .filter(level -> level != Effort.MAX)
                                .toArray(Effort[]::new));
    }

    @Override
    public String path(Target target) {
        return apiVersion == null
                ? "/chat/completions"
                : "/deployments/" + UrlPath.encoded(target.model()) + "/chat/completions?api-version=" + apiVersion;
    }

    @Override
    public void write(ChatRequest request, Target target, JsonGenerator out) {
        new RequestWriter(request, target, models.apply(target.model()).traits(), out).write();
    }

    @Override
    public AnswerReader reader(Target target) {
        return new ChatReader();
    }
}
