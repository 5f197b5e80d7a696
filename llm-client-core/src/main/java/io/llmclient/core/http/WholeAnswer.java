package io.llmclient.core.http;

import io.llmclient.ChatEvent;
import io.llmclient.ChatResponse;
import io.llmclient.spi.ProviderStream;
import java.util.ArrayDeque;

/** An answer that came in one piece: its events, if events are wanted, and then the whole. */
final class WholeAnswer implements ProviderStream {

    private final ArrayDeque<ChatEvent> events = new ArrayDeque<>(2);
    private final ChatResponse response;

    WholeAnswer(AnswerAssembler answer, ChatResponse response) {
        this.response = response;
        for (ChatEvent event; (event = answer.poll()) != null; ) {
            events.add(event);
        }
        events.add(new ChatEvent.Completed(response));
    }

    @Override
    public ChatEvent next() {
        return events.remove();
    }

    @Override
    public ChatResponse partial() {
        return response;
    }

    /** The body was read to its end, so there is nothing to release. */
    @Override
    public void close() {}
}
