package io.llmclient.providers.internal.models;

import static io.llmclient.spi.Feature.*;

import io.llmclient.Reasoning.Effort;
import io.llmclient.spi.Capabilities;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tells Google's models apart. Source: the Gemini API's documentation, change log and error messages.
 *
 * @param thinking how thinking is steered; null where the model does not think
 * @param signsCalls whether the first function call of a step must bear a thought signature (Gemini 3 answers 400
 *     without)
 * @param jsonWithTools whether a JSON answer and tools go together (a 400 before Gemini 3)
 * @param systemInstruction whether there is one (a 400 for Gemma up to 3)
 */
public record GeminiModel(
        @Nullable Thinking thinking, boolean signsCalls, boolean jsonWithTools, boolean systemInstruction) {

    /** How a model's thinking is steered: by a budget of tokens in Gemini 2.5, by a level since 3. */
    public sealed interface Thinking {

        /**
         * By {@code thinkingBudget}.
         *
         * @param off what "no thinking" is sent as: zero where that is possible
         */
        record Budget(int off, int least, int most) implements Thinking {}

        /** By {@code thinkingLevel}, from the least that the model has up to high. */
        record Level(Effort least) implements Thinking {}
    }

    private static final Capabilities ANY = Capabilities.everything();

    /** Penalties are a 400 since 2.5 ("Penalty is not enabled for this model"). */
    private static final Capabilities UNKNOWN = ANY.without(TOOL_RESULT_MEDIA, PENALTIES, REASONING);

    private static final Capabilities GEMMA = UNKNOWN.without(TOOLS, JSON_OBJECT, JSON_SCHEMA);

    private static final Capabilities GEMINI_2 =
            ModelTable.sized(ANY.without(TOOL_RESULT_MEDIA, REASONING), 1_048_576, 8_192);

    private static final Capabilities GEMINI_2_5 = ModelTable.sized(UNKNOWN.with(REASONING), 1_048_576, 65_536);

    private static final Capabilities THINKS_UNASKED = GEMINI_2_5.withThinksUnasked(true);

    private static final Capabilities GEMINI_3 = THINKS_UNASKED.with(TOOL_RESULT_MEDIA);

    /** Sampling is deprecated since 2026-07-21, and "requests ending with a model turn are not supported". */
    private static final Capabilities GEMINI_3_6 = GEMINI_3.without(TEMPERATURE, TOP_P, TOP_K, ASSISTANT_LAST);

    /** A Gemini that is newer than this list is taken for the newest in it. */
    public static final ModelTable<GeminiModel> TABLE = new ModelTable<>(
            "2026-11-20",
            UNKNOWN,
            new GeminiModel(null, false, true, true),
            List.of(
                    ModelTable.row("gemma-1* gemma-2* gemma-3*", GEMMA, new GeminiModel(null, false, true, false)),
                    before3("gemini-2.5-*image gemini-2.5-*tts", UNKNOWN, null),
                    before3("gemini-2.5-pro", THINKS_UNASKED, new Thinking.Budget(128, 128, 32_768)),
                    before3("gemini-2.5-flash-lite", GEMINI_2_5, new Thinking.Budget(0, 512, 24_576)),
                    before3("gemini-2.5", THINKS_UNASKED, new Thinking.Budget(0, 1, 24_576)),
                    before3("gemini-2* gemini-1*", GEMINI_2, null),
                    since3("gemini-3-pro gemini-3.1-pro gemini-3.5-pro", GEMINI_3, Effort.LOW),
                    since3("gemini-3.5-flash-lite gemini-3.6-flash", GEMINI_3_6, Effort.MINIMAL),
                    since3("gemini-3 gemini-3.1 gemini-3.5", GEMINI_3, Effort.MINIMAL),
                    since3("gemini-3.7-flash gemini-3.8-flash", GEMINI_3_6, Effort.LOW),
                    ModelTable.guess(
                            "gemini-3* gemini-4* gemini-5* gemini-*latest",
                            ModelTable.sized(GEMINI_3_6, null, null),
                            level(Effort.LOW))));

    public static Model<GeminiModel> model(String id) {
        return TABLE.of(id);
    }

    public static GeminiModel of(String model) {
        return model(model).traits();
    }

    private static ModelTable.Row<GeminiModel> before3(String names, Capabilities can, @Nullable Thinking thinking) {
        return ModelTable.row(names, can, new GeminiModel(thinking, false, false, true));
    }

    private static ModelTable.Row<GeminiModel> since3(String names, Capabilities can, Effort least) {
        return ModelTable.row(names, can, level(least));
    }

    private static GeminiModel level(Effort least) {
        return new GeminiModel(new Thinking.Level(least), true, true, true);
    }
}
