package io.llmclient.core.internal.pipeline;

import io.llmclient.Candidate;
import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.core.internal.guard.Backoff;
import io.llmclient.core.internal.guard.Breaker;
import io.llmclient.spi.ProviderStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets a request pass if the circuit breaker permits, and tells the breaker exactly once how it ended. */
final class Guarded implements Step {

    private final Candidate candidate;
    private final Breaker breaker;
    private final Backoff backoff;
    private final Step below;

    Guarded(Candidate candidate, Breaker breaker, Backoff backoff, Step below) {
        this.candidate = candidate;
        this.breaker = breaker;
        this.backoff = backoff;
        this.below = below;
    }

    @Override
    public ProviderStream open(ChatRequest request, Call call) {
        long turn = breaker.tryAcquire();
        if (turn == Breaker.REFUSED) {
            throw resting();
        }
        Permission permission = new Permission(call, turn);
        try {
            return new Answer(below.open(request, call), permission);
        } catch (LlmException e) {
            permission.failed(e);
            throw e;
        } finally {
            permission.releaseUnlessOpened();
        }
    }

    private LlmException resting() {
        LlmException reason = breaker.lastFailure();
        return LlmException.builder(FailureKind.CIRCUIT_OPEN)
                .message(candidate + " rests" + (reason == null ? "" : " after: " + reason.getMessage()))
                .cause(reason)
                .provider(candidate.provider(), candidate.model())
                .retryAfter(breaker.restLeft())
                .build();
    }

    private final class Permission {
        private final Call call;
        private final long turn;
        private final AtomicBoolean given = new AtomicBoolean();
        private boolean opened;

        Permission(Call call, long turn) {
            this.call = call;
            this.turn = turn;
        }

        void succeeded() {
            if (given.compareAndSet(false, true)) {
                breaker.success(turn);
            }
        }

        void failed(LlmException e) {
            if (given.compareAndSet(false, true)) {
                breaker.failure(turn, e, asksTooMuch(e));
            }
        }

        /** More than callers should wait, or more than this one can. */
        private boolean asksTooMuch(LlmException e) {
            Duration hint = e.retryAfter();
            return hint != null && (backoff.asksTooMuch(e) || !call.hasTimeFor(hint));
        }

        void release() {
            if (given.compareAndSet(false, true)) {
                breaker.release(turn);
            }
        }

        void releaseUnlessOpened() {
            if (!opened) {
                release();
            }
        }
    }

    private static final class Answer implements ProviderStream {
        private final ProviderStream stream;
        private final Permission permission;

        Answer(ProviderStream stream, Permission permission) {
            this.stream = stream;
            this.permission = permission;
            permission.opened = true;
        }

        @Override
        public ChatEvent next() {
            try {
                ChatEvent event = stream.next();
                if (event instanceof ChatEvent.Completed) {
                    permission.succeeded();
                }
                return event;
            } catch (LlmException e) {
                permission.failed(e);
                throw e;
            }
        }

        @Override
        public ChatResponse partial() {
            return stream.partial();
        }

        @Override
        public void close() {
            permission.release();
            stream.close();
        }
    }
}
