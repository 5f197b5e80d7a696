package io.llmclient.core.internal.pipeline;

import io.llmclient.BreakerState;
import io.llmclient.Candidate;
import io.llmclient.ChatRequest;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.core.internal.guard.Backoff;
import io.llmclient.core.internal.guard.Breaker;
import io.llmclient.spi.ProviderStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks the same candidate again while that is the right thing to do. */
final class Retried implements Step {

    private final Candidate candidate;
    private final Backoff backoff;
    private final Breaker breaker;
    private final Step below;

    Retried(Candidate candidate, Backoff backoff, Breaker breaker, Step below) {
        this.candidate = candidate;
        this.backoff = backoff;
        this.breaker = breaker;
        this.below = below;
    }

    @Override
    public ProviderStream open(ChatRequest request, Call call) {
        Backoff.Attempts attempts = null;
        LlmException before = null;
        while (true) {
            try {
                return below.open(request, call);
            } catch (LlmException failure) {
                if (before != null && failure.kind() == FailureKind.CIRCUIT_OPEN) {
                    throw before; // others opened the breaker during the wait: the real failure says more
                }
                attempts = attempts == null ? backoff.attempts() : attempts;
                Duration wait = waitAfter(failure, attempts, call);
                if (wait == null) {
                    throw failure;
                }
                call.listener().retryScheduled(call.info(), candidate, wait, failure);
                call.backOff(wait);
                before = failure;
            }
        }
    }

    /** An open breaker means "the next candidate", also to the one whose failure opened it. */
    private @Nullable Duration waitAfter(LlmException failure, Backoff.Attempts attempts, Call call) {
        Duration wait = attempts.waitAfter(failure);
        boolean rests = breaker.state() == BreakerState.OPEN;
        return wait == null || rests || !call.hasTimeFor(wait) ? null : wait;
    }
}
