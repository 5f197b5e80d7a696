package io.llmclient.providers.internal.models;

import static io.llmclient.providers.internal.models.ModelTable.sized;
import static io.llmclient.spi.Feature.*;

import io.llmclient.providers.internal.models.ModelTable.Row;
import io.llmclient.spi.Capabilities;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What hosts make of the models that they serve. Sources: their price lists and documentation, and clients. */
public final class HostedModels {

    private static final Capabilities ANY = Capabilities.everything();

    /** Of a host that serves models as they are. */
    public static final ModelTable<ModelRules> AS_THEY_ARE = table(ANY, List.of());

    public static final ModelTable<ModelRules> CEREBRAS =
            table(ANY, List.of(model("gpt-oss zai-glm-4.7", 131_072, 40_960)));

    public static final ModelTable<ModelRules> DASHSCOPE = table(
            ANY,
            List.of(
                    model("qwen3.7-max qwen3.7-plus qwen3.6-plus", 1_048_576, 65_536),
                    model("qwen3-max", 262_144, 65_536)));

    public static final ModelTable<ModelRules> DEEPINFRA =
            table(ANY, List.of(model("gpt-oss llama-3.3-70b", 131_072, 16_384)));

    public static final ModelTable<ModelRules> DEEPSEEK =
            table(ANY, List.of(model("deepseek-flash deepseek-v4", 1_048_576, 393_216)));

    public static final ModelTable<ModelRules> FIREWORKS =
            table(ANY, List.of(model("glm-5.2", 1_048_576, 131_072), model("deepseek-v4-pro", 1_048_576, 393_216)));

    /** A JSON schema is taken by some models only. */
    public static final ModelTable<ModelRules> GROQ = table(
            ANY.without(JSON_SCHEMA),
            List.of(
                    model("gpt-oss", 131_072, 65_536),
                    model("kimi llama-4", null, null),
                    row("llama-3.3-70b-versatile", sized(ANY.without(JSON_SCHEMA), 131_072, 32_768)),
                    row("llama-3.1-8b-instant", sized(ANY.without(JSON_SCHEMA), 131_072, 131_072)),
                    row("qwen3-32b", sized(ANY.without(JSON_SCHEMA), 131_072, 40_960))));

    public static final ModelTable<ModelRules> MINIMAX = table(
            ANY,
            List.of(model("minimax-m3", 1_048_576, 131_072), model("minimax-m2.5 minimax-m2.7", 204_800, 131_072)));

    /** A JSON schema is taken since Kimi K2.5. */
    public static final ModelTable<ModelRules> MOONSHOT = table(ANY, List.of(row("kimi-k2", ANY.without(JSON_SCHEMA))));

    public static final ModelTable<ModelRules> PERPLEXITY =
            table(ANY, List.of(model("sonar-pro", 200_000, null), model("sonar", 131_072, null)));

    public static final ModelTable<ModelRules> TOGETHER =
            table(ANY, List.of(model("deepseek-v4-pro", 524_288, 393_216), model("kimi-k2.7-code", 262_144, 131_072)));

    public static final ModelTable<ModelRules> ZAI = table(
            ANY,
            List.of(
                    model("glm-5.3-flash", 1_048_576, null),
                    model("glm-5.2 glm-5.3", 1_048_576, 131_072),
                    model("glm-5.1 glm-4.7 glm-4.6 glm-4.5", 204_800, 131_072)));

    private HostedModels() {}

    private static Row<ModelRules> model(String names, @Nullable Integer window, @Nullable Integer output) {
        return row(names, sized(ANY, window, output));
    }

    private static Row<ModelRules> row(String names, Capabilities can) {
        return ModelTable.row(names, can, ModelRules.NONE);
    }

    private static ModelTable<ModelRules> table(Capabilities others, List<Row<ModelRules>> rows) {
        return new ModelTable<>("2026-11-20", others, ModelRules.NONE, rows);
    }
}
