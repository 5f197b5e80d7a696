package io.llmclient.providers.internal.gemini;

import io.llmclient.Reasoning.Effort;
import io.llmclient.providers.internal.PerModel;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the models of a name pattern can do. Source: the Gemini API's documentation, change log and error messages, as
 * of 2026-11-20.
 *
 * @param thinking how thinking is steered; not asked where {@link Feature#REASONING} is missing
 * @param signsCalls whether the first function call of a step must bear a thought signature (Gemini 3 answers 400
 *     without)
 * @param jsonWithTools whether a JSON answer and tools go together (a 400 before Gemini 3)
 * @param systemInstruction whether there is one (a 400 for Gemma up to 3)
 */
record ModelFamily(
        Pattern names,
        Capabilities capabilities,
        Thinking thinking,
        boolean signsCalls,
        boolean jsonWithTools,
        boolean systemInstruction) {

    private static final Capabilities COMMON = Capabilities.everything()
            .without(
                    Feature.SYSTEM_ANYWHERE,
                    Feature.ASSISTANT_FIRST,
                    Feature.REPEATED_ROLES,
                    Feature.PARALLEL_TOOL_SWITCH,
                    Feature.STRICT_TOOLS,
                    Feature.METADATA)
            .withMaxTemperature(2.0)
            .withMaxStops(5);

    /** Penalties are a 400 since 2.5 ("Penalty is not enabled for this model"). */
    private static final Capabilities UNKNOWN =
            COMMON.without(Feature.TOOL_RESULT_MEDIA, Feature.PENALTIES, Feature.REASONING);

    private static final Capabilities GEMMA = UNKNOWN.without(Feature.TOOLS, Feature.JSON_OBJECT, Feature.JSON_SCHEMA);

    private static final Capabilities GEMINI_2 = COMMON.without(Feature.TOOL_RESULT_MEDIA, Feature.REASONING)
            .withContextWindow(1_048_576)
            .withMaxOutputTokens(8_192);

    private static final Capabilities GEMINI_2_5 =
            UNKNOWN.with(Feature.REASONING).withContextWindow(1_048_576).withMaxOutputTokens(65_536);

    private static final Capabilities GEMINI_3 = GEMINI_2_5.with(Feature.TOOL_RESULT_MEDIA);

    /** Sampling is deprecated since 2026-07-21, and "requests ending with a model turn are not supported". */
    private static final Capabilities GEMINI_3_6 =
            GEMINI_3.without(Feature.TEMPERATURE, Feature.TOP_P, Feature.TOP_K, Feature.ASSISTANT_LAST);

    /** The first that matches counts; a Gemini that is newer than this list is taken for the newest in it. */
    private static final List<ModelFamily> FAMILIES = List.of(
            new ModelFamily(Pattern.compile("gemma-[1-3].*"), GEMMA, Thinking.none(), false, true, false),
            before3("gemini-2\\.5-.*(image|tts).*", UNKNOWN, Thinking.none()),
            before3("gemini-2\\.5-pro.*", GEMINI_2_5, Thinking.budget(128, 128, 32_768)),
            before3("gemini-2\\.5-flash-lite.*", GEMINI_2_5, Thinking.budget(0, 512, 24_576)),
            before3("gemini-2\\.5-.*", GEMINI_2_5, Thinking.budget(0, 1, 24_576)),
            before3("gemini-[12]\\..*", GEMINI_2, Thinking.none()),
            since3("gemini-3(\\.[0-5])?-pro.*", GEMINI_3, Effort.LOW),
            since3("gemini-3\\.5-flash-lite.*", GEMINI_3_6, Effort.MINIMAL),
            since3("gemini-3(\\.[0-5])?-.*", GEMINI_3, Effort.MINIMAL),
            since3("gemini-3\\.6-flash.*", GEMINI_3_6, Effort.MINIMAL),
            since3("gemini-(\\d|.*latest).*", GEMINI_3_6, Effort.LOW),
            new ModelFamily(Pattern.compile(".*"), UNKNOWN, Thinking.none(), false, true, true));

    private static final PerModel<ModelFamily> KNOWN = new PerModel<>(ModelFamily::find);

    static ModelFamily of(String model) {
        return KNOWN.of(model);
    }

    private static ModelFamily find(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1);
        for (ModelFamily family : FAMILIES) {
            if (family.names.matcher(name).matches()) {
                return family;
            }
        }
        throw new IllegalStateException("the last pattern matches every name");
    }

    private static ModelFamily before3(String names, Capabilities capabilities, Thinking thinking) {
        return new ModelFamily(Pattern.compile(names), capabilities, thinking, false, false, true);
    }

    private static ModelFamily since3(String names, Capabilities capabilities, Effort least) {
        return new ModelFamily(Pattern.compile(names), capabilities, Thinking.level(least), true, true, true);
    }
}
