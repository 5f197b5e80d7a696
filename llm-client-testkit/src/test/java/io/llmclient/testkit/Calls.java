package io.llmclient.testkit;

import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.Timeouts;
import io.llmclient.spi.Cancellation;
import io.llmclient.spi.ProviderCall;
import io.llmclient.spi.ProviderStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a provider as a client does, without one. */
record Calls(
        ManualTime time,
        Cancellation cancellation,
        @Nullable Duration deadline,
        Timeouts timeouts,
        int key) {

    static final ChatRequest REQUEST = ChatRequest.of("Hi");

    Calls(ManualTime time) {
        this(time, new Cancellation(), null, Timeouts.defaults(), 0);
    }

    Calls withDeadline(Duration limit) {
        return new Calls(time, cancellation, limit, timeouts, key);
    }

    Calls withStream(Duration limit) {
        return new Calls(time, cancellation, deadline, timeouts.withStream(limit), key);
    }

    Calls withKey(int number) {
        return new Calls(time, cancellation, deadline, timeouts, number);
    }

    ProviderStream stream(FakeProvider provider) {
        return provider.open(REQUEST, call(true));
    }

    ProviderStream whole(FakeProvider provider) {
        return provider.open(REQUEST, call(false));
    }

    List<ChatEvent> events(FakeProvider provider) {
        try (ProviderStream stream = stream(provider)) {
            return rest(stream);
        }
    }

    ChatResponse answer(FakeProvider provider) {
        try (ProviderStream stream = whole(provider)) {
            return ((ChatEvent.Completed) stream.next()).response();
        }
    }

    static List<ChatEvent> rest(ProviderStream stream) {
        List<ChatEvent> events = new ArrayList<>();
        do {
            events.add(stream.next());
        } while (!(events.get(events.size() - 1) instanceof ChatEvent.Completed));
        return events;
    }

    private ProviderCall call(boolean streaming) {
        Long deadlineNanos = deadline == null ? null : Long.valueOf(time.nanoTime() + deadline.toNanos());
        return new ProviderCall(streaming, key, timeouts, deadlineNanos, time, cancellation);
    }
}
