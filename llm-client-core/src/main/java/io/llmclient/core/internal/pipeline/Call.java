package io.llmclient.core.internal.pipeline;

import io.llmclient.Attempt;
import io.llmclient.CallInfo;
import io.llmclient.Candidate;
import io.llmclient.ChatRequest;
import io.llmclient.FailureKind;
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
import org.jspecify.annotations.Nullable;

/** What belongs to one call on its way down the road: its time, its trail, and its end. */
public final class Call {

    /** Longer than any call; nanoseconds can count it. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final CallInfo info;
    private final TimeSource time;
    private final LlmListener listener;
    private final Timeouts timeouts;
    private final StreamRecovery recovery;
    private final long start;
    private final @Nullable Long deadline;
    private final Cancellation cancellation = new Cancellation();
    private final List<Attempt> trail = new ArrayList<>(2);
    private Duration waited = Duration.ZERO;
    private List<String> adjustments = List.of();

    /**
     * @param timeouts the client's, for providers that have none of their own
     * @param deadline the client's, for requests that have none of their own
     */
    public Call(
            CallInfo info,
            TimeSource time,
            LlmListener listener,
            Timeouts timeouts,
            StreamRecovery recovery,
            @Nullable Duration deadline) {
        ChatRequest request = info.request();
        this.info = info;
        this.time = time;
        this.listener = listener;
        this.timeouts = timeouts;
        this.recovery = request.streamRecovery() == null ? recovery : request.streamRecovery();
        this.start = time.nanoTime();
        Duration limit = request.deadline() == null ? deadline : request.deadline();
        this.deadline = limit == null ? null : Long.valueOf(start + nanos(limit));
    }

    public CallInfo info() {
        return info;
    }

    public LlmListener listener() {
        return listener;
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    /** What a broken stream does; an answer that is not streamed is held back by its nature. */
    StreamRecovery recovery() {
        return recovery;
    }

    long now() {
        return time.nanoTime();
    }

    Duration since(long moment) {
        return Duration.ofNanos(time.nanoTime() - moment);
    }

    ProviderCall attempt(@Nullable Timeouts own) {
        Timeouts wished = info.request().timeouts();
        Timeouts limits = wished != null ? wished : own != null ? own : timeouts;
        return new ProviderCall(info.streaming(), 0, limits, deadline, time, cancellation);
    }

    /** Ends the call if its caller gave up or its time is up. */
    void check() {
        if (cancellation.isCancelled() || Thread.currentThread().isInterrupted()) {
            throw cancelled();
        }
        if (deadline != null && time.nanoTime() - deadline >= 0) {
            throw LlmException.builder(FailureKind.DEADLINE_EXCEEDED)
                    .message("the deadline passed")
                    .build();
        }
    }

    /** Whether there would be time left after a wait. */
    boolean hasTimeFor(Duration wait) {
        return deadline == null || time.nanoTime() + nanos(wait) - deadline < 0;
    }

    private static long nanos(Duration length) {
        return (length.compareTo(FOREVER) > 0 ? FOREVER : length).toNanos();
    }

    /** Waits in backoff; the next attempt tells how long. */
    void backOff(Duration wait) {
        long before = time.nanoTime();
        try {
            time.sleep(wait, cancellation);
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

    /** A record for an attempt that begins now; takes the wait before it along. */
    Attempt.Builder record(Candidate candidate) {
        Duration before = waited;
        waited = Duration.ZERO;
        return Attempt.builder(candidate).waited(before).adjustments(adjustments);
    }

    /** Puts an attempt on the trail and tells the listeners. */
    void ended(Attempt attempt) {
        synchronized (trail) {
            trail.add(attempt);
        }
        listener.attemptEnded(info, attempt);
    }

    /** Whether this very failure is on the trail already. */
    @SuppressWarnings("ReferenceEquality")
    boolean hasOnTrail(LlmException failure) {
        synchronized (trail) {
            return trail.stream().anyMatch(attempt -> attempt.failure() == failure);
        }
    }

    /** What was tried so far. */
    public Route route() {
        synchronized (trail) {
            return new Route(trail, since(start));
        }
    }
}
