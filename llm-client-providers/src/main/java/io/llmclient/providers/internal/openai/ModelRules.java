package io.llmclient.providers.internal.openai;

import static io.llmclient.Reasoning.Effort.HIGH;
import static io.llmclient.Reasoning.Effort.LOW;
import static io.llmclient.Reasoning.Effort.MAX;
import static io.llmclient.Reasoning.Effort.MEDIUM;
import static io.llmclient.Reasoning.Effort.MINIMAL;
import static io.llmclient.Reasoning.Effort.NONE;
import static io.llmclient.Reasoning.Effort.XHIGH;
import static io.llmclient.providers.internal.openai.ModelRules.Trait.CACHE_MARKS;
import static io.llmclient.providers.internal.openai.ModelRules.Trait.LISTS_OF_PARTS;
import static io.llmclient.providers.internal.openai.ModelRules.Trait.SAMPLES_WHILE_THINKING;
import static io.llmclient.providers.internal.openai.ModelRules.Trait.THINKS_UNASKED;
import static io.llmclient.providers.internal.openai.ModelRules.Trait.TOOLS_AT_NONE_ONLY;
import static io.llmclient.providers.internal.openai.ModelRules.Trait.TYPED_PARTS;

import io.llmclient.Reasoning.Effort;
import io.llmclient.providers.internal.PerModel;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a family of models takes on this API. Sources: OpenAI's API reference and model pages, and what its API
 * answered, as of 2026-11-20.
 *
 * @param names how the models' ids begin
 * @param efforts the levels of thinking, weakest first; empty where the model does not think or nothing is known
 */
record ModelRules(List<String> names, Capabilities capabilities, List<Effort> efforts, Set<Trait> traits) {

    /** What {@link Capabilities} cannot say. */
    enum Trait {
        /** Thinks when no level is given. */
        THINKS_UNASKED,
        /** Takes function tools at level none only; at others it answers 400 and points to the Responses API. */
        TOOLS_AT_NONE_ONLY,
        /** Takes {@code prompt_cache_breakpoint}, which is an error at other models. */
        CACHE_MARKS,
        /**
         * Takes lists of parts in every role, refusals among them; chat templates of other servers often take strings
         * only.
         */
        LISTS_OF_PARTS,
        /** Has parts for thoughts and for documents by URL, and sound as bare text: Mistral's form. */
        TYPED_PARTS,
        /** Takes sampling while it thinks, and knows no {@code developer}. */
        SAMPLES_WHILE_THINKING
    }

    private static final List<Effort> LOW_TO_HIGH = List.of(LOW, MEDIUM, HIGH);
    private static final List<Effort> LOW_TO_XHIGH = List.of(LOW, MEDIUM, HIGH, XHIGH);
    private static final List<Effort> MINIMAL_TO_HIGH = List.of(MINIMAL, LOW, MEDIUM, HIGH);
    private static final List<Effort> NONE_TO_HIGH = List.of(NONE, LOW, MEDIUM, HIGH);
    private static final List<Effort> NONE_TO_XHIGH = List.of(NONE, LOW, MEDIUM, HIGH, XHIGH);
    private static final List<Effort> NONE_TO_MAX = List.of(NONE, LOW, MEDIUM, HIGH, XHIGH, MAX);

    /**
     * Tool call ids of more than 40 characters are refused ({@code string_above_max_length}), and metadata are unless
     * the completion is stored, which is the user's decision.
     */
    private static final Capabilities OPENAI = Capabilities.everything()
            .without(Feature.TOOL_ERROR_FLAG, Feature.TOOL_RESULT_MEDIA, Feature.DOCUMENT_URLS)
            .without(Feature.TOP_K, Feature.METADATA)
            .without(Feature.SCHEMA_ANY, Feature.SCHEMA_OPTIONAL, Feature.JSON_OBJECT_UNNAMED)
            .withMaxTemperature(2.0)
            .withMaxStops(4)
            .withToolCallIds(Pattern.compile(".{1,40}"));

    private static final Capabilities PLAIN = OPENAI.without(Feature.REASONING, Feature.AUDIO);

    private static final Capabilities SOUND =
            OPENAI.without(Feature.REASONING, Feature.IMAGES, Feature.IMAGE_URLS, Feature.DOCUMENTS);

