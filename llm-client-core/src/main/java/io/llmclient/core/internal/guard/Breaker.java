package io.llmclient.core.internal.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.llmclient.BreakerPolicy;
import io.llmclient.BreakerState;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.spi.TimeSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The health of one candidate, shared by all callers. Every permission that is acquired is given back exactly once: by
 * success, failure or release.
 *
 * <p>A permission belongs to a turn, the time between two changes of state. What becomes of it in a later turn is old
 * news: a request from before the rest must not end a probe, nor make room for a second one.
 */
public final class Breaker {

    /** The answer of {@link #tryAcquire()} when the candidate rests. */
    public static final long REFUSED = -1;

    /** Whoever asks for more is wrong; nanoseconds can count it. */
    private static final Duration LONGEST_REST = Duration.ofDays(365);

    private final BreakerPolicy policy;
    private final TimeSource time;
    private final CircuitBreaker breaker;
    /** Held for all that may change the state, never while others are told of it. */
    private final ReentrantLock lock = new ReentrantLock();

    private final List<Runnable> news = new ArrayList<>(1);
    private long turn;
    private int failuresInARow;
    private volatile long restEnd;
    private volatile @Nullable LlmException lastFailure;

    public Breaker(
            String name, BreakerPolicy policy, TimeSource time, BiConsumer<BreakerState, BreakerState> onChange) {
        this.policy = policy;
        this.time = time;
        this.restEnd = time.nanoTime();
        this.breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.TIME_BASED)
                        .slidingWindowSize((int) policy.window().toSeconds())
                        .minimumNumberOfCalls(policy.minimumRequests())
                        .failureRateThreshold(policy.failureRate())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitIntervalFunctionInOpenState(this::restAfter)
                        .clock(forwardOnly(time))
                        .currentTimestampFunction(clock -> time.nanoTime(), TimeUnit.NANOSECONDS)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            BreakerState from = state(event.getStateTransition().getFromState());
            BreakerState to = state(event.getStateTransition().getToState());
            turn++;
            if (from != to) {
                news.add(() -> onChange.accept(from, to));
            }
        });
    }

    /** Resilience4j asks for the rest at the moment it opens, so this is where its end is known. */
    private long restAfter(int timesOpened) {
        double millis = (double) policy.rest().toMillis() * Math.pow(policy.restGrowth(), timesOpened - 1.0);
        long rest = (long) Math.min(millis, (double) policy.maxRest().toMillis());
        restEnd = time.nanoTime() + TimeUnit.MILLISECONDS.toNanos(rest);
        return rest;
    }

    /** Asks whether a request may be made now: the turn to which the permission belongs, or {@link #REFUSED}. */
    public long tryAcquire() {
        lock.lock();
        try {
            return breaker.tryAcquirePermission() ? turn : REFUSED;
        } finally {
            unlock();
        }
    }

    /** Tells of the changes when others can go on. */
    private void unlock() {
        List<Runnable> changes = news.isEmpty() ? List.of() : List.copyOf(news);
        news.clear();
        lock.unlock();
        changes.forEach(Runnable::run);
    }

    /**
     * Ends the rest early, for when every candidate rests and one has to be tried: the next caller to acquire is the
     * probe.
     */
    public void allowProbe() {
        lock.lock();
        try {
            if (breaker.getState() == CircuitBreaker.State.OPEN) {
                breaker.transitionToHalfOpenState();
            }
        } finally {
            unlock();
        }
    }

    /** How long until a probe may pass; zero if one may now. */
    public Duration restLeft() {
        return state() == BreakerState.CLOSED
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, restEnd - time.nanoTime()));
    }

    /** The latest failure that counted, which is why the candidate rests if it does; null if none did yet. */
    public @Nullable LlmException lastFailure() {
        return lastFailure;
    }

    public BreakerState state() {
        return state(breaker.getState());
    }

    /** The request was answered. How long that took does not matter: long answers are healthy. */
    public void success(long inTurn) {
        lock.lock();
        try {
            if (inTurn == turn) {
                failuresInARow = 0;
                breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            }
        } finally {
            unlock();
        }
    }

    /** The request failed, or ended through no fault of the candidate: the rule for its kind decides. */
    public void failure(long inTurn, LlmException failure, boolean restUntilHint) {
        lock.lock();
        try {
            if (inTurn == turn) {
                apply(failure, restUntilHint, true);
            } else if (state() == BreakerState.OPEN) {
                apply(failure, restUntilHint, false); // too late to count, but it may ask for a longer rest
            }
        } finally {
            unlock();
        }
    }

    private void apply(LlmException failure, boolean restUntilHint, boolean counts) {
        switch (FailureRule.of(failure.kind()).breaker()) {
            case IGNORES -> {
                if (counts) {
                    breaker.releasePermission();
                }
            }
            case OPENS -> {
                count(failure, counts);
                rest(longer(policy.longRest(), failure));
            }
            case COUNTS -> {
                count(failure, counts);
                if (restUntilHint && failure.retryAfter() != null) {
                    rest(failure.retryAfter());
                }
            }
        }
    }

    private void count(LlmException failure, boolean counts) {
        lastFailure = failure;
        if (!counts) {
            return;
        }
        failuresInARow += failure.kind() == FailureKind.TIMED_OUT ? 2 : 1;
        breaker.onError(0, TimeUnit.NANOSECONDS, failure);
        if (failuresInARow >= policy.failuresInARow() && state() == BreakerState.CLOSED) {
            breaker.transitionToOpenState();
        }
    }

    private static Duration longer(Duration rest, LlmException failure) {
        Duration hint = failure.retryAfter();
        return hint != null && hint.compareTo(rest) > 0 ? hint : rest;
    }

    /**
     * Leaves the candidate alone for a time that is known, for all callers. A longer rest that it has already stays.
     */
    private void rest(Duration wanted) {
        Duration bounded = wanted.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : wanted;
        if (restLeft().compareTo(bounded) < 0) {
            breaker.transitionToOpenStateFor(bounded);
            restEnd = time.nanoTime() + bounded.toNanos();
        }
    }

    /** The caller gave up: neither success nor failure. */
    public void release(long inTurn) {
        lock.lock();
        try {
            if (inTurn == turn) {
                breaker.releasePermission();
            }
        } finally {
            unlock();
        }
    }

    private static BreakerState state(CircuitBreaker.State state) {
        return switch (state) {
            case OPEN, FORCED_OPEN -> BreakerState.OPEN;
            case HALF_OPEN -> BreakerState.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
        };
    }

    /** A wall clock that is set must neither lengthen a rest nor end it. */
    private static Clock forwardOnly(TimeSource time) {
        long start = time.nanoTime();
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.EPOCH.plusNanos(time.nanoTime() - start);
            }
        };
    }
}
