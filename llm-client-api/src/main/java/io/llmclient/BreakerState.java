package io.llmclient;

/** The state of a candidate's circuit breaker. */
public enum BreakerState {
    /** Requests pass. */
    CLOSED,
    /** The candidate rests; requests go to the next one. */
    OPEN,
    /** One probe may pass; its end decides. */
    HALF_OPEN
}
