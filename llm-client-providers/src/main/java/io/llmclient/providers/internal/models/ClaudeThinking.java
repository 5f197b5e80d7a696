package io.llmclient.providers.internal.models;

import org.jspecify.annotations.Nullable;

/** How a generation is told to think. */
public enum ClaudeThinking {
    /** It cannot. */
    NONE(false, false, null),
    /** With a budget of tokens. */
    BUDGET(true, false, "disabled"),
    /** The 4.6 models: with a budget, or as they see fit at a level of effort. */
    BUDGET_OR_ADAPTIVE(true, true, "disabled"),
    /** As it sees fit, at a level of effort. */
    ADAPTIVE(false, true, "disabled"),
    /** Sonnet 5.5: the least it thinks is between tool calls. */
    BETWEEN_TOOLS(false, true, "between_tools"),
    /** Cannot be told not to: the lowest level is the least. */
    ALWAYS(false, true, null);

    public final boolean budget;
    public final boolean adaptive;
    /** The type of {@code thinking} that switches it off. */
    public final @Nullable String off;

    ClaudeThinking(boolean budget, boolean adaptive, @Nullable String off) {
        this.budget = budget;
        this.adaptive = adaptive;
        this.off = off;
    }
}
