package io.llmclient.providers.internal.models;

import static io.llmclient.spi.Feature.*;

import io.llmclient.Reasoning.Effort;
import io.llmclient.spi.Capabilities;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a generation is told to think. */
public enum ClaudeThinking {
    /** It cannot. */
    NONE(null),
    /** With a budget of tokens. */
    BUDGET("disabled"),
    /** The 4.6 models: with a budget, or as they see fit at a level of effort. */
    BUDGET_OR_ADAPTIVE("disabled"),
    /** As it sees fit, at a level of effort. */
    ADAPTIVE("disabled"),
    /** Sonnet 5.5: the least it thinks is between tool calls. */
    BETWEEN_TOOLS("between_tools"),
    /** Cannot be told not to: the lowest level is the least. */
    ALWAYS(null);

    /** The API refuses less. */
    private static final int LEAST_BUDGET = 1_024;

    private static final Map<Effort, Integer> BUDGETS = Map.of(
            Effort.MINIMAL, LEAST_BUDGET,
            Effort.LOW, LEAST_BUDGET,
            Effort.MEDIUM, 4_096,
            Effort.HIGH, 10_000,
            Effort.XHIGH, 32_000,
            Effort.MAX, 32_000);

    private static final Map<Effort, Integer> LEVELS =
            Map.of(Effort.NONE, 0, Effort.LOW, 4_095, Effort.MEDIUM, 9_999, Effort.HIGH, Integer.MAX_VALUE);

    /** The type of {@code thinking} that switches it off. */
    public final @Nullable String off;

    ClaudeThinking(@Nullable String off) {
        this.off = off;
    }

    /**
     * The same model as it takes a wish to think. Beside a budget, which is a part of its output, it refuses what keeps
     * it from beginning with a thought; and all sampling but a high top-p while it thinks.
     */
    Capabilities of(Capabilities model) {
        Capabilities can = model.without(SAMPLING_WHILE_THINKING, THINKING_BEYOND_OUTPUT, THINKING_ANYWHERE)
                .withThinkingTokens(LEAST_BUDGET, null);
        return switch (this) {
            case NONE -> model;
            case BUDGET -> can.without(THOUGHTS_ALONE).withEffortTokens(BUDGETS);
            case BUDGET_OR_ADAPTIVE -> can.withEfforts(Effort.NONE, Effort.LOW, Effort.MEDIUM, Effort.HIGH, Effort.MAX);
            case ADAPTIVE, BETWEEN_TOOLS ->
                atLevels(can, Effort.NONE, Effort.LOW, Effort.MEDIUM, Effort.HIGH, Effort.XHIGH, Effort.MAX);
            case ALWAYS -> atLevels(can, Effort.LOW, Effort.MEDIUM, Effort.HIGH, Effort.XHIGH, Effort.MAX);
        };
    }

    private static Capabilities atLevels(Capabilities can, Effort... levels) {
        return can.without(THINKING_BUDGET)
                .withThinkingTokens(null, null)
                .withEffortTokens(LEVELS)
                .withEfforts(levels);
    }
}
