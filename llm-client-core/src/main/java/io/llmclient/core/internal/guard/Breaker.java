package io.llmclient.core.internal.guard;

import io.llmclient.BreakerPolicy;
import io.llmclient.BreakerState;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One circuit breaker, shared by all callers.
 *
 * <p>A probe has passed when its answer begins: a long one must not keep all others away. Until one is complete the
 * breaker is on probation: the first failure opens it again, for a longer rest. And the others come back step by step
 * ({@link Readmission}).
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

    private final BreakerPolicy policy;
    private final Circuit circuit;
    private final Readmission readmission = new Readmission();
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
    private boolean onProbation;
    private volatile boolean merelySlow;
    private volatile @Nullable LlmException lastFailure;

    Breaker(String name, BreakerPolicy policy, TimeSource time, BiConsumer<BreakerState, BreakerState> onChange) {
        this.policy = policy;
        this.circuit = new Circuit(name, policy, time);
        this.onChange = onChange;
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
                readmission.begin();
            }
            beginTurn();
            news.add(() -> onChange.accept(from, to));
        }
    }

    private void beginTurn() {
        long next = turn + 1; // only ever under the lock
        turn = next;
        noted.set(0);
        readmission.forget();
        merelySlow = false;
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
            boolean crowded = readmission.isFull() && state() == BreakerState.CLOSED;
            if (crowded && !reluctantly) {
                return null;
            }
            boolean permitted = circuit.tryAcquire();
            lookForChange();
            if (permitted) {
                readmission.waits();
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
                && readmission.isOver()
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
            circuit.allowProbe();
            lookForChange();
        } finally {
            unlock();
        }
    }

    /** How long until a probe may pass; zero if one may now. */
    Duration restLeft() {
        return circuit.restLeft();
    }

    /** The latest failure that counted, which is why the candidate rests if it does; null if none did yet. */
    @Nullable
    LlmException lastFailure() {
        return lastFailure;
    }

    BreakerState state() {
        return circuit.state();
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
                    circuit.success(false);
                    lookForChange();
                    onProbation = true;
                    given = turn;
                    begun = true;
                } else if (isCurrent()) {
                    noLongerWaiting();
                    readmission.widen();
                }
            } finally {
                unlock();
            }
        }

        private void noLongerWaiting() {
            if (!begun) {
                begun = true;
                readmission.noLongerWaits();
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
                        readmission.widen();
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
                    circuit.release();
                }
            } finally {
                unlock();
            }
        }
    }

    private void answered(boolean slow) {
        failuresInARow = 0;
        slowInARow = slow ? slowInARow + 1 : 0;
        circuit.success(slow);
        if (slow && (onProbation || slowInARow >= policy.failuresInARow())) {
            circuit.open();
        }
        lookForChange();
        if (slow) {
            merelySlow = state() == BreakerState.OPEN;
        } else {
            onProbation = false;
            circuit.recovered();
        }
    }

    private void apply(LlmException failure, Rest rest, boolean counts) {
        switch (FailureRule.of(failure.kind()).breaker()) {
            case IGNORES -> {
                if (counts) {
                    circuit.release();
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
                } else if (rest == Rest.AT_ONCE) {
                    circuit.open();
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
        circuit.failure(failure);
        if (onProbation || failuresInARow >= policy.failuresInARow()) {
            circuit.open();
        }
        lookForChange();
    }

    private static Duration longer(Duration rest, LlmException failure) {
        Duration hint = failure.retryAfter();
        return hint != null && hint.compareTo(rest) > 0 ? hint : rest;
    }

    /** Leaves the candidate alone for a time that is known, for all callers. */
    private void rest(Duration wanted) {
        circuit.openFor(wanted);
        lookForChange();
    }
}
