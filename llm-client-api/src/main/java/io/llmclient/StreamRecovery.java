package io.llmclient;

/**
 * What happens when a stream breaks after its first content was handed out. Before that, a failure is always recovered
 * silently.
 */
public enum StreamRecovery {
    /** The stream ends in a {@link StreamInterruptedException} with the partial answer. */
    FAIL,
    /**
     * A {@link ChatEvent.Restarted} tells the caller to throw away what was shown, then the next candidate answers from
     * the start. As {@link #FAIL} once a whole tool call was handed out.
     */
    RESTART,
    /**
     * Nothing is shown until the answer is whole, so every failure is recoverable; the price is the time to the first
     * word.
     */
    HOLD
}
