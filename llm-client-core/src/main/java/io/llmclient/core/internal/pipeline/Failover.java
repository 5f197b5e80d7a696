package io.llmclient.core.internal.pipeline;

import io.llmclient.AllProvidersFailedException;
import io.llmclient.Attempt;
import io.llmclient.BreakerState;
import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.StreamInterruptedException;
import io.llmclient.StreamRecovery;
import io.llmclient.core.internal.guard.FailureRule;
import io.llmclient.spi.ProviderStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the next candidate when a failure says so, before and after the answer began, and signs answers and failures
 * with the route.
 */
public final class Failover implements Step {

    private final Lanes lanes;
    private final Set<FailureKind> alsoOn;
    private final Executor threads;
    private final long betweenProbes;
    private final Object probing = new Object();
    private boolean probed;
    private long lastProbe;

    /**
     * @param alsoOn kinds of failure that usually end a call, for which the application wants the next candidate all
     *     the same
     * @param threads where one of two candidates is asked that are asked at once
     * @param betweenProbes the least time between two candidates that are tried although all rest
     */
    public Failover(Lanes lanes, Set<FailureKind> alsoOn, Executor threads, Duration betweenProbes) {
        this.lanes = lanes;
        this.alsoOn = alsoOn;
        this.threads = threads;
        this.betweenProbes = betweenProbes.toNanos();
    }

    private boolean mayProbe(long now) {
        synchronized (probing) {
            if (probed && now - lastProbe < betweenProbes) {
                return false;
            }
            probed = true;
            lastProbe = now;
            return true;
        }
    }

    @Override
    public ProviderStream open(ChatRequest request, Call call) {
        Run run = new Run(request, call, lanes.order(request));
        run.begin();
        return run;
    }

    /** One call's walk along its candidates, and the answer it arrives at. */
    private final class Run implements ProviderStream {
        private final ChatRequest request;
        private final Call call;
        private final List<Lane> order;
        private final Deque<Lane> left;
        private final Set<Lane> resting = new LinkedHashSet<>(2);
        private @Nullable Lane current;
        private @Nullable ProviderStream answer;
        private @Nullable LlmException firstFailure;
        private int firstFailed;
        private @Nullable LlmException firstSkip;
        private @Nullable LlmException last;
        private int tooSmallWindow;
        private boolean begun;
        private boolean toolCallHandedOut;

        Run(ChatRequest request, Call call, List<Lane> order) {
            this.request = request;
            this.call = call;
            this.order = order;
            this.left = new ArrayDeque<>(order);
        }

        void begin() {
            if (!advance() && !probeOne()) {
                throw allFailed();
            }
            begun = true;
        }

        /**
         * Goes on to the next candidate that begins an answer, reluctant ones last; false when there is none. Throws what
         * ends the call at once.
         */
        private boolean advance() {
            Lane lane = takeNext();
            while (lane != null) {
                Lane from = current;
                current = lane;
                if (from != null && last != null) {
                    call.listener().failedOver(call.info(), from.candidate(), lane.candidate(), last);
                }
                Duration hedge = hedgeDelay(lane);
                if (hedge == null ? tryLane(lane) : race(lane, hedge)) {
                    return true;
                }
                lane = takeNext();
            }
            return askReluctant();
        }

        /** Takes the next one whose window may be large enough. */
        private @Nullable Lane takeNext() {
            while (!left.isEmpty()) {
                Lane lane = left.removeFirst();
                Integer window = lane.contextWindow();
                if (window == null || window > tooSmallWindow) {
                    return lane;
                }
                skip(lane, tooLongFor(lane, window));
            }
            return null;
        }

        private boolean tryLane(Lane lane) {
            try {
                answer = lane.open(request, call);
                return true;
            } catch (LlmException failure) {
                failed(lane, failure);
                return false;
            }
        }

        /** How long to wait for a candidate before the next is asked as well; null for as long as it takes. */
        private @Nullable Duration hedgeDelay(Lane lane) {
            if (begun || left.isEmpty() || is(lane, BreakerState.OPEN)) {
                return null;
            }
            Duration delay = lane.hedgeDelay(call.hedge(), call.info().streaming());
            return delay == null || !call.hasTimeFor(delay) ? null : delay;
        }

        /** Tries a candidate, and when it takes its time others beside it, one at a time. */
        private boolean race(Lane first, Duration delay) {
            Race race;
            try {
                race = Race.start(first, request, call, threads);
            } catch (RejectedExecutionException e) {
                return tryLane(first); // no thread to spare: one at a time
            }
            try {
                if (race.isSlow(delay)) {
                    boolean answered = anotherWins(race);
                    if (answered || race.firstLost()) {
                        left.addLast(first);
                        return answered;
                    }
                }
                answer = race.first();
                current = first;
                return true;
            } catch (LlmException failure) {
                failed(first, failure);
                return false;
            } catch (RuntimeException | Error e) {
                race.abandon();
                throw e;
            }
        }

        /** Whether one of the next candidates gives the answer. */
        private boolean anotherWins(Race race) {
            Lane other = takeNext();
            while (other != null) {
                try {
                    answer = race.ask(other, request);
                    current = other;
                    return true;
                } catch (LlmException failure) {
                    if (failure.kind() == FailureKind.CANCELLED) {
                        left.addFirst(other); // it lost, or the call is over, which the first will tell
                        return false;
                    }
                    record(other, failure);
                }
                other = race.isOpen() ? takeNext() : null;
            }
            return false;
        }

