package io.llmclient.providers.internal.models;

import static io.llmclient.spi.Feature.*;

import io.llmclient.Reasoning.Effort;
import io.llmclient.spi.Capabilities;
import java.util.List;
import java.util.Map;

/**
 * What tells Google's models apart. Source: the Gemini API's documentation, change log and error messages.
 *
 * @param signsCalls whether the first function call of a step must bear a thought signature (Gemini 3 answers 400
 *     without)
 * @param jsonWithTools whether a JSON answer and tools go together (a 400 before Gemini 3)
 * @param systemInstruction whether there is one (a 400 for Gemma up to 3)
 */
public record GeminiModel(boolean signsCalls, boolean jsonWithTools, boolean systemInstruction) {

    /** About what Google spends at a level. */
    private static final Map<Effort, Integer> TOKENS = Map.of(
            Effort.NONE, 0,
            Effort.MINIMAL, 512,
            Effort.LOW, 1_024,
            Effort.MEDIUM, 8_192,
            Effort.HIGH, 24_576);

    private static final Capabilities ANY = Capabilities.everything();

    /** Penalties are a 400 since 2.5 ("Penalty is not enabled for this model"). */
    private static final Capabilities UNKNOWN = ANY.without(TOOL_RESULT_MEDIA, PENALTIES, REASONING);

    private static final Capabilities GEMMA = UNKNOWN.without(TOOLS, JSON_OBJECT, JSON_SCHEMA);

    private static final Capabilities GEMINI_2 =
            ModelTable.sized(ANY.without(TOOL_RESULT_MEDIA, REASONING), 1_048_576, 8_192);

    /** Thinking is steered by a budget of tokens. */
    private static final Capabilities GEMINI_2_5 = ModelTable.sized(UNKNOWN.with(REASONING), 1_048_576, 65_536)
            .withEffortTokens(TOKENS)
            .withEfforts(TOKENS.keySet().toArray(Effort[]::new));

    private static final Capabilities THINKS_UNASKED = GEMINI_2_5.withThinksUnasked(true);

    /** It cannot be told not to think. */
    private static final Capabilities PRO_2_5 = THINKS_UNASKED
            .withThinkingTokens(128, 32_768)
            .withEfforts(Effort.MINIMAL, Effort.LOW, Effort.MEDIUM, Effort.HIGH, Effort.XHIGH)
            .withEffortTokens(Map.of(
                    Effort.NONE, 128,
                    Effort.MINIMAL, 512,
                    Effort.LOW, 1_024,
                    Effort.MEDIUM, 8_192,
                    Effort.HIGH, 24_576,
                    Effort.XHIGH, 32_768));

    /** Thinking is steered by a level; a number besides is a 400. */
    private static final Capabilities GEMINI_3 =
            THINKS_UNASKED.with(TOOL_RESULT_MEDIA).without(THINKING_BUDGET);

    /** Sampling is deprecated since 2026-07-21, and "requests ending with a model turn are not supported". */
    private static final Capabilities GEMINI_3_6 = GEMINI_3.without(TEMPERATURE, TOP_P, TOP_K, ASSISTANT_LAST);

    private static final GeminiModel SINCE_3 = new GeminiModel(true, true, true);

    /** A Gemini that is newer than this list is taken for the newest in it. */
    public static final ModelTable<GeminiModel> TABLE = new ModelTable<>(
            "2026-11-20",
            UNKNOWN,
            new GeminiModel(false, true, true),
            List.of(
                    ModelTable.row("gemma-1* gemma-2* gemma-3*", GEMMA, new GeminiModel(false, true, false)),
                    before3("gemini-2.5-*image gemini-2.5-*tts", UNKNOWN),
                    before3("gemini-2.5-pro", PRO_2_5),
                    before3("gemini-2.5-flash-lite", GEMINI_2_5.withThinkingTokens(512, 24_576)),
                    before3("gemini-2.5", THINKS_UNASKED.withThinkingTokens(1, 24_576)),
                    before3("gemini-2* gemini-1*", GEMINI_2),
                    since3("gemini-3-pro gemini-3.1-pro gemini-3.5-pro", GEMINI_3, Effort.LOW),
                    since3("gemini-3.5-flash-lite gemini-3.6-flash", GEMINI_3_6, Effort.MINIMAL),
                    since3("gemini-3 gemini-3.1 gemini-3.5", GEMINI_3, Effort.MINIMAL),
                    since3("gemini-3.7-flash gemini-3.8-flash", GEMINI_3_6, Effort.LOW),
                    ModelTable.guess(
                            "gemini-3* gemini-4* gemini-5* gemini-*latest",
                            from(Effort.LOW, ModelTable.sized(GEMINI_3_6, null, null)),
                            SINCE_3)));

    public static Model<GeminiModel> model(String id) {
        return TABLE.of(id);
    }

    public static GeminiModel of(String model) {
        return model(model).traits();
    }

    private static ModelTable.Row<GeminiModel> before3(String names, Capabilities can) {
        return ModelTable.row(names, can, new GeminiModel(false, false, true));
    }

    private static ModelTable.Row<GeminiModel> since3(String names, Capabilities can, Effort least) {
        return ModelTable.row(names, from(least, can), SINCE_3);
    }

    private static Capabilities from(Effort least, Capabilities can) {
        return can.withEfforts(least, Effort.LOW, Effort.MEDIUM, Effort.HIGH);
    }
}
