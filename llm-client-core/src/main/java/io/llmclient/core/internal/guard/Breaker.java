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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One circuit breaker, shared by all callers.
 *
 * <p>A probe has passed when its answer begins: a long one must not keep all others away. Until one is complete the
 * breaker is on probation: the first failure opens it again, for a longer rest. And the others come back step by step:
 * two may wait for their first token at once, then more and more.
 *
 * <p>A permission belongs to a turn, the time between two changes of state. What becomes of it in a later turn is old
 * news: a request from before the rest must not end a probe, nor make room for a second one.
 */
final class Breaker {

    /** How soon a failure leads to a rest. */
    enum Rest {
        /** When there were enough of them. */
        BY_THE_RULES,
        /** At once for the time that the provider asks for, if it asks for any. */
        UNTIL_HINT,
        /** At once, for that time or the usual rest: somebody else can serve. */
        AT_ONCE
    }

    /** How many may wait at once after a rest, and by how many more with each answer that begins. */
    private static final int STEP = 2;

    /** From here on it is no step any more. */
    private static final int STEPS_END = 64;

    /** Resilience4j tells slow calls by their duration; ours are slow for reasons of our own. */
    private static final long SLOW_MILLIS = 2;

    /** Whoever asks for more is wrong; nanoseconds can count it. */
    private static final Duration LONGEST_REST = Duration.ofDays(365);

    private final BreakerPolicy policy;
    private final TimeSource time;
    private final CircuitBreaker breaker;
    /** Held for all that may change the state, never while others are told of it. */
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * Closed, with nothing to count but successes: then no request waits for the lock. A success is noted in passing,
     * and counted by whoever has the lock next.
     */
    private volatile boolean calm = true;

    private final AtomicInteger noted = new AtomicInteger();
    private final BiConsumer<BreakerState, BreakerState> onChange;
    private final List<Runnable> news = new ArrayList<>(1);
    private BreakerState known = BreakerState.CLOSED;
    private volatile long turn;
    private int failuresInARow;
    private int slowInARow;
    /** Since the last complete answer. */
    private int timesOpened;

    /** Requests of this turn whose answers have not begun. */
    private int waiting;

    private int mayWait = Integer.MAX_VALUE;
    private boolean onProbation;
    private volatile boolean merelySlow;
    private volatile long restEnd;
    private volatile @Nullable LlmException lastFailure;