    /** Sampling is taken as long as the model doesn't think. */
    private static final Capabilities THINKS_WHEN_ASKED = OPENAI.without(Feature.AUDIO, Feature.STOP);

    private static final Capabilities THINKS = THINKS_WHEN_ASKED.without(
            Feature.TEMPERATURE, Feature.TOP_P, Feature.TEMPERATURE_WITH_TOP_P, Feature.PENALTIES);

    private static final Capabilities THINKS_LONG = window(THINKS, 1_050_000, 128_000);
    private static final Capabilities THINKS_SHORT = window(THINKS, 400_000, 128_000);

    /** The first that fits counts. */
    private static final List<ModelRules> OPENAI_FAMILIES = List.of(
            // These refuse level none, so there is no way to offer them tools.
            family(THINKS_LONG.without(Feature.TOOLS), LOW_TO_XHIGH, THINKS_UNASKED, CACHE_MARKS)
                    .of("gpt-6-astra", "gpt-6.1-sol"),
            family(THINKS_LONG, NONE_TO_MAX, THINKS_UNASKED, TOOLS_AT_NONE_ONLY, CACHE_MARKS)
                    .of("gpt-6", "gpt-5.6"),
            family(THINKS_LONG, NONE_TO_XHIGH, THINKS_UNASKED, TOOLS_AT_NONE_ONLY)
                    .of("gpt-5.5"),
            family(window(THINKS_WHEN_ASKED, 400_000, 128_000), NONE_TO_XHIGH, TOOLS_AT_NONE_ONLY)
                    .of("gpt-5.4-mini", "gpt-5.4-nano"),
            family(window(THINKS_WHEN_ASKED, 1_050_000, 128_000), NONE_TO_XHIGH, TOOLS_AT_NONE_ONLY)
                    .of("gpt-5.4"),
            family(THINKS_SHORT, LOW_TO_HIGH, THINKS_UNASKED)
                    .of("gpt-5-pro", "gpt-5.2-pro", "gpt-5-codex", "gpt-5.1-codex", "gpt-5.2-codex", "gpt-5.3-codex"),
            family(THINKS_SHORT, List.of(MEDIUM), THINKS_UNASKED).of("gpt-5.1-chat", "gpt-5.2-chat", "gpt-5.3-chat"),
            family(window(THINKS_WHEN_ASKED, 400_000, 128_000), NONE_TO_HIGH).of("gpt-5.1"),
            family(window(THINKS_WHEN_ASKED, 400_000, 128_000), NONE_TO_XHIGH).of("gpt-5.2", "gpt-5.3"),
            family(THINKS_SHORT, MINIMAL_TO_HIGH, THINKS_UNASKED).of("gpt-5"),
            family(THINKS.without(Feature.PARALLEL_TOOL_SWITCH), LOW_TO_HIGH, THINKS_UNASKED)
                    .of("o1", "o3", "o4"),
            family(SOUND, List.of()).of("gpt-audio", "gpt-4o-audio", "gpt-4o-mini-audio"),
            family(window(PLAIN, 1_047_576, 32_768), List.of()).of("gpt-4.1"),
            family(window(PLAIN, 128_000, 16_384), List.of()).of("gpt-4o"),
            family(PLAIN, List.of()).of("gpt-4", "gpt-3", "chatgpt"));

    /** An alias, or newer than this table: it is not kept from anything. */
    private static final ModelRules UNKNOWN = family(OPENAI, List.of());

    /** Less than OpenAI's own take: what nearly all services do. */
    private static final ModelRules COMPATIBLE = new ModelRules(
            List.of(),
            OPENAI.without(Feature.PARALLEL_TOOL_SWITCH, Feature.STRICT_TOOLS, Feature.TOOL_CHOICE_SUBSET)
                    .without(Feature.DOCUMENTS, Feature.AUDIO)
                    .without(Feature.SYSTEM_ANYWHERE, Feature.REPEATED_ROLES, Feature.EMPTY_TEXT)
                    .without(Feature.ASSISTANT_FIRST, Feature.ASSISTANT_LAST)
                    .withToolCallIds(null),
            List.of(),
            Set.of());

