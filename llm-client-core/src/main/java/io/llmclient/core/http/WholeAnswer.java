package io.llmclient.core.http;

import io.llmclient.ChatEvent;
import io.llmclient.ChatResponse;
import io.llmclient.spi.ProviderStream;

/** An answer that came in one piece: its events, if events are wanted, and then the whole. */
final class WholeAnswer implements ProviderStream {

    private final AnswerAssembler answer;
    private final ChatResponse response;

    WholeAnswer(AnswerAssembler answer, ChatResponse response) {
        this.answer = answer;
        this.response = response;
    }

    @Override
    public ChatEvent next() {
        ChatEvent event = answer.poll();
        return event == null ? new ChatEvent.Completed(response) : event;
    }

    @Override
    public ChatResponse partial() {
        return response;
    }

    /** The body was read to its end, so there is nothing to release. */
    @Override
    public void close() {}
}
