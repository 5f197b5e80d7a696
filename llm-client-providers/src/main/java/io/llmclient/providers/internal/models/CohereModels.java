package io.llmclient.providers.internal.models;

import static io.llmclient.providers.internal.models.ModelTable.sized;
import static io.llmclient.spi.Feature.*;

import io.llmclient.Reasoning.Effort;
import io.llmclient.spi.Capabilities;
import java.util.List;
import java.util.Map;

/** Cohere's models. Sources: Cohere's API reference and model pages, and what its API answered. */
public final class CohereModels {

    /** A model that is not in this list is not asked for what only some do: to see and to think. */
    private static final Capabilities COMMON = Capabilities.everything().without(IMAGES, IMAGE_URLS, REASONING);

    private static final Capabilities SEES = COMMON.with(IMAGES, IMAGE_URLS);

    public static final ModelTable<ModelRules> TABLE = new ModelTable<>(
            "2026-11-20",
            COMMON,
            ModelRules.NONE,
            List.of(
                    row("command-a-plus", sized(thinking(SEES), 128_000, 64_000)),
                    row("command-a-reasoning", sized(thinking(COMMON), 256_000, 32_000)),
                    row("command-a-vision", sized(SEES.without(TOOLS), 128_000, 8_000)),
                    row("c4ai-aya-vision", SEES.without(TOOLS)),
                    row("command-a-03-2025", sized(COMMON, 256_000, 8_000)),
                    row("command-r", sized(COMMON, 128_000, 4_000))));

    private CohereModels() {}

    /** At a high level it thinks as much as it likes. */
    private static Capabilities thinking(Capabilities can) {
        return can.with(REASONING)
                .withThinksUnasked(true)
                .withEfforts(Effort.NONE, Effort.MINIMAL, Effort.LOW, Effort.MEDIUM, Effort.HIGH)
                .withEffortTokens(Map.of(Effort.NONE, 0, Effort.MINIMAL, 512, Effort.LOW, 1_024, Effort.MEDIUM, 8_192));
    }

    private static ModelTable.Row<ModelRules> row(String names, Capabilities can) {
        return ModelTable.row(names, can, ModelRules.NONE);
    }
}
