package io.llmclient.core.internal.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.llmclient.BreakerPolicy;
import io.llmclient.BreakerState;
import io.llmclient.LlmException;
import io.llmclient.spi.TimeSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * Resilience4j's circuit breaker on our clock: it counts, opens, and knows when its rest ends, which grows from one
 * opening to the next. Changed by one thread at a time; state and rest may be asked by any.
 */
final class Circuit {

    /** Resilience4j tells slow calls by their duration; ours are slow for reasons of our own. */
    private static final long SLOW_MILLIS = 2;

    /** Whoever asks for more is wrong; nanoseconds can count it. */
    private static final Duration LONGEST_REST = Duration.ofDays(365);

    private final BreakerPolicy policy;
    private final TimeSource time;
    private final CircuitBreaker breaker;
    /** Since it last recovered. */
    private int timesOpened;

    private volatile long restEnd;

    Circuit(String name, BreakerPolicy policy, TimeSource time) {
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
                        .slowCallRateThreshold(policy.failureRate())
                        .slowCallDurationThreshold(Duration.ofMillis(SLOW_MILLIS - 1))
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitIntervalFunctionInOpenState(unused -> nextRest())
                        .clock(forwardOnly(time))
                        .currentTimestampFunction(clock -> time.nanoTime(), TimeUnit.NANOSECONDS)
                        .build());
    }

    /** Resilience4j asks for the rest at the moment it opens, so this is where its end is known. */
    private long nextRest() {
        double millis = (double) policy.rest().toMillis() * Math.pow(policy.restGrowth(), timesOpened++);
        long rest = (long) Math.min(millis, (double) bounded(policy.maxRest()).toMillis());
        restEnd = time.nanoTime() + TimeUnit.MILLISECONDS.toNanos(rest);
        return rest;
    }

    BreakerState state() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> BreakerState.OPEN;
            case HALF_OPEN -> BreakerState.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
        };
    }

    /** How long until a probe may pass; zero if one may now. */
    Duration restLeft() {
        return state() == BreakerState.CLOSED
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, restEnd - time.nanoTime()));
    }

    /** Whether a request may be made; one that may is ended by success, failure or release. */
    boolean tryAcquire() {
        return breaker.tryAcquirePermission();
    }

    void success(boolean slow) {
        breaker.onSuccess(slow ? SLOW_MILLIS : 0, TimeUnit.MILLISECONDS);
    }

    void failure(LlmException failure) {
        breaker.onError(0, TimeUnit.NANOSECONDS, failure);
    }

    void release() {
        breaker.releasePermission();
    }

    /** Opens a closed one for the usual rest. */
    void open() {
        if (state() == BreakerState.CLOSED) {
            breaker.transitionToOpenState();
        }
    }

    /** Opens for this long. A longer rest that it has already stays. */
    void openFor(Duration wanted) {
        Duration bounded = bounded(wanted);
        if (restLeft().compareTo(bounded) < 0) {
            breaker.transitionToOpenStateFor(bounded);
            restEnd = time.nanoTime() + bounded.toNanos();
        }
    }

    private static Duration bounded(Duration rest) {
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }

    /** Ends the rest early: who acquires next is the probe. */
    void allowProbe() {
        if (state() == BreakerState.OPEN) {
            breaker.transitionToHalfOpenState();
        }
    }

    /** The next rest is as short as the first again. */
    void recovered() {
        timesOpened = 0;
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
