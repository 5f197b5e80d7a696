package io.llmclient;

import java.util.List;

/** The tools of one {@link LlmClient#run}, and how often the model may ask for them. Immutable. */
public final class Tools {

    /** Most tasks take two or three rounds; who is still asking after ten goes round in circles. */
    private static final int MAX_ROUNDS = 10;

    private final List<TypedTool<?>> all;
    private final int maxRounds;

    private Tools(List<TypedTool<?>> all, int maxRounds) {
        this.all = List.copyOf(all);
        this.maxRounds = maxRounds;
    }

    /**
     * These tools, for at most 10 rounds.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Tools of(TypedTool<?>... tools) {
        return of(List.of(tools));
    }

    /** As {@link #of(TypedTool...)}. */
    public static Tools of(List<TypedTool<?>> tools) {
        Check.that(!tools.isEmpty(), tools, "a run needs at least one tool; without any, call chat(…)");
        return new Tools(tools, MAX_ROUNDS);
    }

    /** The same with another limit: how many answers of the model there may be, at least 1. */
    public Tools withMaxRounds(int rounds) {
        return new Tools(all, Check.positive("maxRounds", rounds));
    }

    /** The tools, in their order. */
    public List<TypedTool<?>> all() {
        return all;
    }

    /** How many answers of the model there may be. */
    public int maxRounds() {
        return maxRounds;
    }

    @Override
    public String toString() {
        return "Tools" + all;
    }
}
