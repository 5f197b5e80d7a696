package io.llmclient.testkit;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.spi.ProviderCall;
import io.llmclient.spi.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets a fake provider take its time, on the clock of the call and within the call's limits, deadline and cancellation.
 * Moments are nanoseconds since the attempt began.
 */
final class Limits {

    /** The moment that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    private final ProviderCall call;
    private final FakeProvider provider;
    private final long startNanos;
    private long waited;

    Limits(ProviderCall call, FakeProvider provider) {
        this.call = call;
        this.provider = provider;
        startNanos = call.time().nanoTime();
    }

    private long now() {
        return call.time().nanoTime() - startNanos;
    }

    /** Waits for an unstreamed answer, or for what comes in its place. */
    void awaitAnswer(long due) {
        await(due, 0, call.timeouts().answer(), "no answer");
    }

    /** Waits for the headers of a response, or for what comes in their place. */
    void awaitResponse(long due) {
        if (call.streaming()) {
            awaitFirstToken(due);
        } else {
            awaitAnswer(due);
        }
    }

    /** Waits for the first content. */
    void awaitFirstToken(long due) {
        await(due, 0, call.timeouts().firstToken(), "no first token");
    }

    /** Waits for content after other content. The limit counts from now: a slow reader is not the provider's fault. */
    void awaitNextToken(long due) {
        await(due, now(), call.timeouts().stall(), "no next event");
    }

    private void await(long due, long from, Duration allowed, String missing) {
        long begin = now();
        long limit = from + allowed.toNanos();
        long own = limit < due ? limit : NEVER;
        Duration stream = call.timeouts().stream();
        long whole = call.streaming() ? begin + stream.toNanos() - waited : NEVER;
        long deadline = call.deadlineNanos() == null ? NEVER : call.deadlineNanos() - startNanos;
        long end = Math.min(Math.min(own, whole), deadline);
        pass(Math.min(due, end) - begin);
        waited += now() - begin;
        if (end >= Math.max(due, begin)) {
            return;
        }
        if (end == deadline) {
            throw failure(FailureKind.DEADLINE_EXCEEDED, "the deadline passed", null);
        }
        String late = end == own ? missing + " in " + allowed : "no end of the stream in " + stream;
        throw failure(FailureKind.TIMED_OUT, late, null);
    }

    private void pass(long nanos) {
        try {
            requireWanted();
            if (nanos > 0) {
                sleep(Duration.ofNanos(nanos), call.time());
                requireWanted();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(FailureKind.CANCELLED, "the thread was interrupted", e);
        }
    }

    private void sleep(Duration time, TimeSource clock) throws InterruptedException {
        if (clock instanceof ManualTime manual) {
            manual.pass(time, call.cancellation());
        } else {
            clock.sleep(time, call.cancellation());
        }
    }

    private void requireWanted() throws InterruptedException {
        if (call.cancellation().isCancelled()) {
            throw failure(FailureKind.CANCELLED, "the call was cancelled", null);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
        }
    }

    private LlmException failure(FailureKind kind, String message, @Nullable Throwable cause) {
        return provider.failure(kind, message).cause(cause).build();
    }
}
