package io.llmclient.providers.internal;

import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import org.jspecify.annotations.Nullable;

/** Levels of thinking and budgets of tokens, each as the other, for models that know only one of them. */
public final class Efforts {

    private Efforts() {}

    /**
     * The level that is wished for; a budget becomes the level that providers with both give about as many tokens to.
     * Null where neither is said.
     */
    public static @Nullable Effort of(@Nullable Reasoning wish) {
        if (wish == null || wish.effort() != null || wish.budgetTokens() == null) {
            return wish == null ? null : wish.effort();
        }
        int tokens = wish.budgetTokens();
        return tokens == 0
                ? Effort.NONE
                : tokens <= 4_096 ? Effort.LOW : tokens <= 16_384 ? Effort.MEDIUM : Effort.HIGH;
    }

    /** The budget that is wished for; a level becomes about what providers spend at it. Null where neither is said. */
    public static @Nullable Integer budget(Reasoning wish) {
        Effort effort = wish.effort();
        return wish.budgetTokens() != null ? wish.budgetTokens() : effort == null ? null : (Integer) tokens(effort);
    }

    /** About what providers spend at a level; for the highest all there is. */
    public static int tokens(Effort effort) {
        return switch (effort) {
            case NONE -> 0;
            case MINIMAL -> 512;
            case LOW -> 1_024;
            case MEDIUM -> 8_192;
            case HIGH -> 24_576;
            case XHIGH, MAX -> Integer.MAX_VALUE;
        };
    }

    /** The nearest of the three levels that many models know; null for no level. */
    public static @Nullable Effort ofThree(@Nullable Effort wish) {
        return wish == null ? null : nearest(wish, Effort.LOW, Effort.HIGH);
    }

    /** The nearest level between two. */
    public static Effort nearest(Effort wish, Effort least, Effort most) {
        Effort raised = wish.compareTo(least) < 0 ? least : wish;
        return raised.compareTo(most) > 0 ? most : raised;
    }
}
