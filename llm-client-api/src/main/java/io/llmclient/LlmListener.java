package io.llmclient;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Watches calls, for logs and metrics. Every start gets exactly one end:
 *
 * <pre>
 * callStarted
 *   attemptStarted
 *     firstToken          at most once an attempt, streams only
 *   attemptEnded          also alone, without a start, for a candidate that was skipped
 *   retryScheduled        the same candidate again, after a wait
 *   failedOver            the next candidate
 * callEnded
 * </pre>
 *
 * <p>Methods run on the thread of the call, or of the attempt where two are made at once ({@link Hedge}), and should
 * return at once. What they throw is logged and ignored.
 */
public interface LlmListener {

    /** A call begins; for a stream, at the first pull. */
    default void callStarted(CallInfo call) {}

    /** A request is about to be made. */
    default void attemptStarted(CallInfo call, Candidate candidate) {}

    /** The first content of a streamed attempt came, this long after its start. */
    default void firstToken(CallInfo call, Candidate candidate, Duration timeToFirstToken) {}

    /** An attempt ended in whatever way, or a candidate was skipped. */
    default void attemptEnded(CallInfo call, Attempt attempt) {}

    /** The same candidate is asked again after a wait. */
    default void retryScheduled(CallInfo call, Candidate candidate, Duration wait, LlmException cause) {}

    /** The next candidate is asked. */
    default void failedOver(CallInfo call, Candidate from, Candidate to, LlmException cause) {}

    /**
     * The call is over: with an answer, with a failure, or with neither when the caller closed a stream early.
     *
     * @param route what was tried
     */
    default void callEnded(
            CallInfo call, Route route, @Nullable ChatResponse response, @Nullable LlmException failure) {}

    /** A candidate's circuit breaker changed. Of a key that rests, the attempts tell ({@link Attempt#key()}). */
    default void breakerChanged(Candidate candidate, BreakerState from, BreakerState to) {}
}
