package io.llmclient.core.internal.guard;

/**
 * How callers come back after a rest, step by step: two may wait for a first token at once, and two more with each
 * answer that begins. Not safe for use by several threads.
 */
final class Readmission {

    private static final int STEP = 2;

    /** From here on it is no step any more. */
    private static final int STEPS_END = 64;

    /** Requests of this turn whose answers have not begun. */
    private int waiting;

    private int mayWait = Integer.MAX_VALUE;

    /** The rest is over. */
    void begin() {
        mayWait = STEP;
    }

    /** Whether all are back. */
    boolean isOver() {
        return mayWait == Integer.MAX_VALUE;
    }

    boolean isFull() {
        return waiting >= mayWait;
    }

    void waits() {
        waiting++;
    }

    void noLongerWaits() {
        waiting--;
    }

    /** Those who wait belong to an earlier turn, and are not counted any more. */
    void forget() {
        waiting = 0;
    }

    void widen() {
        mayWait = mayWait >= STEPS_END ? Integer.MAX_VALUE : mayWait + STEP;
    }
}
