package io.llmclient.core.internal.guard;

import static io.llmclient.core.internal.guard.FailureRule.Subject.KEY;
import static io.llmclient.core.internal.guard.FailureRule.Subject.MODEL;
import static io.llmclient.core.internal.guard.FailureRule.Subject.PROVIDER;

import io.llmclient.BreakerState;
import io.llmclient.LlmException;
import io.llmclient.core.internal.guard.FailureRule.Subject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The health of one candidate, shared by all callers: the breakers that a request to it must pass.
 *
 * <p>A candidate with one key has one breaker that counts everything. Where it has several, each key has a breaker of
 * its own, of which one must let the request pass: a bad or limited key rests, and the next one serves. Where breakers
 * watch over whole providers, their breaker is shared and a model that is gone has one of its own.
 */
public final class Health {

    /** The longer it keeps requests away, the worse. */
    private static final Comparator<Breaker> WORST = Comparator.<Breaker>comparingInt(each -> switch (each.state()) {
                case CLOSED -> 0;
                case HALF_OPEN -> 1;
                case OPEN -> 2;
            })
            .thenComparing(Breaker::restLeft);

    private final List<Watch> always;
    private final List<Watch> keys;

    private Health(List<Watch> always, List<Watch> keys) {
        this.always = always;
        this.keys = keys;
    }

    /** All in one: nobody else shares any of it. */
    static Health whole(Breaker breaker) {
        return new Health(List.of(new Watch(breaker, Set.of(KEY, MODEL, PROVIDER))), List.of());
    }

    /** A breaker for the model or its provider, and one for each key. */
    static Health withKeys(Breaker breaker, List<Breaker> keys) {
        return new Health(List.of(new Watch(breaker, Set.of(MODEL, PROVIDER))), watches(keys, Set.of(KEY)));
    }

    /** The same, where each key leads to another place. */
    static Health byKey(Breaker model, List<Breaker> keys) {
        return new Health(List.of(new Watch(model, Set.of(MODEL))), watches(keys, Set.of(KEY, PROVIDER)));
    }

    /** The provider's breaker is shared by its models. */
    static Health shared(Breaker provider, Breaker model, List<Breaker> keys) {
        Set<Subject> all = keys.isEmpty() ? Set.of(KEY, PROVIDER) : Set.of(PROVIDER);
        return new Health(
                List.of(new Watch(provider, all), new Watch(model, Set.of(MODEL))), watches(keys, Set.of(KEY)));
    }

    private static List<Watch> watches(List<Breaker> breakers, Set<Subject> subjects) {
        return breakers.stream().map(each -> new Watch(each, subjects)).toList();
    }

    /** A breaker, and whose failures it counts. */
    private record Watch(Breaker breaker, Set<Subject> subjects) {}

    /**
     * Asks whether a request may be made now, and with which key; null if none may. What is given must be given back.
     *
     * @param reluctantly whether nobody else can serve, so that a slow candidate, or too many at once for one that has
     *     just come back, are better than none
     */
    public @Nullable Pass tryAcquire(boolean reluctantly) {
        Pass pass = new Pass(always.size() + (keys.isEmpty() ? 0 : 1));
        boolean acquired = true;
        for (int i = 0; i < always.size() && acquired; i++) {
            acquired = pass.acquire(always.get(i), reluctantly);
        }
        if (acquired && pass.acquireKey(reluctantly)) {
            return pass;
        }
        pass.release();
        return null;
    }

    /** How many requests with other keys may follow a failure at once. */
    public int otherKeys(LlmException failure) {
        return FailureRule.of(failure.kind()).subject() == KEY && anyKeyMayPass() ? keys.size() - 1 : 0;
    }

    private boolean anyKeyMayPass() {
        return keys.stream().anyMatch(each -> each.breaker.mayPass());
    }

    /** The state that a request would meet: the worst of the breakers that must let it pass and of the best key. */
    public BreakerState state() {
        return blocking().state();
    }

    /** How long until a probe may pass; zero if one may now. */
    public Duration restLeft() {
        return blocking().restLeft();
    }

    /** The latest failure that counted, which is why the candidate rests if it does; null if none did yet. */
    public @Nullable LlmException lastFailure() {
        return blocking().lastFailure();
    }

