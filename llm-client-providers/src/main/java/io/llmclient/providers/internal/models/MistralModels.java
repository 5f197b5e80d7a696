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
    private static final Capabilities THINKS =
            PLAIN.with(REASONING).withEfforts(NONE, MINIMAL, LOW, MEDIUM, HIGH, XHIGH);

    private static final ModelRules RULES = ModelRules.with(TYPED_PARTS);

    public static final ModelTable<ModelRules> TABLE = new ModelTable<>(
            "2026-11-20",
            HEARS,
            RULES,
            List.of(
                    row("voxtral", HEARS, RULES),
                    row(
                            "mistral-medium-3.5 mistral-medium-2604 mistral-medium-latest mistral-small-2603",
                            sized(THINKS, 262_144, null),
                            RULES),
                    row("magistral-medium", sized(THINKS, 131_072, 16_384), RULES),
                    row("mistral-small mistral-medium magistral", THINKS, RULES),
                    row("mistral-large-4", sized(PLAIN, 1_048_576, null), RULES),
                    row(
                            "mistral-large-2512 codestral-2508 devstral-2512"
                                    + " ministral-14b-2512 ministral-8b-2512 ministral-3b-2512",
                            sized(PLAIN, 262_144, null),
                            RULES)));

    private MistralModels() {}
}
