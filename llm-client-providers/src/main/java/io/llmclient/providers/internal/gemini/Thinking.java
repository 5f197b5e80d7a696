package io.llmclient.providers.internal.gemini;

import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * How a model's thinking is steered: by a budget of tokens in Gemini 2.5, by a level since 3. Both together are a 400.
 */
interface Thinking {

    /** Writes the fields of {@code thinkingConfig} that say how much to think. */
    void write(Reasoning wish, JsonGenerator out);

    /** The model does not think. */
    static Thinking none() {
        return (wish, out) -> {};
    }

    /**
     * By {@code thinkingBudget}.
     *
     * @param off what "no thinking" is sent as: zero where that is possible
     */
    static Thinking budget(int off, int least, int most) {
        return (wish, out) -> {
            Integer budget = wish.budgetTokens() != null ? wish.budgetTokens() : tokens(wish.effort());
            if (budget != null) {
                int clamped = Math.max(least, Math.min(budget, most));
                out.writeNumberProperty("thinkingBudget", budget == 0 ? off : clamped);
            }
        };
    }

    /** By {@code thinkingLevel}, from the least that the model has up to {@code high}. */
    static Thinking level(Effort least) {
        return (wish, out) -> {
            Effort effort = wish.effort() != null ? wish.effort() : effort(wish.budgetTokens());
            if (effort != null) {
                Effort raised = effort.compareTo(least) < 0 ? least : effort;
                Effort level = raised.compareTo(Effort.HIGH) > 0 ? Effort.HIGH : raised;
                out.writeStringProperty("thinkingLevel", level.name().toLowerCase(Locale.ROOT));
            }
        };
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
