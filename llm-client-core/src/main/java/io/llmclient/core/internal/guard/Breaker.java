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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The health of one candidate, shared by all callers. Every permission that is acquired is given back exactly once: by success, failure or
 * release.
 */
public final class Breaker {

    private final BreakerPolicy policy;
    private final TimeSource time;
    private final CircuitBreaker breaker;
    private final ReentrantLock changing = new ReentrantLock();
    private final AtomicInteger failuresInARow = new AtomicInteger();
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
                        .clock(clock(time))
                        .currentTimestampFunction(clock -> time.nanoTime(), TimeUnit.NANOSECONDS)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            BreakerState from = state(event.getStateTransition().getFromState());
            BreakerState to = state(event.getStateTransition().getToState());
            if (from != to) {
                onChange.accept(from, to);
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

    /** Whether a request may be made now. */
    public boolean tryAcquire() {
        return breaker.tryAcquirePermission();
    }

    /** Ends the rest early, for when every candidate rests and one has to be tried: the next caller to acquire is the probe. */
    public void allowProbe() {
        changing.lock();
        try {
            if (breaker.getState() == CircuitBreaker.State.OPEN) {
                breaker.transitionToHalfOpenState();
            }
        } finally {
            changing.unlock();
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

    /** The request was answered. */
    public void success(Duration took) {
        failuresInARow.set(0);
        breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The request failed, or ended through no fault of the candidate: the rule for its kind decides. */
    public void failure(LlmException failure, Duration took, boolean restUntilHint) {
        switch (FailureRule.of(failure.kind()).breaker()) {
            case IGNORES -> breaker.releasePermission();
            case OPENS -> {
                count(failure, took);
                rest(longer(policy.longRest(), failure));
            }
            case COUNTS -> {
                count(failure, took);
                if (restUntilHint && failure.retryAfter() != null) {
                    rest(failure.retryAfter());
                }
            }
        }
    }

    private void count(LlmException failure, Duration took) {
        lastFailure = failure;
        int weight = failure.kind() == FailureKind.TIMED_OUT ? 2 : 1;
        int failures = failuresInARow.addAndGet(weight);
        breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, failure);
        if (failures >= policy.failuresInARow()) {
            open();
        }
    }

    private void open() {
        changing.lock();
        try {
            if (breaker.getState() == CircuitBreaker.State.CLOSED) {
                breaker.transitionToOpenState();
            }
        } finally {
            changing.unlock();
        }
    }

    private static Duration longer(Duration rest, LlmException failure) {
        Duration hint = failure.retryAfter();
        return hint != null && hint.compareTo(rest) > 0 ? hint : rest;
    }

    /** Leaves the candidate alone for a time that is known, for all callers. A longer rest that it has already stays. */
    private void rest(Duration wanted) {
        changing.lock();
        try {
            if (restLeft().compareTo(wanted) < 0) {
                breaker.transitionToOpenStateFor(wanted);
                restEnd = time.nanoTime() + wanted.toNanos();
            }
        } finally {
            changing.unlock();
        }
    }

    /** The caller gave up: neither success nor failure. */
    public void release() {
        breaker.releasePermission();
    }

    private static BreakerState state(CircuitBreaker.State state) {
        return switch (state) {
            case OPEN, FORCED_OPEN -> BreakerState.OPEN;
            case HALF_OPEN -> BreakerState.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
        };
    }

    private static Clock clock(TimeSource time) {
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
                return time.now();
            }
        };
    }
}
