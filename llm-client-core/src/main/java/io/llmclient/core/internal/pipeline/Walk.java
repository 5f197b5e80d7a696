package io.llmclient.core.internal.pipeline;

import io.llmclient.BreakerState;
import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.StreamInterruptedException;
import io.llmclient.StreamRecovery;
import io.llmclient.spi.ProviderStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** One call's walk along its candidates, and the answer it arrives at. */
final class Walk implements ProviderStream {

    private final Failover failover;
    private final ChatRequest request;
    private final Call call;
    private final List<Lane> order;
    private int asked;
    private List<Lane> again = List.of();
    private @Nullable Setbacks setbacks;
    private @Nullable Lane current;
    private @Nullable ProviderStream answer;
    private boolean begun;
    private boolean toolCallHandedOut;

    Walk(Failover failover, ChatRequest request, Call call, List<Lane> order) {
        this.failover = failover;
        this.request = request;
        this.call = call;
        this.order = order;
    }

    /** Goes on until an answer has begun; throws when there is none. */
    void begin() {
        if (!advance() && !probeOne()) {
            throw setbacks().allFailed();
        }
        begun = true;
    }

    /**
     * Goes on to the next candidate that begins an answer, reluctant ones last; false when there is none. Throws what
     * ends the call at once.
     */
    private boolean advance() {
        for (Lane lane = takeNext(); lane != null; lane = takeNext()) {
            LlmException cause = setbacks == null ? null : setbacks.last();
            if (current != null && cause != null) {
                call.listener().failedOver(call.info(), current.candidate(), lane.candidate(), cause);
            }
            current = lane;
            Duration hedge = hedgeDelay(lane);
            if (hedge == null ? ask(lane) : race(lane, hedge)) {
                return true;
            }
        }
        return askReluctant();
    }

    private @Nullable Lane takeNext() {
        while (asked < order.size() + again.size()) {
            Lane lane = asked < order.size() ? order.get(asked) : again.get(asked - order.size());
            asked++;
            if (setbacks == null || !setbacks.rulesOut(lane)) {
                return lane;
            }
        }
        return null;
    }

    /** Who lost a race may be asked again, after all the others. */
    private void putBack(Lane lane) {
        List<Lane> more = new ArrayList<>(again);
        more.add(lane);
        again = more;
    }

    private boolean ask(Lane lane) {
        try {
            current = lane;
            answer = lane.open(request, call);
            return true;
        } catch (LlmException failure) {
            failed(lane, failure);
            return false;
        }
    }

    private void failed(Lane lane, LlmException failure) {
        setbacks().add(lane, failure);
        if (!failover.mayGoOn(lane, failure, call)) {
            throw failure.toBuilder().cause(failure).route(call.route()).build();
        }
    }

    /** How long to wait for a candidate before the next is asked as well; null for as long as it takes. */
    private @Nullable Duration hedgeDelay(Lane lane) {
        if (begun || asked == order.size() + again.size() || is(lane, BreakerState.OPEN)) {
            return null;
        }
        Duration delay = lane.hedgeDelay(call.hedge(), call.info().streaming());
        return delay == null || !call.hasTimeFor(delay) ? null : delay;
    }

    /** Tries a candidate, and when it takes its time others beside it, one at a time. */
    private boolean race(Lane first, Duration delay) {
        Race race;
        try {
            race = failover.race(first, request, call);
        } catch (RejectedExecutionException e) {
            return ask(first); // no thread to spare: one at a time
        }
        try {
            if (race.isSlow(delay)) {
                boolean answered = anotherWins(race);
                if (answered || race.firstLost()) {
                    putBack(first);
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
                    putBack(other); // it lost, or the call is over, which the first will tell
                    return false;
                }
                setbacks().add(other, failure);
            }
            other = race.isOpen() ? takeNext() : null;
        }
        return false;
    }

    /** Asks those again that would rather not be asked: slow ones, and ones that have just come back. */
    private boolean askReluctant() {
        call.becomeReluctant();
        for (Lane lane : setbacks().resting()) {
            if (lane.health().mayPassReluctantly() && ask(lane)) {
                return true;
            }
        }
        return false;
    }

    /**
     * When every candidate rests, the one that is due first is tried, by one caller at a time and not too often: not
     * while any is being probed.
     */
    private boolean probeOne() {
        if (setbacks().anyFailed() || order.stream().anyMatch(lane -> is(lane, BreakerState.HALF_OPEN))) {
            return false;
        }
        Lane due = order.stream()
                .filter(lane -> is(lane, BreakerState.OPEN))
                .min(Comparator.comparing(lane -> lane.health().restLeft()))
                .orElse(null);
        if (due == null || !failover.mayProbe(call.now())) {
            return false;
        }
        due.health().allowProbe();
        return ask(due);
    }

    private static boolean is(Lane lane, BreakerState state) {
        return lane.health().state() == state;
    }

    @Override
    public ChatEvent next() {
        ChatEvent event = read();
        if (event instanceof ChatEvent.Completed completed) {
            failover.answered(request, current());
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
        boolean may = call.recovery() == StreamRecovery.RESTART
                && !toolCallHandedOut
                && failover.mayGoOn(from, failure, call);
        setbacks().add(from, failure);
        if (!may || !advanceAfterContent()) {
            throw new StreamInterruptedException(failure, partial, call.route());
        }
        return new ChatEvent.Restarted(from.candidate(), current().candidate(), failure);
    }

    /**
     * The caller saw the beginning of an answer: that this broke is what it must learn, not what became of the others.
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

    private Setbacks setbacks() {
        Setbacks known = setbacks;
        if (known == null) {
            known = new Setbacks(call, order);
            setbacks = known;
        }
        return known;
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
