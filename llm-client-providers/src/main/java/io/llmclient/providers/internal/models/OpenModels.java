package io.llmclient.providers.internal.models;

import static io.llmclient.providers.internal.models.ModelRules.Trait.*;
import static io.llmclient.providers.internal.models.ModelTable.guess;
import static io.llmclient.providers.internal.models.ModelTable.row;
import static io.llmclient.providers.internal.models.ModelTable.sized;
import static io.llmclient.spi.Feature.*;

import io.llmclient.providers.internal.models.ModelRules.Trait;
import io.llmclient.spi.Capabilities;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Models that many serve. A window is the largest that a model has anywhere; how much it writes depends on the host.
 * Sources: their makers' pages and price lists, Ollama's documentation, clients and gateways that speak to their hosts.
 */
public final class OpenModels {

    private static final Capabilities ANY = Capabilities.everything();

    private static final Capabilities THINKER = ANY.withThinksUnasked(true);

    public static final ModelTable<ModelRules> TABLE = new ModelTable<>(
            "2026-11-20",
            ANY,
            ModelRules.NONE,
            List.of(
                    // Whoever hosts them: they cannot be made to call a tool.
                    row(
                            "*gpt-oss",
                            sized(blind(THINKER).without(FORCED_TOOL_CHOICE), 131_072, null),
                            rules(THINKS, LEVELS)),
                    // Variants that answer at once.
                    text("qwen3*coder", null),
                    model("qwen3*instruct qwen3*embedding", null),
                    model("qwen3.7-max qwen3.7-plus qwen3.6-plus", 1_048_576, THINKS),
                    model("qwen3-max", 262_144, THINKS),
                    text("qwq", null, THINKS),
                    model("qwen3* magistral", null, THINKS),
                    row("deepseek-flash deepseek-v4", sized(THINKER, 1_048_576, null), rules(CALLS_IN_A_ROW)),
                    text("deepseek-r1 deepseek-v3.1 deepseek-v3.2", null, THINKS, CALLS_IN_A_ROW),
                    guess("deepseek", ANY, rules(CALLS_IN_A_ROW)),
                    row("kimi-k3 glm-5.3", sized(THINKER, 1_048_576, null), rules()),
                    model("kimi-k2.5 kimi-k2.6 kimi-k2.7", 262_144),
                    text("kimi-k2-thinking", null, THINKS),
                    text("kimi-k2", null),
                    model("glm-5.2", 1_048_576),
                    model("glm-5.1", 204_800),
                    text("*glm-4.7 glm-4.6 glm-4.5", 204_800),
                    model("minimax-m3", 1_048_576),
                    text("minimax-m2.5 minimax-m2.7", 204_800),
                    model("grok-4.5 grok-4.6 grok-4.7", 500_000, ENCRYPTED_THOUGHTS),
                    model("grok-4.3 grok-4.20", 1_048_576, ENCRYPTED_THOUGHTS),
                    model("grok-build-0.1", 262_144, ENCRYPTED_THOUGHTS),
                    guess("grok", ANY, rules(ENCRYPTED_THOUGHTS)),
                    text("*llama-3.1 *llama-3.3 llama3.1 llama3.3", 131_072),
                    model("*thinking", null, THINKS)));

    private OpenModels() {}

    public static Model<ModelRules> of(String model) {
        return TABLE.of(model);
    }

    private static ModelTable.Row<ModelRules> model(String names, @Nullable Integer window, Trait... traits) {
        return row(names, sized(thinking(traits), window, null), rules(traits));
    }

    /** Models that cannot see. */
    private static ModelTable.Row<ModelRules> text(String names, @Nullable Integer window, Trait... traits) {
        return row(names, sized(blind(thinking(traits)), window, null), rules(traits));
    }

    private static Capabilities thinking(Trait... traits) {
        return List.of(traits).contains(THINKS) ? THINKER : ANY;
    }

    private static Capabilities blind(Capabilities can) {
        return can.without(IMAGES, IMAGE_URLS);
    }

    private static ModelRules rules(Trait... traits) {
        return ModelRules.with(traits);
    }
}