    /** Whether it rests only because its latest answers took too long. */
    public boolean isMerelySlow() {
        return blocking().isMerelySlow();
    }

    /** Whether a request would be let through if nobody else can serve. */
    public boolean mayPassReluctantly() {
        return state() == BreakerState.CLOSED || isMerelySlow();
    }

    /** The breaker that a request would fail at, or would be the first to fail at. */
    private Breaker blocking() {
        Breaker worst = always.get(0).breaker;
        for (Watch each : always) {
            worst = WORST.compare(each.breaker, worst) > 0 ? each.breaker : worst;
        }
        if (keys.isEmpty()) {
            return worst;
        }
        Breaker best = keys.get(0).breaker;
        for (Watch each : keys) {
            best = WORST.compare(each.breaker, best) < 0 ? each.breaker : best;
        }
        return WORST.compare(best, worst) > 0 ? best : worst;
    }

    /**
     * Ends the rest early, for when every candidate rests and one has to be tried: the next caller to acquire is the
     * probe.
     */
    public void allowProbe() {
        always.forEach(each -> each.breaker.allowProbe());
        if (!keys.isEmpty() && !anyKeyMayPass()) {
            blocking().allowProbe();
        }
    }

    /**
     * Permission for one request, which ends in success, failure or release; the first of these counts. Safe for use by
     * several threads.
     */
    public final class Pass {
        private final Breaker.Permission[] permissions;
        private final AtomicBoolean given = new AtomicBoolean();
        private int held;
        private int key;

        private Pass(int size) {
            permissions = new Breaker.Permission[size];
        }

        private boolean acquire(Watch watch, boolean reluctantly) {
            Breaker.Permission permission = watch.breaker.tryAcquire(reluctantly);
            if (permission == null) {
                return false;
            }
            permissions[held++] = permission;
            return true;
        }

        /** The first that may pass: keys are asked in their order, which keeps the provider's prompt cache warm. */
        private boolean acquireKey(boolean reluctantly) {
            for (int i = 0; i < keys.size(); i++) {
                if (acquire(keys.get(i), reluctantly)) {
                    key = i;
                    return true;
                }
            }
            return keys.isEmpty();
        }

        /** Whose permission it is that is held there: those of all requests come first, then that of the key. */
        private Watch watch(int position) {
            return position < always.size() ? always.get(position) : keys.get(key);
        }

        /** Which key to show, 0 for the first. */
        public int key() {
            return key;
        }

        /** The answer has begun, soon enough. */
        public void began() {
            for (int i = 0; i < held; i++) {
                permissions[i].began();
            }
        }

        /** The request was answered. */
        public void succeeded(boolean slow) {
            if (given.compareAndSet(false, true)) {
                for (int i = 0; i < held; i++) {
                    permissions[i].success(slow && watch(i).subjects.contains(PROVIDER));
                }
            }
        }

        /**
         * The request failed, or ended through no fault of the candidate.
         *
         * @param restUntilHint whether the provider asks for more patience than its callers have
         */
        public void failed(LlmException failure, boolean restUntilHint) {
            if (given.compareAndSet(false, true)) {
                Subject subject = FailureRule.of(failure.kind()).subject();
                for (int i = 0; i < held; i++) {
                    if (watch(i).subjects.contains(subject)) {
                        permissions[i].failure(failure, rest(subject, watch(i), restUntilHint));
                    } else {
                        permissions[i].release();
                    }
                }
            }
        }

        private Breaker.Rest rest(Subject subject, Watch watch, boolean restUntilHint) {
            boolean replaceable =
                    subject == KEY && keys.stream().anyMatch(each -> !each.equals(watch) && each.breaker.mayPass());
            return replaceable
                    ? Breaker.Rest.AT_ONCE
                    : restUntilHint ? Breaker.Rest.UNTIL_HINT : Breaker.Rest.BY_THE_RULES;
        }

        /** The caller gave up: neither success nor failure. */
        public void release() {
            if (given.compareAndSet(false, true)) {
                for (int i = 0; i < held; i++) {
                    permissions[i].release();
                }
            }
        }
    }
}
