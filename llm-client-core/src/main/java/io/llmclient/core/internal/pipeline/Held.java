package io.llmclient.core.internal.pipeline;

import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.StreamRecovery;
import io.llmclient.spi.ProviderStream;
import java.util.ArrayDeque;

/**
 * With {@link StreamRecovery#HOLD}: the answer has begun when it is whole, so every failure is one that comes before.
 */
final class Held implements Step {

    private final Step below;

    Held(Step below) {
        this.below = below;
    }

    @Override
    public ProviderStream open(ChatRequest request, Call call) {
        ProviderStream stream = below.open(request, call);
        if (call.recovery() != StreamRecovery.HOLD) {
            return stream;
        }
        try (stream) {
            ArrayDeque<ChatEvent> events = new ArrayDeque<>();
            do {
                events.add(stream.next());
            } while (!(events.getLast() instanceof ChatEvent.Completed));
            return new Answer(events, stream.partial());
        }
    }

    private record Answer(ArrayDeque<ChatEvent> events, ChatResponse partial) implements ProviderStream {

        @Override
        public ChatEvent next() {
            return events.remove();
        }

        @Override
        public void close() {
            // the stream was read to its end and closed
        }
    }
}
