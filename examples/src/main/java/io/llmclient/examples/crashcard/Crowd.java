package io.llmclient.examples.crashcard;

import io.llmclient.Attempt;
import io.llmclient.BreakerState;
import io.llmclient.CallInfo;
import io.llmclient.Candidate;
import io.llmclient.ChatResponse;
import io.llmclient.LlmException;
import io.llmclient.LlmListener;
import io.llmclient.Route;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Watches what many callers at once do at one candidate, and tells another listener of a few of them: all would make no
 * picture. Safe for use by several threads.
 */
final class Crowd implements LlmListener {

    private static final int ONE_IN = 50;

    private final String watched;
    private final LlmListener some;
    private final Set<Long> told = ConcurrentHashMap.newKeySet();
    private final Map<Long, BreakerState> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger probes = new AtomicInteger();
    private final AtomicInteger whileOpen = new AtomicInteger();
    private final AtomicInteger probing = new AtomicInteger();
    private final AtomicInteger mostProbing = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile BreakerState state = BreakerState.CLOSED;

    /**
     * @param watched the provider that is watched
     * @param some is told of one call in 50, of those that come while the breaker is not closed, and of the breaker
     */
    Crowd(String watched, LlmListener some) {
        this.watched = watched;
        this.some = some;
    }

    /** How many requests began while the breaker was known not to be closed. */
    int requestsWhileNotClosed() {
        return whileOpen.get();
    }

    /** The most requests under way at once of those that began while a probe was allowed. */
    int mostProbesAtOnce() {
        return mostProbing.get();
    }

    /** How often the breaker let a probe pass. */
    int probes() {
        return probes.get();
    }

    /** How many requests failed. */
    int failures() {
        return failed.get();
    }

    BreakerState state() {
        return state;
    }

    private boolean isTold(CallInfo call) {
        return call.id() % ONE_IN == 0 || told.contains(call.id());
    }

    @Override
    public void callStarted(CallInfo call) {
        if (isTold(call)) {
            some.callStarted(call);
        }
    }

    @Override
    public void attemptStarted(CallInfo call, Candidate candidate) {
        if (candidate.provider().equals(watched)) {
            BreakerState now = state;
            underWay.put(call.id(), now);
            if (now != BreakerState.CLOSED) {
                told.add(call.id());
                whileOpen.incrementAndGet();
            }
            if (now == BreakerState.HALF_OPEN) {
                mostProbing.accumulateAndGet(probing.incrementAndGet(), Math::max);
            }
        }
        if (isTold(call)) {
            some.attemptStarted(call, candidate);
        }
    }

    @Override
    public void firstToken(CallInfo call, Candidate candidate, Duration timeToFirstToken) {
        if (isTold(call)) {
            some.firstToken(call, candidate, timeToFirstToken);
        }
    }

    @Override
    public void attemptEnded(CallInfo call, Attempt attempt) {
        if (attempt.candidate().provider().equals(watched)) {
            if (underWay.remove(call.id()) == BreakerState.HALF_OPEN) {
                probing.decrementAndGet();
            }
            if (attempt.outcome() == Attempt.Outcome.FAILED) {
                failed.incrementAndGet();
            }
        }
        if (isTold(call)) {
            some.attemptEnded(call, attempt);
        }
    }

    @Override
    public void failedOver(CallInfo call, Candidate from, Candidate to, LlmException cause) {
        if (isTold(call)) {
            some.failedOver(call, from, to, cause);
        }
    }

    @Override
    public void callEnded(CallInfo call, Route route, @Nullable ChatResponse response, @Nullable LlmException failure) {
        if (isTold(call)) {
            some.callEnded(call, route, response, failure);
        }
    }

    @Override
    public void breakerChanged(Candidate candidate, BreakerState from, BreakerState to) {
        if (candidate.provider().equals(watched)) {
            state = to;
            if (to == BreakerState.HALF_OPEN) {
                probes.incrementAndGet();
            }
        }
        some.breakerChanged(candidate, from, to);
    }
}