    /**
     * Mistral's chat completions, which answer 422 to any field they do not know and 400 to tool call ids of another
     * form. Source: its documentation and clients, and recorded traffic, as of 2026-11-20.
     */
    private static final Capabilities MISTRAL = Capabilities.everything()
            .without(Feature.TOOL_ERROR_FLAG, Feature.TOOL_RESULT_MEDIA, Feature.TOOL_CHOICE_SUBSET)
            .without(Feature.STRICT_TOOLS, Feature.TOP_K, Feature.REASONING, Feature.EMPTY_TEXT)
            .without(Feature.SYSTEM_ANYWHERE, Feature.REPEATED_ROLES, Feature.USER_AFTER_TOOL_RESULT)
            .without(Feature.ASSISTANT_LAST, Feature.SCHEMA_ANY)
            .withMaxTemperature(1.5)
            .withToolCallIds(Pattern.compile("[a-zA-Z0-9]{9}"));

    /**
     * Whoever hosts them: they cannot be made to call a tool. Source: clients and gateways that speak to their hosts,
     * as of 2026-11-20.
     */
    private static final ModelRules GPT_OSS =
            new ModelRules(List.of(), COMPATIBLE.capabilities.without(Feature.FORCED_TOOL_CHOICE), List.of(), Set.of());

    private static final Set<Trait> MISTRAL_TRAITS =
            Collections.unmodifiableSet(EnumSet.of(TYPED_PARTS, SAMPLES_WHILE_THINKING));

    private static final ModelRules MISTRAL_HYBRID = new ModelRules(
            List.of("mistral-small", "mistral-medium", "magistral"),
            MISTRAL.with(Feature.REASONING),
            List.of(NONE, MINIMAL, LOW, MEDIUM, HIGH, XHIGH),
            MISTRAL_TRAITS);

    private static final ModelRules MISTRAL_PLAIN = new ModelRules(List.of(), MISTRAL, List.of(), MISTRAL_TRAITS);

    private static final PerModel<ModelRules> OPENAI_MODELS = new PerModel<>(ModelRules::find);

    /** The rules of one of OpenAI's models; of a fine-tuned one those of its base. */
    static ModelRules ofOpenAi(String model) {
        return OPENAI_MODELS.of(model);
    }

    /** The rules of a model behind a service of which nothing is known; hosts put their own words around its name. */
    static ModelRules ofCompatible(String model) {
        return model.contains("gpt-oss") ? GPT_OSS : COMPATIBLE;
    }

    /** The rules of one of Mistral's models: whether it thinks is all in which they differ. */
    static ModelRules ofMistral(String model) {
        return MISTRAL_HYBRID.fits(model) ? MISTRAL_HYBRID : MISTRAL_PLAIN;
    }

    private static ModelRules find(String model) {
        String base = model.startsWith("ft:") ? model.substring(3) : model;
        return OPENAI_FAMILIES.stream()
                .filter(family -> family.fits(base))
                .findFirst()
                .orElse(UNKNOWN);
    }

    private boolean fits(String model) {
        return names.stream().anyMatch(model::startsWith);
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether the model is known to be able to think, and then takes no sampling. */
    boolean thinks() {
        return !efforts.isEmpty() && !has(SAMPLES_WHILE_THINKING);
    }

    /**
     * The weakest level that does what is wished, or the strongest there is; the wish itself where nothing is known.
     */
    Effort nearest(Effort wish) {
        Effort strongest = wish;
        for (Effort level : efforts) {
            if (level.compareTo(wish) >= 0) {
                return level;
            }
            strongest = level;
        }
        return strongest;
    }

    private static Capabilities window(Capabilities capabilities, int context, int output) {
        return capabilities.withContextWindow(context).withMaxOutputTokens(output);
    }

    private static ModelRules family(Capabilities capabilities, List<Effort> efforts, Trait... traits) {
        EnumSet<Trait> all = EnumSet.of(LISTS_OF_PARTS, traits);
        return new ModelRules(List.of(), capabilities, efforts, Collections.unmodifiableSet(all));
    }

    private ModelRules of(String... more) {
        return new ModelRules(List.of(more), capabilities, efforts, traits);
    }
}
