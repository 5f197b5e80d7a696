package io.llmclient.core.internal.adapt;

import io.llmclient.Reasoning.Effort;
import io.llmclient.spi.Capabilities;
import java.util.List;
import java.util.Map;

/** The levels of thinking of a model. */
record Levels(Capabilities can) {

    /** What providers that take both give about as many tokens to. */
    private static final Map<Effort, Integer> TOKENS =
            Map.of(Effort.NONE, 0, Effort.LOW, 4_096, Effort.MEDIUM, 16_384, Effort.HIGH, Integer.MAX_VALUE);

    /** The strongest level that is not more than the wish, and does not switch thinking off; else the next one. */
    Effort nearest(Effort wish) {
        List<Effort> levels = can.efforts();
        if (levels.isEmpty() || levels.contains(wish)) {
            return wish;
        }
        Effort nearest = null;
        for (Effort level : levels) {
            if (level != Effort.NONE && (nearest == null || level.compareTo(wish) <= 0)) {
                nearest = level;
            }
        }
        return nearest == null ? levels.get(0) : nearest;
    }

    /** The level that is nearest to a budget. */
    Effort of(int budget) {
        Map<Effort, Integer> tokens = can.effortTokens().isEmpty() ? TOKENS : can.effortTokens();
        Effort strongest = Effort.HIGH;
        for (Effort level : Effort.values()) {
            if (tokens.containsKey(level)) {
                strongest = level;
                if (budget <= tokens.get(level)) {
                    break;
                }
            }
        }
        return nearest(strongest);
    }
}
