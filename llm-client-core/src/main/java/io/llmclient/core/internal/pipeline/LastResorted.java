package io.llmclient.core.internal.pipeline;

import io.llmclient.AllProvidersFailedException;
import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.LastResort;
import io.llmclient.LlmException;
import io.llmclient.core.internal.guard.FailureRule;
import io.llmclient.spi.ProviderStream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers in place of the providers when all of them failed. */
public final class LastResorted implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(LastResort.class);

    private final LastResort lastResort;
    private final Step below;

    private LastResorted(LastResort lastResort, Step below) {
        this.lastResort = lastResort;
        this.below = below;
    }

    /** Puts a last resort behind a step, if there is one. */
    public static Step behind(Step below, @Nullable LastResort lastResort) {
        return lastResort == null ? below : new LastResorted(lastResort, below);
    }

    @Override
    public ProviderStream open(ChatRequest request, Call call) {
        try {
            return below.open(request, call);
        } catch (LlmException failure) {
            ChatResponse answer = isTheProviders(failure) ? answer(request, failure) : null;
            if (answer == null) {
                throw failure;
            }
            return new Answer(
                    answer.toBuilder().lastResort(true).route(call.route()).build(),
                    call.info().streaming());
        }
    }

    /** Not one that the caller caused, or has to know. */
    private static boolean isTheProviders(LlmException failure) {
        return failure instanceof AllProvidersFailedException
                || failure.kind() == FailureKind.DEADLINE_EXCEEDED
                || FailureRule.of(failure.kind()).next() != FailureRule.Next.STOP;
    }

    private @Nullable ChatResponse answer(ChatRequest request, LlmException failure) {
        try {
            return lastResort.answer(request, failure);
        } catch (RuntimeException e) {
            LOG.warn("The last resort failed; the failure of the providers passes", e);
            return null;
        }
    }

    private static final class Answer implements ProviderStream {
        private final ChatResponse whole;
        private final Queue<ChatEvent> events = new ArrayDeque<>(2);

        Answer(ChatResponse whole, boolean streaming) {
            this.whole = whole;
            if (streaming && !whole.text().isEmpty()) {
                events.add(new ChatEvent.TextDelta(whole.text()));
            }
            events.add(new ChatEvent.Completed(whole));
        }

        @Override
        public ChatEvent next() {
            return events.remove();
        }

        @Override
        public ChatResponse partial() {
            return whole;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