        private void failed(Lane lane, LlmException failure) {
            record(lane, failure);
            if (!mayGoOn(lane, failure)) {
                throw failure.toBuilder().cause(failure).route(call.route()).build();
            }
        }

        private void record(Lane lane, LlmException failure) {
            if (failure.kind() == FailureKind.CIRCUIT_OPEN || failure.kind() == FailureKind.UNSUPPORTED) {
                skip(lane, failure);
                if (failure.kind() == FailureKind.CIRCUIT_OPEN) {
                    resting.add(lane);
                }
            } else {
                note(lane, failure);
            }
            if (failure.kind() == FailureKind.CONTEXT_TOO_LONG) {
                tooSmallWindow = Math.max(tooSmallWindow, Objects.requireNonNullElse(lane.contextWindow(), 0));
            }
        }

        private void note(Lane lane, LlmException failure) {
            if (firstFailure == null || order.indexOf(lane) < firstFailed) {
                firstFailure = failure;
                firstFailed = order.indexOf(lane);
            }
            last = failure;
        }

        private void skip(Lane lane, LlmException reason) {
            firstSkip = firstSkip == null ? reason : firstSkip;
            last = reason;
            if (!call.hasOnTrail(reason)) {
                call.ended(Attempt.builder(lane.candidate())
                        .outcome(Attempt.Outcome.SKIPPED, reason)
                        .build());
            }
        }

        private LlmException tooLongFor(Lane lane, int window) {
            return LlmException.builder(FailureKind.CONTEXT_TOO_LONG)
                    .message("its context window of " + window + " tokens is no larger than the one that was too small")
                    .provider(lane.candidate().provider(), lane.candidate().model())
                    .build();
        }

        private boolean mayGoOn(Lane lane, LlmException failure) {
            boolean ask =
                    FailureRule.of(failure.kind()).next() != FailureRule.Next.STOP || alsoOn.contains(failure.kind());
            return ask && lane.allowsFailover(failure, call);
        }

        /** Asks those again that would rather not be asked: slow ones, and ones that have just come back. */
        private boolean askReluctant() {
            call.becomeReluctant();
            for (Lane lane : resting) {
                if (lane.health().mayPassReluctantly()) {
                    current = lane;
                    if (tryLane(lane)) {
                        return true;
                    }
                }
            }
            return false;
        }

        /**
         * When every candidate rests, the one that is due first is tried, by one caller at a time and not too often: not
         * while any is being probed.
         */
        private boolean probeOne() {
            if (firstFailure != null || order.stream().anyMatch(lane -> is(lane, BreakerState.HALF_OPEN))) {
                return false;
            }
            Lane due = order.stream()
                    .filter(lane -> is(lane, BreakerState.OPEN))
                    .min(Comparator.comparing(lane -> lane.health().restLeft()))
                    .orElse(null);
            if (due == null || !mayProbe(call.now())) {
                return false;
            }
            due.health().allowProbe();
            current = due;
            return tryLane(due);
        }

        private static boolean is(Lane lane, BreakerState state) {
            return lane.health().state() == state;
        }

        private LlmException allFailed() {
            LlmException cause = Objects.requireNonNull(
                    firstFailure == null ? firstSkip : firstFailure, "at least one candidate failed");
            if (order.size() == 1) {
                return cause.toBuilder().cause(cause).route(call.route()).build();
            }
            return new AllProvidersFailedException(cause, call.route(), soonest());
        }

        private @Nullable Duration soonest() {
            return call.route().attempts().stream()
                    .map(Attempt::failure)
                    .map(failure -> failure == null ? null : failure.retryAfter())
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }

        @Override
        public ChatEvent next() {
            ChatEvent event = read();
            if (event instanceof ChatEvent.Completed completed) {
                lanes.answered(request, current());
                return new ChatEvent.Completed(
                        completed.response().toBuilder().route(call.route()).build());
            }
            if (event instanceof ChatEvent.ToolCallCompleted) {
                toolCallHandedOut = true;
            }
            return event;
        }

        private ChatEvent read() {
            ProviderStream broken = answer();
            try {
                return broken.next();
            } catch (LlmException failure) {
                return restart(broken.partial(), failure);
            }
        }

        /** The answer broke after content was handed out. */
        private ChatEvent restart(ChatResponse partial, LlmException failure) {
            if (failure.kind() == FailureKind.CANCELLED) {
                throw failure.toBuilder().cause(failure).route(call.route()).build();
            }
            Lane from = current();
            boolean may = call.recovery() == StreamRecovery.RESTART && !toolCallHandedOut && mayGoOn(from, failure);
            note(from, failure);
            if (!may || !advanceAfterContent()) {
                throw new StreamInterruptedException(failure, partial, call.route());
            }
            return new ChatEvent.Restarted(from.candidate(), current().candidate(), failure);
        }

        /**
         * The caller saw the beginning of an answer: that this broke is what it must learn, not what became of the
         * others.
         */
        private boolean advanceAfterContent() {
            try {
                return advance();
            } catch (LlmException e) {
                if (e.kind() == FailureKind.CANCELLED) {
                    throw e;
                }
                return false;
            }
        }

        @Override
        public ChatResponse partial() {
            return answer().partial();
        }

        private Lane current() {
            return Objects.requireNonNull(current, "not begun");
        }

        private ProviderStream answer() {
            return Objects.requireNonNull(answer, "not begun");
        }

        @Override
        public void close() {
            if (answer != null) {
                answer.close();
            }
        }
    }
}
