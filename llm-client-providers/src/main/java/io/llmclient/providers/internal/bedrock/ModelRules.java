package io.llmclient.providers.internal.bedrock;

import static io.llmclient.providers.internal.bedrock.ModelRules.Family.CLAUDE;
import static io.llmclient.providers.internal.bedrock.ModelRules.Family.GPT_OSS;
import static io.llmclient.providers.internal.bedrock.ModelRules.Family.NOVA;
import static io.llmclient.providers.internal.bedrock.ModelRules.Family.OTHER;
import static io.llmclient.providers.internal.bedrock.ModelRules.Trait.CACHE_POINTS;
import static io.llmclient.providers.internal.bedrock.ModelRules.Trait.NO_SYSTEM;
import static io.llmclient.providers.internal.bedrock.ModelRules.Trait.RESULTS_ALONE;
import static io.llmclient.spi.Feature.*;

import io.llmclient.providers.internal.ClaudeGeneration;
import io.llmclient.providers.internal.PerModel;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the models behind Bedrock differ in. A model is found by what its id holds, since regions and ARNs may precede
 * it. The facts are from AWS's model pages and from error messages, seen in November 2026.
 *
 * @param name what the id holds
 */
record ModelRules(String name, Family family, Capabilities capabilities, Set<Trait> traits) {

    /** Whose own fields it takes besides those of all models. */
    enum Family {
        CLAUDE,
        NOVA,
        GPT_OSS,
        OTHER
    }

    /** What a model demands or understands. */
    enum Trait {
        /** Takes no system message. */
        NO_SYSTEM,
        /** Takes tool results only in a message of their own. */
        RESULTS_ALONE,
        /** Understands marks for the cache. */
        CACHE_POINTS
    }

    /** What all models with tools understand; the rest of the vocabulary varies. */
    private static final Capabilities TOOLS_AND_TEXT = Capabilities.everything()
            .without(SEED, PENALTIES, TOP_K, REASONING, JSON_OBJECT, JSON_SCHEMA)
            .without(FORCED_TOOL_CHOICE, NO_TOOL_CHOICE, TOOL_CHOICE_SUBSET, PARALLEL_TOOL_SWITCH, STRICT_TOOLS)
            .without(IMAGES, IMAGE_URLS, DOCUMENTS, DOCUMENT_URLS, AUDIO, TOOL_RESULT_MEDIA)
            .without(SYSTEM_ANYWHERE, ASSISTANT_FIRST, ASSISTANT_LAST, REPEATED_ROLES, EMPTY_TEXT)
            .withToolCallIds(Pattern.compile("[a-zA-Z0-9_.:-]{1,64}"))
            .withMaxTemperature(1.0)
            .withMaxStops(2_500);

    private static final Capabilities STRUCTURED = TOOLS_AND_TEXT.with(JSON_SCHEMA, STRICT_TOOLS);

    private static final Capabilities NOVA_MICRO = TOOLS_AND_TEXT.with(FORCED_TOOL_CHOICE, TOP_K, ASSISTANT_LAST);

    /** Fetches media from S3. */
    private static final Capabilities NOVA_1 =
            NOVA_MICRO.with(IMAGES, IMAGE_URLS, DOCUMENTS, DOCUMENT_URLS, TOOL_RESULT_MEDIA);

    private static final Capabilities MISTRAL = TOOLS_AND_TEXT.withToolCallIds(Pattern.compile("[a-zA-Z0-9]{9}"));

    /** The first that fits counts. */
    private static final List<ModelRules> ALL = List.of(
            rules("amazon.nova-micro", NOVA, NOVA_MICRO, CACHE_POINTS),
            rules("amazon.nova-2", NOVA, NOVA_1.with(REASONING), CACHE_POINTS),
            rules("amazon.nova", NOVA, NOVA_1, CACHE_POINTS),
            rules("amazon.titan", OTHER, TOOLS_AND_TEXT.without(TOOLS), NO_SYSTEM),
            rules("openai.gpt-oss", GPT_OSS, TOOLS_AND_TEXT.with(REASONING)),
            rules("deepseek.r1", OTHER, TOOLS_AND_TEXT.without(TOOLS)),
            rules("mistral.mistral-7b", OTHER, MISTRAL.without(TOOLS), NO_SYSTEM),
            rules("mistral.mixtral", OTHER, MISTRAL.without(TOOLS), NO_SYSTEM),
            rules("mistral.pixtral", OTHER, MISTRAL.with(IMAGES), RESULTS_ALONE),
            rules("mistral.", OTHER, MISTRAL, RESULTS_ALONE),
            rules("meta.llama4", OTHER, TOOLS_AND_TEXT.with(IMAGES), RESULTS_ALONE),
            rules("meta.", OTHER, TOOLS_AND_TEXT, RESULTS_ALONE),
            rules("writer.", OTHER, TOOLS_AND_TEXT.without(TOOL_ERROR_FLAG), RESULTS_ALONE),
            rules("zai.", OTHER, STRUCTURED.with(FORCED_TOOL_CHOICE)),
            rules("moonshot", OTHER, STRUCTURED.with(FORCED_TOOL_CHOICE)),
            rules("qwen.qwen3", OTHER, STRUCTURED),
            rules("minimax.", OTHER, STRUCTURED),
            rules("nvidia.nemotron", OTHER, STRUCTURED));

    private static final PerModel<ModelRules> KNOWN = new PerModel<>(ModelRules::find);

    static ModelRules of(String model) {
        return KNOWN.of(model);
    }

    /** Of a model that is not here, or behind an ARN that does not name it, no more is expected than of all. */
    private static ModelRules find(String model) {
        return model.contains("anthropic.")
                ? rules("anthropic.", CLAUDE, claude(model), CACHE_POINTS)
                : ALL.stream()
                        .filter(rules -> model.contains(rules.name))
                        .findFirst()
                        .orElseGet(() -> rules("", OTHER, TOOLS_AND_TEXT));
    }

    private static Capabilities claude(String model) {
        return ClaudeGeneration.of(model)
                .onBedrock()
                .without(NO_TOOL_CHOICE, PARALLEL_TOOL_SWITCH, REPEATED_ROLES, Feature.EMPTY_TEXT);
    }

    private static ModelRules rules(String name, Family family, Capabilities capabilities, Trait... traits) {
        return new ModelRules(name, family, capabilities, Set.of(traits));
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }
}
