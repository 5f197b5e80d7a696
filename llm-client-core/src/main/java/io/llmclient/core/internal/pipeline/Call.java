package io.llmclient.core.internal.pipeline;

import io.llmclient.Attempt;
import io.llmclient.CallInfo;
import io.llmclient.Candidate;
import io.llmclient.ChatRequest;
import io.llmclient.FailureKind;
import io.llmclient.Hedge;
import io.llmclient.LlmException;
import io.llmclient.LlmListener;
import io.llmclient.Route;
import io.llmclient.StreamRecovery;
import io.llmclient.Timeouts;
import io.llmclient.spi.Cancellation;
import io.llmclient.spi.ProviderCall;
import io.llmclient.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What belongs to one call on its way down the road: its time, its trail, and its end. */
public final class Call {

    /** Longer than any call; nanoseconds can count it. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    /**
     * The client's clock and listeners, and what it does where a request doesn't say.
     *
     * @param timeouts for providers that have none of their own
     * @param deadline null for none
     */
    public record Defaults(
            TimeSource time,
            LlmListener listener,
            Timeouts timeouts,
            StreamRecovery recovery,
            Hedge hedge,
            @Nullable Duration deadline) {}

    private final CallInfo info;
    private final Defaults defaults;
    private final long start;
    private final @Nullable Long deadline;
    private final AtomicReference<List<Attempt>> trail;
    private final Cancellation cancellation = new Cancellation();
    private final @Nullable Race race;
    private final boolean hedge;
    private boolean reluctant;
    private int key;
    private volatile @Nullable Route told;
    private Duration waited = Duration.ZERO;
    private List<String> adjustments = List.of();

    public Call(CallInfo info, Defaults defaults) {
        this.info = info;
        this.defaults = defaults;
        this.start = defaults.time.nanoTime();
        this.trail = new AtomicReference<>(List.of());
        this.race = null;
        this.hedge = false;
        ChatRequest request = info.request();
        Duration limit = request.deadline() == null ? defaults.deadline : request.deadline();
        this.deadline = limit == null ? null : Long.valueOf(start + nanos(limit));
    }

    private Call(Call whole, Race race, boolean hedge) {
        this.info = whole.info;
        this.defaults = whole.defaults;
        this.start = whole.start;
        this.trail = whole.trail;
        this.deadline = whole.deadline;
        this.race = race;
        this.hedge = hedge;
        whole.cancellation.onCancel(cancellation::cancel);
    }

    /**
     * The part of this call that asks one of two candidates at once: on the same trail, but it can be stopped alone.
     *
     * @param beside whether it asks the second one
     */
    Call racing(Race against, boolean beside) {
        return new Call(this, against, beside);
    }

    public CallInfo info() {
        return info;
    }

    public LlmListener listener() {
        return defaults.listener;
    }

    TimeSource time() {
        return defaults.time;
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    /** What a broken stream does; an answer that is not streamed is held back by its nature. */
    StreamRecovery recovery() {
        return Objects.requireNonNullElse(info.request().streamRecovery(), defaults.recovery);
    }

    /** When a second candidate is asked beside the first. */
    Hedge hedge() {
        return Objects.requireNonNullElse(info.request().hedge(), defaults.hedge);
    }

    /** From now on nobody else can serve: candidates that rather would not are asked as well. */
    void becomeReluctant() {
        reluctant = true;
    }

    boolean isReluctant() {
        return reluctant;
    }

    /** Which of the candidate's keys is shown from now on, 0 for the first. */
    void useKey(int number) {
        key = number;
    }

    /** The first content of an attempt came; throws if that of another candidate came before it. */
    void contentCame() {
        if (race != null && !race.won(this)) {
            throw cancelled();
        }
    }

    /** Runs an action at once when the race is lost: what follows must not wait for who lost it. */
    void whenLost(Runnable action) {
        if (race != null) {
            cancellation.onCancel(action);
        }
    }

    long now() {
        return defaults.time.nanoTime();
    }

    Duration since(long moment) {
        return Duration.ofNanos(defaults.time.nanoTime() - moment);
    }

    /**
     * @param own the limits that the provider has set; null for none
     * @param thinks whether the model will think before it answers
     */
    ProviderCall attempt(@Nullable Timeouts own, boolean thinks) {
        Timeouts wished = info.request().timeouts();
        Timeouts set = wished != null ? wished : own != null ? own : defaults.timeouts;
        Timeouts limits = thinks ? set.whileThinking() : set;
        return new ProviderCall(info.streaming(), key, limits, deadline, defaults.time, cancellation);
    }

    /** Ends the call if its caller gave up or its time is up. */
    void check() {
        if (cancellation.isCancelled() || Thread.currentThread().isInterrupted()) {
            throw cancelled();
        }
        if (deadline != null && defaults.time.nanoTime() - deadline >= 0) {
            throw LlmException.builder(FailureKind.DEADLINE_EXCEEDED)
                    .message("the deadline passed")
                    .build();
        }
    }

    /** Whether there would be time left after a wait. */
    boolean hasTimeFor(Duration wait) {
        return deadline == null || defaults.time.nanoTime() + nanos(wait) - deadline < 0;
    }

    private static long nanos(Duration length) {
        return (length.compareTo(FOREVER) > 0 ? FOREVER : length).toNanos();
    }

    /** Waits in backoff; the next attempt tells how long. */
    void backOff(Duration wait) {
        long before = defaults.time.nanoTime();
        try {
            defaults.time.sleep(wait, cancellation);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        waited = since(before);
        check();
    }

    static LlmException cancelled() {
        return LlmException.builder(FailureKind.CANCELLED)
                .message("the caller gave up")
                .build();
    }

    /** What was changed in the request for the candidate that is asked from now on. */
    void adjusted(List<String> changes) {
        adjustments = changes;
    }

    /**
     * A record for an attempt that begins now; takes the wait before it along.
     *
     * @param keys how many the candidate has
     */
    Attempt.Builder record(Candidate candidate, int keys) {
        Duration before = waited;
        waited = Duration.ZERO;
        return Attempt.builder(candidate)
                .waited(before)
                .adjustments(adjustments)
                .key(keys == 1 ? null : key + 1)
                .hedge(hedge);
    }

    /** Puts an attempt on the trail and tells the listeners. */
    void ended(Attempt attempt) {
        trail.accumulateAndGet(List.of(attempt), Call::joined);
        defaults.listener.attemptEnded(info, attempt);
    }

    private static List<Attempt> joined(List<Attempt> before, List<Attempt> last) {
        if (before.isEmpty()) {
            return last; // mostly
        }
        List<Attempt> all = new ArrayList<>(before);
        all.addAll(last);
        return List.copyOf(all);
    }

    /** Whether this very failure is on the trail already. */
    @SuppressWarnings("ReferenceEquality")
    boolean hasOnTrail(LlmException failure) {
        return trail.get().stream().anyMatch(attempt -> attempt.failure() == failure);
    }

    /** What was tried so far; the same one again if nothing was since. */
    public Route route() {
        List<Attempt> tried = trail.get();
        Route known = told;
        if (known == null || known.attempts().size() != tried.size()) {
            known = new Route(tried, since(start));
            told = known;
        }
        return known;
    }
}
