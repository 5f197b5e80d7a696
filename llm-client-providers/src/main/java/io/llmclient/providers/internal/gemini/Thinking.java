package io.llmclient.providers.internal.gemini;

import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import io.llmclient.providers.internal.Efforts;
import io.llmclient.providers.internal.JsonWriter;
import io.llmclient.providers.internal.models.GeminiModel;
import io.llmclient.providers.internal.models.GeminiModel.Thinking.Budget;
import io.llmclient.providers.internal.models.GeminiModel.Thinking.Level;
import org.jspecify.annotations.Nullable;

/** Writes how much to think: a budget or a level, as the model wants it. Both together are a 400. */
final class Thinking {

    private Thinking() {}

    /** Writes the fields of {@code thinkingConfig} that say how much to think. */
    static void write(GeminiModel.@Nullable Thinking how, Reasoning wish, JsonWriter out) {
        if (how instanceof Budget range) {
            Integer budget = Efforts.budget(wish);
            if (budget != null) {
                int clamped = Math.max(range.least(), Math.min(budget, range.most()));
                out.number("thinkingBudget", budget == 0 ? range.off() : clamped);
            }
        } else if (how instanceof Level level) {
            Effort effort = wish.effort() != null ? wish.effort() : effort(wish.budgetTokens());
            if (effort != null) {
                out.word("thinkingLevel", Efforts.nearest(effort, level.least(), Effort.HIGH));
            }
        }
    }

    /** The least effort that may use the budget up. */
    private static @Nullable Effort effort(@Nullable Integer budget) {
        if (budget == null) {
            return null;
        }
        for (Effort effort : Effort.values()) {
            if (budget <= Efforts.tokens(effort)) {
                return effort;
            }
        }
        return Effort.HIGH;
    }
}
