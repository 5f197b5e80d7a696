package io.llmclient.providers.internal.models;

import static io.llmclient.Reasoning.Effort.*;
import static io.llmclient.providers.internal.models.ModelRules.Trait.CACHE_MARKS;
import static io.llmclient.providers.internal.models.ModelRules.Trait.DEVELOPER;
import static io.llmclient.providers.internal.models.ModelRules.Trait.ENCRYPTED_THOUGHTS;
import static io.llmclient.providers.internal.models.ModelRules.Trait.LISTS_OF_PARTS;
import static io.llmclient.providers.internal.models.ModelRules.Trait.NO_THOUGHTS;
import static io.llmclient.providers.internal.models.ModelRules.Trait.TOOLS_AT_NONE_ONLY;
import static io.llmclient.providers.internal.models.ModelTable.guess;
import static io.llmclient.providers.internal.models.ModelTable.row;
import static io.llmclient.providers.internal.models.ModelTable.sized;
import static io.llmclient.spi.Feature.*;

import io.llmclient.Reasoning.Effort;
import io.llmclient.spi.Capabilities;
import java.util.List;

/**
 * OpenAI's own models, by whichever of its APIs. Sources: OpenAI's API reference and model pages, and what its APIs
 * answered.
 */
public final class OpenAiModels {

    private static final Effort[] LOW_TO_HIGH = {LOW, MEDIUM, HIGH};
    private static final Effort[] LOW_TO_XHIGH = {LOW, MEDIUM, HIGH, XHIGH};
    private static final Effort[] LOW_TO_MAX = {LOW, MEDIUM, HIGH, XHIGH, MAX};
    private static final Effort[] MINIMAL_TO_HIGH = {MINIMAL, LOW, MEDIUM, HIGH};
    private static final Effort[] NONE_TO_HIGH = {NONE, LOW, MEDIUM, HIGH};
    private static final Effort[] NONE_TO_XHIGH = {NONE, LOW, MEDIUM, HIGH, XHIGH};
    private static final Effort[] NONE_TO_MAX = {NONE, LOW, MEDIUM, HIGH, XHIGH, MAX};

    /** An alias, or newer than this table: it is not kept from anything. */
    private static final Capabilities ANY = Capabilities.everything();

    private static final Capabilities PLAIN = ANY.without(REASONING, AUDIO);

    private static final Capabilities SOUND = ANY.without(REASONING, IMAGES, IMAGE_URLS, DOCUMENTS, DOCUMENT_URLS);

    /** Sampling is taken as long as the model doesn't think. */
    private static final Capabilities THINKS_WHEN_ASKED =
            ANY.without(AUDIO, STOP, THOUGHTS_ALONE, SAMPLING_WHILE_THINKING, HIGH_TOP_P_WHILE_THINKING);

    private static final Capabilities THINKS = THINKS_WHEN_ASKED
            .without(TEMPERATURE, TOP_P, TEMPERATURE_WITH_TOP_P, PENALTIES)
            .withThinksUnasked(true);

    private static final Capabilities O = THINKS.without(PARALLEL_TOOL_SWITCH).withEfforts(LOW_TO_HIGH);

    private static final Capabilities THINKS_LONG = sized(THINKS, 1_050_000, 128_000);
    private static final Capabilities THINKS_SHORT = sized(THINKS, 400_000, 128_000);
    private static final Capabilities ASKED_LONG = sized(THINKS_WHEN_ASKED, 1_050_000, 128_000);
    private static final Capabilities ASKED_SHORT = sized(THINKS_WHEN_ASKED, 400_000, 128_000);

    private static final ModelRules THINKER = ModelRules.with(LISTS_OF_PARTS, ENCRYPTED_THOUGHTS, DEVELOPER);

    private static final ModelRules TOOLS_AT_NONE =
            ModelRules.with(LISTS_OF_PARTS, ENCRYPTED_THOUGHTS, DEVELOPER, TOOLS_AT_NONE_ONLY);

    private static final ModelRules GPT_6 =
            ModelRules.with(LISTS_OF_PARTS, ENCRYPTED_THOUGHTS, DEVELOPER, TOOLS_AT_NONE_ONLY, CACHE_MARKS);

    private static final ModelRules SILENT = ModelRules.with(LISTS_OF_PARTS, NO_THOUGHTS);

    public static final ModelTable<ModelRules> TABLE = new ModelTable<>(
            "2026-11-20",
            ANY,
            ModelRules.with(LISTS_OF_PARTS),
            List.of(
                    // These refuse level none.
                    row("gpt-6-astra gpt-6.1-sol", THINKS_LONG.withEfforts(LOW_TO_MAX), GPT_6),
                    row("gpt-6 gpt-6.1 gpt-5.6", THINKS_LONG.withEfforts(NONE_TO_MAX), GPT_6),
                    guess("gpt-6*", THINKS.withEfforts(NONE_TO_MAX), GPT_6),
                    row("gpt-5.5-pro gpt-5.4-pro", THINKS_LONG.withEfforts(LOW_TO_XHIGH), TOOLS_AT_NONE),
                    row("gpt-5.5", THINKS_LONG.withEfforts(NONE_TO_XHIGH), TOOLS_AT_NONE),
                    row("gpt-5.4-mini gpt-5.4-nano", ASKED_SHORT.withEfforts(NONE_TO_XHIGH), TOOLS_AT_NONE),
                    row("gpt-5.4", ASKED_LONG.withEfforts(NONE_TO_XHIGH), TOOLS_AT_NONE),
                    row(
                            "gpt-5-pro gpt-5.2-pro gpt-5-codex gpt-5.1-codex",
                            THINKS_SHORT.withEfforts(LOW_TO_HIGH),
                            THINKER),
                    row("gpt-5.2-codex gpt-5.3-codex", THINKS_SHORT.withEfforts(LOW_TO_XHIGH), THINKER),
                    row("gpt-5.1-chat gpt-5.2-chat gpt-5.3-chat", THINKS_SHORT.withEfforts(MEDIUM), THINKER),
                    row("gpt-5.1", ASKED_SHORT.withEfforts(NONE_TO_HIGH), THINKER),
                    row("gpt-5.2 gpt-5.3", ASKED_SHORT.withEfforts(NONE_TO_XHIGH), THINKER),
                    row("gpt-5", THINKS_SHORT.withEfforts(MINIMAL_TO_HIGH), THINKER),
                    guess("gpt-5*", THINKS.withEfforts(MINIMAL_TO_HIGH), THINKER),
                    row("o1 o3-mini o4", O, THINKER),
                    row("o3", sized(O, 200_000, 100_000), THINKER),
                    row("gpt-audio gpt-4o-audio gpt-4o-mini-audio", SOUND, SILENT),
                    row("gpt-4.1", sized(PLAIN, 1_047_576, 32_768), SILENT),
                    row("gpt-4o", sized(PLAIN, 128_000, 16_384), SILENT),
                    row("gpt-4* gpt-3* chatgpt", PLAIN, SILENT)));

    private OpenAiModels() {}

    /** Of a fine-tuned model what is known of its base. */
    public static Model<ModelRules> of(String model) {
        return TABLE.of(model.startsWith("ft:") ? model.substring(3) : model);
    }

    /** Whether it is one of OpenAI's. */
    public static boolean knows(String model) {
        return TABLE.knows(model);
    }
}
