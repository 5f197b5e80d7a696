package io.llmclient.providers.internal.models;

import static io.llmclient.Reasoning.Effort.*;
import static io.llmclient.providers.internal.models.ModelRules.Trait.*;
import static io.llmclient.providers.internal.models.ModelTable.row;
import static io.llmclient.providers.internal.models.ModelTable.sized;
import static io.llmclient.spi.Feature.*;

import io.llmclient.spi.Capabilities;
import java.util.List;

/** Mistral's models at Mistral. Sources: its documentation and clients, and recorded traffic. */
public final class MistralModels {

    private static final Capabilities HEARS = Capabilities.everything().without(REASONING);
    private static final Capabilities PLAIN = HEARS.without(AUDIO);
    private static final Capabilities THINKS = PLAIN.with(REASONING);

    private static final ModelRules SILENT = ModelRules.with(List.of(), TYPED_PARTS, SAMPLES_WHILE_THINKING);

    private static final ModelRules HYBRID =
            ModelRules.with(List.of(NONE, MINIMAL, LOW, MEDIUM, HIGH, XHIGH), TYPED_PARTS, SAMPLES_WHILE_THINKING);

    public static final ModelTable<ModelRules> TABLE = new ModelTable<>(
            "2026-11-20",
            HEARS,
            SILENT,
            List.of(
                    row("voxtral", HEARS, SILENT),
                    row(
                            "mistral-medium-3.5 mistral-medium-2604 mistral-medium-latest mistral-small-2603",
                            sized(THINKS, 262_144, null),
                            HYBRID),
                    row("magistral-medium", sized(THINKS, 131_072, 16_384), HYBRID),
                    row("mistral-small mistral-medium magistral", THINKS, HYBRID),
                    row("mistral-large-4", sized(PLAIN, 1_048_576, null), SILENT),
                    row(
                            "mistral-large-2512 codestral-2508 devstral-2512"
                                    + " ministral-14b-2512 ministral-8b-2512 ministral-3b-2512",
                            sized(PLAIN, 262_144, null),
                            SILENT)));

    private MistralModels() {}
}
