package io.llmclient.core.internal.pipeline;

import io.llmclient.BreakerState;
import io.llmclient.Candidate;
import io.llmclient.ChatRequest;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.core.internal.guard.Backoff;
import io.llmclient.core.internal.guard.Health;
import io.llmclient.spi.ProviderStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks the same candidate again while that is the right thing to do. */
final class Retried implements Step {

    private final Candidate candidate;
    private final Backoff backoff;
    private final Health health;
    private final Step below;

    Retried(Candidate candidate, Backoff backoff, Health health, Step below) {
        this.candidate = candidate;
        this.backoff = backoff;
        this.health = health;
        this.below = below;
    }

    @Override
    public ProviderStream open(ChatRequest request, Call call) {
        Backoff.Attempts attempts = null;
        LlmException before = null;
        int keysTried = 0;
        while (true) {
            try {
                ProviderStream answer = below.open(request, call);
                if (before == null) {
                    backoff.requested();
                }
                return answer;
            } catch (LlmException failure) {
                if (failure.kind() == FailureKind.CIRCUIT_OPEN) {
                    // others opened the breaker during the wait: the real failure says more
                    throw before == null ? failure : before;
                }
                if (before == null) {
                    backoff.requested();
                }
                before = failure;
                if (keysTried < health.otherKeys(failure)) {
                    keysTried++;
                    continue; // the key that failed rests: nothing to wait for
                }
                attempts = attempts == null ? backoff.attempts() : attempts;
                Duration wait = waitAfter(failure, attempts, call);
                if (wait == null) {
                    throw failure;
                }
                call.listener().retryScheduled(call.info(), candidate, wait, failure);
                call.backOff(wait);
            }
        }
    }

    /** An open breaker means "the next candidate", also to the one whose failure opened it. */
    private @Nullable Duration waitAfter(LlmException failure, Backoff.Attempts attempts, Call call) {
        if (health.state() == BreakerState.OPEN) {
            return null;
        }
        Duration wait = attempts.waitAfter(failure);
        return wait == null || !call.hasTimeFor(wait) ? null : wait;
    }
}
