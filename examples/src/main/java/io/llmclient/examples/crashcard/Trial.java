package io.llmclient.examples.crashcard;

import io.llmclient.StreamRecovery;
import java.util.List;

/** One row of the card: a way to misbehave, and what must come of it. */
interface Trial {

    /** Unique and short, such as {@code S08}. */
    String id();

    /** What the provider does, in a few words. */
    String what();

    /** What must happen, in one sentence. */
    String must();

    /** Plays it and judges it. */
    Verdict play(Bench bench);

    /** The best that a client in this mode can get. */
    default Verdict best(StreamRecovery mode) {
        return Verdict.PASS;
    }

    /** What else is worth telling about how it went, a sentence each. Called after {@link #play}. */
    default List<String> remarks(Bench bench) {
        return List.of();
    }
}
