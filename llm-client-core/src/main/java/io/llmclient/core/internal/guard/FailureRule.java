package io.llmclient.core.internal.guard;

import static io.llmclient.core.internal.guard.FailureRule.Breaker.COUNTS;
import static io.llmclient.core.internal.guard.FailureRule.Breaker.IGNORES;
import static io.llmclient.core.internal.guard.FailureRule.Breaker.OPENS;
import static io.llmclient.core.internal.guard.FailureRule.Next.ASK;
import static io.llmclient.core.internal.guard.FailureRule.Next.IF_LARGER;
import static io.llmclient.core.internal.guard.FailureRule.Next.STOP;
import static io.llmclient.core.internal.guard.FailureRule.Subject.KEY;
import static io.llmclient.core.internal.guard.FailureRule.Subject.MODEL;
import static io.llmclient.core.internal.guard.FailureRule.Subject.PROVIDER;

import io.llmclient.FailureKind;

/**
 * What a failure means: the one table of the machine.
 *
 * @param retries how often the same candidate may be asked again because of it
 * @param next whether the next candidate is asked
 * @param breaker what it tells about the candidate's health
 * @param subject whose health that is
 */
public record FailureRule(int retries, Next next, Breaker breaker, Subject subject) {

    private static final int NEVER = 0;
    private static final int ONCE = 1;
    private static final int YES = Integer.MAX_VALUE;

    /** What a failure means for the next candidate. */
    public enum Next {
        /** It is asked. */
        ASK,
        /** It is asked if its context window is larger. */
        IF_LARGER,
        /** It would fail as well: the call ends. Applications may opt for asking all the same. */
        STOP
    }

    /** What a failure means for the circuit breaker. */
    public enum Breaker {
        /** It is one failure more. */
        COUNTS,
        /** It does not mend by itself: the breaker opens for a long rest. */
        OPENS,
        /** It says nothing about the candidate: permission is given back. */
        IGNORES
    }

    /** Who failed. Where a provider has several keys, another one may do better; and so may another model. */
    public enum Subject {
        KEY,
        MODEL,
        PROVIDER
    }

    /** The rule for a kind of failure. */
    public static FailureRule of(FailureKind kind) {
        return switch (kind) {
            case CONNECTION_FAILED, SERVER_ERROR, OVERLOADED, STREAM_INTERRUPTED ->
                new FailureRule(YES, ASK, COUNTS, PROVIDER);
            case RATE_LIMITED -> new FailureRule(YES, ASK, COUNTS, KEY);
            case MALFORMED_RESPONSE -> new FailureRule(ONCE, ASK, COUNTS, PROVIDER);
            case TIMED_OUT -> new FailureRule(NEVER, ASK, COUNTS, PROVIDER); // a silent route is not asked twice
            case QUOTA_EXHAUSTED, AUTHENTICATION, PERMISSION -> new FailureRule(NEVER, ASK, OPENS, KEY);
            case MODEL_UNAVAILABLE -> new FailureRule(NEVER, ASK, OPENS, MODEL);
            case CONTEXT_TOO_LONG -> new FailureRule(NEVER, IF_LARGER, IGNORES, PROVIDER);
            case REQUEST_TOO_LARGE, UNSUPPORTED, CIRCUIT_OPEN -> new FailureRule(NEVER, ASK, IGNORES, PROVIDER);
            case CONTENT_FILTERED, INVALID_REQUEST, CANCELLED, DEADLINE_EXCEEDED ->
                new FailureRule(NEVER, STOP, IGNORES, PROVIDER);
        };
    }
}
