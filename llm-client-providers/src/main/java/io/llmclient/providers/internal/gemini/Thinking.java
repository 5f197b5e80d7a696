package io.llmclient.providers.internal.gemini;

import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import io.llmclient.providers.internal.models.GeminiModel;
import io.llmclient.providers.internal.models.GeminiModel.Thinking.Budget;
import io.llmclient.providers.internal.models.GeminiModel.Thinking.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes how much to think: a budget or a level, as the model wants it. Both together are a 400. */
final class Thinking {

    private Thinking() {}

    /** Writes the fields of {@code thinkingConfig} that say how much to think. */
    static void write(GeminiModel.@Nullable Thinking how, Reasoning wish, JsonGenerator out) {
        if (how instanceof Budget range) {
            Integer budget = wish.budgetTokens() != null ? wish.budgetTokens() : tokens(wish.effort());
            if (budget != null) {
                int clamped = Math.max(range.least(), Math.min(budget, range.most()));
                out.writeNumberProperty("thinkingBudget", budget == 0 ? range.off() : clamped);
            }
        } else if (how instanceof Level level) {
            Effort effort = wish.effort() != null ? wish.effort() : effort(wish.budgetTokens());
            if (effort != null) {
                Effort raised = effort.compareTo(level.least()) < 0 ? level.least() : effort;
                Effort lowered = raised.compareTo(Effort.HIGH) > 0 ? Effort.HIGH : raised;
                out.writeStringProperty("thinkingLevel", lowered.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private static @Nullable Integer tokens(@Nullable Effort effort) {
        if (effort == null) {
            return null;
        }
        return switch (effort) {
            case NONE -> 0;
            case MINIMAL -> 512;
            case LOW -> 1_024;
            case MEDIUM -> 8_192;
            case HIGH -> 24_576;
            case XHIGH, MAX -> Integer.MAX_VALUE;
        };
    }

    /** The least effort that may use the budget up. */
    private static @Nullable Effort effort(@Nullable Integer budget) {
        if (budget == null) {
            return null;
        }
        for (Effort effort : Effort.values()) {
            Integer tokens = tokens(effort);
            if (tokens != null && budget <= tokens) {
                return effort;
            }
        }
        return Effort.HIGH;
    }
}
