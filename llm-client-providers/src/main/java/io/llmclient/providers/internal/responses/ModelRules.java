package io.llmclient.providers.internal.responses;

import static io.llmclient.Reasoning.Effort.HIGH;
import static io.llmclient.Reasoning.Effort.LOW;
import static io.llmclient.Reasoning.Effort.MAX;
import static io.llmclient.Reasoning.Effort.MEDIUM;
import static io.llmclient.Reasoning.Effort.MINIMAL;
import static io.llmclient.Reasoning.Effort.NONE;
import static io.llmclient.Reasoning.Effort.XHIGH;

import io.llmclient.Reasoning.Effort;
import io.llmclient.providers.internal.PerModel;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a family of models takes on this API. Sources: OpenAI's API reference and model pages, and what the services
 * answered, as seen until November 2026.
 *
 * @param names how the models' ids begin
 * @param efforts the levels of thinking, weakest first; empty where the model does not think or nothing is known
 * @param thoughts what becomes of its thoughts
 * @param callsInARow whether nothing may stand between the tool calls of one turn
 */
record ModelRules(
        List<String> names, Capabilities capabilities, List<Effort> efforts, Thoughts thoughts, boolean callsInARow) {

    /** What becomes of a model's thoughts, which it wants back. */
    enum Thoughts {
        /** It has none; to ask for them is an error. */
        NONE,
        /** They come encrypted if asked for. */
        ENCRYPTED,
        /** Nothing is known: they are asked for only where the request asks for thinking. */
        UNKNOWN
    }

    private static final List<Effort> LOW_TO_HIGH = List.of(LOW, MEDIUM, HIGH);
    private static final List<Effort> LOW_TO_XHIGH = List.of(LOW, MEDIUM, HIGH, XHIGH);
    private static final List<Effort> LOW_TO_MAX = List.of(LOW, MEDIUM, HIGH, XHIGH, MAX);
    private static final List<Effort> MINIMAL_TO_HIGH = List.of(MINIMAL, LOW, MEDIUM, HIGH);
    private static final List<Effort> NONE_TO_HIGH = List.of(NONE, LOW, MEDIUM, HIGH);
    private static final List<Effort> NONE_TO_XHIGH = List.of(NONE, LOW, MEDIUM, HIGH, XHIGH);
    private static final List<Effort> NONE_TO_MAX = List.of(NONE, LOW, MEDIUM, HIGH, XHIGH, MAX);

    /** This API has no stop sequences, no seed, no penalties; metadata are for responses that are stored. */
    private static final Capabilities OPENAI = Capabilities.everything()
            .without(Feature.TOOL_ERROR_FLAG, Feature.AUDIO)
            .without(Feature.STOP, Feature.SEED, Feature.PENALTIES, Feature.TOP_K, Feature.METADATA)
            .without(Feature.SCHEMA_ANY, Feature.SCHEMA_OPTIONAL, Feature.JSON_OBJECT_UNNAMED)
            .withMaxTemperature(2.0)
            .withToolCallIds(Pattern.compile(".{1,64}"));

    private static final Capabilities PLAIN = OPENAI.without(Feature.REASONING);

    private static final Capabilities THINKS =
            OPENAI.without(Feature.TEMPERATURE, Feature.TOP_P, Feature.TEMPERATURE_WITH_TOP_P);

    private static final Capabilities THINKS_LONG = window(THINKS, 1_050_000, 128_000);
    private static final Capabilities THINKS_SHORT = window(THINKS, 400_000, 128_000);

    /** Less than OpenAI's own take: what nearly all services do. */
    private static final Capabilities COMPATIBLE = OPENAI.without(
                    Feature.PARALLEL_TOOL_SWITCH, Feature.STRICT_TOOLS, Feature.TOOL_CHOICE_SUBSET)
            .without(Feature.DOCUMENTS, Feature.DOCUMENT_URLS, Feature.TOOL_RESULT_MEDIA)
            .without(Feature.SYSTEM_ANYWHERE, Feature.REPEATED_ROLES, Feature.EMPTY_TEXT)
            .without(Feature.ASSISTANT_FIRST, Feature.ASSISTANT_LAST);

    /** The first that fits counts. */
    private static final List<ModelRules> FAMILIES = List.of(
            thinking(THINKS_LONG, LOW_TO_MAX, "gpt-6-astra", "gpt-6.1-sol"),
            thinking(THINKS_LONG, NONE_TO_MAX, "gpt-6", "gpt-5.6"),
            thinking(THINKS_LONG, LOW_TO_XHIGH, "gpt-5.5-pro", "gpt-5.4-pro"),
            thinking(THINKS_LONG, NONE_TO_XHIGH, "gpt-5.5"),
            // These take sampling settings as long as they don't think, which they do when asked.
            thinking(window(OPENAI, 400_000, 128_000), NONE_TO_XHIGH, "gpt-5.4-mini", "gpt-5.4-nano"),
            thinking(window(OPENAI, 1_050_000, 128_000), NONE_TO_XHIGH, "gpt-5.4"),
            thinking(THINKS_SHORT, LOW_TO_HIGH, "gpt-5-pro", "gpt-5.2-pro", "gpt-5-codex", "gpt-5.1-codex"),
            thinking(THINKS_SHORT, LOW_TO_XHIGH, "gpt-5.2-codex", "gpt-5.3-codex"),
            thinking(THINKS_SHORT, List.of(MEDIUM), "gpt-5.1-chat", "gpt-5.2-chat", "gpt-5.3-chat"),
            thinking(window(OPENAI, 400_000, 128_000), NONE_TO_HIGH, "gpt-5.1"),
            thinking(window(OPENAI, 400_000, 128_000), NONE_TO_XHIGH, "gpt-5.2", "gpt-5.3"),
            thinking(THINKS_SHORT, MINIMAL_TO_HIGH, "gpt-5"),
            thinking(THINKS.without(Feature.PARALLEL_TOOL_SWITCH), LOW_TO_HIGH, "o1", "o3", "o4"),
            plain(window(PLAIN, 1_047_576, 32_768), "gpt-4.1"),
            plain(window(PLAIN, 128_000, 16_384), "gpt-4o"),
            plain(PLAIN, "gpt-4", "gpt-3", "chatgpt"));

    /** Models of others, by whose service they are known. */
    private static final List<ModelRules> OTHERS = List.of(
            new ModelRules(List.of("grok"), COMPATIBLE, List.of(), Thoughts.ENCRYPTED, false),
            new ModelRules(List.of("deepseek"), COMPATIBLE, List.of(), Thoughts.UNKNOWN, true));

    /** An alias, or newer than this table: it is not kept from anything. */
    private static final ModelRules UNKNOWN = new ModelRules(List.of(), OPENAI, List.of(), Thoughts.UNKNOWN, false);

    private static final ModelRules STRANGER =
            new ModelRules(List.of(), COMPATIBLE, List.of(), Thoughts.UNKNOWN, false);

    private static final PerModel<ModelRules> OPENAI_MODELS =
            new PerModel<>(model -> find(FAMILIES, model.startsWith("ft:") ? model.substring(3) : model, UNKNOWN));

    private static final PerModel<ModelRules> ANY_MODELS = new PerModel<>(ModelRules::findAnywhere);

    /** The rules of one of OpenAI's models; of a fine-tuned one those of its base. */
    static ModelRules ofOpenAi(String model) {
        return OPENAI_MODELS.of(model);
    }

    /** The rules of a model at another service, which may put its maker before its name. */
    static ModelRules ofAnyone(String model) {
        return ANY_MODELS.of(model);
    }

    private static ModelRules findAnywhere(String model) {
        String base = model.substring(model.lastIndexOf('/') + 1);
        String name = base.startsWith("openai.") ? base.substring("openai.".length()) : base;
        return find(FAMILIES, name, find(OTHERS, name, STRANGER));
    }

    private static ModelRules find(List<ModelRules> families, String model, ModelRules otherwise) {
        for (ModelRules family : families) {
            for (String name : family.names) {
                if (model.startsWith(name)) {
                    return family;
                }
            }
        }
        return otherwise;
    }

    /** Whether the model is one of OpenAI's that can think. */
    boolean thinks() {
        return !efforts.isEmpty();
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

    private static ModelRules thinking(Capabilities capabilities, List<Effort> efforts, String... names) {
        return new ModelRules(List.of(names), capabilities, efforts, Thoughts.ENCRYPTED, false);
    }

    private static ModelRules plain(Capabilities capabilities, String... names) {
        return new ModelRules(List.of(names), capabilities, List.of(), Thoughts.NONE, false);
    }
}