    Breaker(String name, BreakerPolicy policy, TimeSource time, BiConsumer<BreakerState, BreakerState> onChange) {
        this.policy = policy;
        this.time = time;
        this.onChange = onChange;
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

    /**
     * Looks whether the state changed; called after all that may change it. Resilience4j's own events would cost a date
     * for each request.
     */
    private void lookForChange() {
        BreakerState to = state();
        if (to != known) {
            BreakerState from = known;
            known = to;
            if (from == BreakerState.HALF_OPEN && to == BreakerState.CLOSED) {
                mayWait = STEP;
            }
            beginTurn();
            news.add(() -> onChange.accept(from, to));
        }
    }

    private void beginTurn() {
        turn = turn + 1;
        noted.set(0);
        waiting = 0;
        merelySlow = false;
    }

    /** Resilience4j asks for the rest at the moment it opens, so this is where its end is known. */
    private long nextRest() {
        double millis = (double) policy.rest().toMillis() * Math.pow(policy.restGrowth(), timesOpened++);
        long rest = (long) Math.min(millis, (double) policy.maxRest().toMillis());
        restEnd = time.nanoTime() + TimeUnit.MILLISECONDS.toNanos(rest);
        return rest;
    }

    /**
     * Asks whether a request may be made now; null if not.
     *
     * @param reluctantly whether nobody else can serve, so that a slow candidate, or too many at once for one that has
     *     just come back, are better than none
     */
    @Nullable
    Permission tryAcquire(boolean reluctantly) {
        long now = turn;
        if (calm) {
            return new Permission(now);
        }
        lock();
        try {
            boolean crowded = waiting >= mayWait && state() == BreakerState.CLOSED;
            if (crowded && !reluctantly) {
                return null;
            }
            boolean permitted = breaker.tryAcquirePermission();
            lookForChange();
            if (permitted) {
                waiting++;
                return new Permission(turn);
            }
            return reluctantly && merelySlow ? new Permission(turn - 1) : null;
        } finally {
            unlock();
        }
    }

    private void lock() {
        lock.lock();
        countNoted();
    }

    private void countNoted() {
        for (int successes = noted.getAndSet(0); successes > 0 && state() == BreakerState.CLOSED; successes--) {
            answered(false);
        }
    }

    /** Tells of the changes when others can go on. */
    private void unlock() {
        calm = known == BreakerState.CLOSED
                && mayWait == Integer.MAX_VALUE
                && failuresInARow == 0
                && slowInARow == 0
                && !onProbation;
        if (news.isEmpty()) {
            lock.unlock();
            return;
        }
        List<Runnable> changes = List.copyOf(news);
        news.clear();
        lock.unlock();
        changes.forEach(Runnable::run);
    }

    /**
     * Ends the rest early, for when every candidate rests and one has to be tried: the next caller to acquire is the
     * probe.
     */
    void allowProbe() {
        lock();
        try {
            if (breaker.getState() == CircuitBreaker.State.OPEN) {
                breaker.transitionToHalfOpenState();
                lookForChange();
            }
        } finally {
            unlock();
        }
    }

    /** How long until a probe may pass; zero if one may now. */
    Duration restLeft() {
        return state() == BreakerState.CLOSED
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, restEnd - time.nanoTime()));
    }

    /** The latest failure that counted, which is why the candidate rests if it does; null if none did yet. */
    @Nullable
    LlmException lastFailure() {
        return lastFailure;
    }

    BreakerState state() {
        return state(breaker.getState());
    }

    /** Whether it rests only because its latest answers took too long. */
    boolean isMerelySlow() {
        return merelySlow && state() == BreakerState.OPEN;
    }

    /** Whether a request would be let through. */
    boolean mayPass() {
        return switch (state()) {
            case CLOSED -> true;
            case OPEN -> restLeft().isZero();
            case HALF_OPEN -> false;
        };
    }

    /** Permission for one request, to be given back exactly once: by success, failure or release. */
    final class Permission {
        private long given;
        private boolean begun;

        private Permission(long turn) {
            given = turn;
        }

        private boolean isCurrent() {
            return given == turn;
        }

        /** The answer has begun, which is enough for a probe. */
        void began() {
            if (calm) {
                return; // nobody counts who waits
            }
            lock();
            try {
                if (isCurrent() && state() == BreakerState.HALF_OPEN) {
                    breaker.onSuccess(0, TimeUnit.MILLISECONDS);
                    lookForChange();
                    onProbation = true;
                    given = turn;
                    begun = true;
                } else if (isCurrent()) {
                    noLongerWaiting();
                    widen();
                }
            } finally {
                unlock();
            }
        }

        private void noLongerWaiting() {
            if (!begun) {
                begun = true;
                waiting--;
            }
        }

        /** The request was answered. */
        void success(boolean slow) {
            if (calm && !slow && isCurrent()) {
                noted.incrementAndGet();
                if (lock.tryLock()) {
                    try {
                        countNoted();
                    } finally {
                        unlock();
                    }
                }
                return;
            }
            lock();
            try {
                if (isCurrent()) {
                    if (!begun) {
                        widen();
                    }
                    noLongerWaiting();
                    answered(slow);
                }
            } finally {
                unlock();
            }
        }

        /** The request failed, or ended through no fault of the candidate: the rule for its kind decides. */
        void failure(LlmException failure, Rest rest) {
            lock();
            try {
                if (isCurrent()) {
                    noLongerWaiting();
                    apply(failure, rest, true);
                } else if (state() == BreakerState.OPEN) {
                    apply(failure, rest, false); // too late to count, but it may ask for a longer rest
                }
            } finally {
                unlock();
            }
        }

        /** The caller gave up: neither success nor failure. */
        void release() {
            if (calm) {
                return; // a closed breaker's permissions are not numbered
            }
            lock();
            try {
                if (isCurrent()) {
                    noLongerWaiting();
                    breaker.releasePermission();
                }
            } finally {
                unlock();
            }
        }
    }

    private void widen() {
        mayWait = mayWait >= STEPS_END ? Integer.MAX_VALUE : mayWait + STEP;
    }

    private void answered(boolean slow) {
        failuresInARow = 0;
        slowInARow = slow ? slowInARow + 1 : 0;
        breaker.onSuccess(slow ? SLOW_MILLIS : 0, TimeUnit.MILLISECONDS);
        if (slow && state() == BreakerState.CLOSED && (onProbation || slowInARow >= policy.failuresInARow())) {
            breaker.transitionToOpenState();
        }
        lookForChange();
        if (slow) {
            merelySlow = state() == BreakerState.OPEN;
        } else {
            onProbation = false;
            timesOpened = 0;
        }
    }

    private void apply(LlmException failure, Rest rest, boolean counts) {
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
                if (rest != Rest.BY_THE_RULES && failure.retryAfter() != null) {
                    rest(failure.retryAfter());
                } else if (rest == Rest.AT_ONCE && state() == BreakerState.CLOSED) {
                    breaker.transitionToOpenState();
                    lookForChange();
                }
            }
        }
    }

    private void count(LlmException failure, boolean counts) {
        lastFailure = failure;
        merelySlow = false;
        if (!counts) {
            return;
        }
        failuresInARow += failure.kind() == FailureKind.TIMED_OUT ? 2 : 1;
        breaker.onError(0, TimeUnit.NANOSECONDS, failure);
        boolean enough = onProbation || failuresInARow >= policy.failuresInARow();
        if (enough && state() == BreakerState.CLOSED) {
            breaker.transitionToOpenState();
        }
        lookForChange();
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
            lookForChange();
            restEnd = time.nanoTime() + bounded.toNanos();
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
