package io.llmclient.providers.internal.gemini;

import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import io.llmclient.providers.internal.Efforts;
import io.llmclient.providers.internal.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * How a model's thinking is steered: by a budget of tokens in Gemini 2.5, by a level since 3. Both together are a 400.
 */
interface Thinking {

    /** Writes the fields of {@code thinkingConfig} that say how much to think. */
    void write(Reasoning wish, JsonWriter out);

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
            Integer budget = Efforts.budget(wish);
            if (budget != null) {
                int clamped = Math.max(least, Math.min(budget, most));
                out.number("thinkingBudget", budget == 0 ? off : clamped);
            }
        };
    }

    /** By {@code thinkingLevel}, from the least that the model has up to {@code high}. */
    static Thinking level(Effort least) {
        return (wish, out) -> {
            Effort effort = wish.effort() != null ? wish.effort() : effort(wish.budgetTokens());
            if (effort != null) {
                out.word("thinkingLevel", Efforts.nearest(effort, least, Effort.HIGH));
            }
        };
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
