package io.llmclient;

import org.jspecify.annotations.Nullable;

/**
 * How much a reasoning model shall think. A model that cannot think ignores it; a level that a model lacks becomes its
 * nearest one, and the route records that.
 *
 * @param effort the level, or null where only a budget is given
 * @param budgetTokens the most tokens to think with, for models that take a number (Claude up to 4.6, Gemini 2.5); null
 *     for none
 * @param includeThoughts whether the answer shall carry the thoughts or their summary, where the provider hides them by
 *     default
 */
public record Reasoning(@Nullable Effort effort, @Nullable Integer budgetTokens, boolean includeThoughts) {

    /** A level of thinking. Each provider knows some of these. */
    public enum Effort {
        NONE,
        MINIMAL,
        LOW,
        MEDIUM,
        HIGH,
        XHIGH,
        MAX
    }

    public Reasoning {
        if (effort == null && budgetTokens == null && !includeThoughts) {
            throw new IllegalArgumentException("reasoning needs an effort, budgetTokens or includeThoughts");
        }
        if (budgetTokens != null) {
            Check.that(
                    budgetTokens >= 0,
                    budgetTokens,
                    "reasoning.budgetTokens must not be negative, not " + budgetTokens);
        }
    }

    /** Thinking at a level. */
    public static Reasoning effort(Effort effort) {
        return new Reasoning(effort, null, false);
    }

    /** Thinking with a budget of tokens. */
    public static Reasoning budget(int tokens) {
        return new Reasoning(null, tokens, false);
    }

    /** Whether it is the wish not to think: level NONE, or a budget of 0 without a level. */
    public boolean isOff() {
        return effort == Effort.NONE || (effort == null && Integer.valueOf(0).equals(budgetTokens));
    }

    /** The same, with the thoughts in the answer. */
    public Reasoning withThoughts() {
        return new Reasoning(effort, budgetTokens, true);
    }
}
