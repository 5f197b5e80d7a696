package io.llmclient.core.internal.pipeline;

import io.llmclient.BreakerState;
import io.llmclient.Candidate;
import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.core.internal.guard.Backoff;
import io.llmclient.core.internal.guard.Health;
import io.llmclient.core.internal.guard.Promptness;
import io.llmclient.spi.ProviderStream;
import java.time.Duration;

/** Lets a request pass if the circuit breakers permit, and tells them exactly once how it ended. */
final class Guarded implements Step {

    private final Candidate candidate;
    private final Health health;
    private final Promptness promptness;
    private final Backoff backoff;
    private final Step below;

    Guarded(Candidate candidate, Health health, Promptness promptness, Backoff backoff, Step below) {
        this.candidate = candidate;
        this.health = health;
        this.promptness = promptness;
        this.backoff = backoff;
        this.below = below;
    }

    @Override
    public ProviderStream open(ChatRequest request, Call call) {
        Health.Pass pass = health.tryAcquire(call.isReluctant());
        if (pass == null) {
            throw resting();
        }
        boolean opened = false;
        try {
            call.useKey(pass.key());
            long start = call.now();
            ProviderStream stream = below.open(request, call);
            Duration toContent = call.since(start);
            if (call.info().streaming() && promptness.isPrompt(toContent)) {
                pass.began();
            }
            opened = true;
            return new Answer(stream, pass, call, toContent);
        } catch (LlmException e) {
            pass.failed(e, asksTooMuch(e, call));
            throw e;
        } finally {
            if (!opened) {
                pass.release();
            }
        }
    }

    private LlmException resting() {
        LlmException reason = health.lastFailure();
        String why = health.isMerelySlow()
                ? " rests: its latest answers took too long"
                : health.state() == BreakerState.CLOSED
                        ? " has just come back and is asked step by step"
                        : " rests" + (reason == null ? "" : " after: " + reason.getMessage());
        return LlmException.builder(FailureKind.CIRCUIT_OPEN)
                .message(candidate + why)
                .cause(reason)
                .provider(candidate.provider(), candidate.model())
                .retryAfter(health.restLeft())
                .build();
    }

    /** More than callers should wait, or more than this one can. */
    private boolean asksTooMuch(LlmException e, Call call) {
        Duration hint = e.retryAfter();
        return hint != null && (backoff.asksTooMuch(e) || !call.hasTimeFor(hint));
    }

    private final class Answer implements ProviderStream {
        private final ProviderStream stream;
        private final Health.Pass pass;
        private final Call call;
        private final Duration toContent;

        Answer(ProviderStream stream, Health.Pass pass, Call call, Duration toContent) {
            this.stream = stream;
            this.pass = pass;
            this.call = call;
            this.toContent = toContent;
        }

        @Override
        public ChatEvent next() {
            try {
                ChatEvent event = stream.next();
                if (event instanceof ChatEvent.Completed completed) {
                    pass.succeeded(promptness.wasSlow(
                            toContent, completed.response(), call.info().streaming()));
                }
                return event;
            } catch (LlmException e) {
                pass.failed(e, asksTooMuch(e, call));
                throw e;
            }
        }

        @Override
        public ChatResponse partial() {
            return stream.partial();
        }

        @Override
        public void close() {
            pass.release();
            stream.close();
        }
    }
}
