package io.llmclient.core.internal.pipeline;

import io.llmclient.ChatEvent;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.LlmException;
import io.llmclient.spi.ProviderStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call as its caller holds it, whichever way it asked: goes down the road at the first pull, and ends exactly once. */
public final class PulledStream implements ChatStream {

    private final Iterator<ChatEvent> events = new Events();
    private final Step road;
    private final Call call;
    private final Consumer<PulledStream> onEnd;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable ProviderStream answer;
    private @Nullable ChatEvent next;
    private @Nullable ChatResponse response;
    private @Nullable RuntimeException failure;

    /**
     * @param onEnd told once when the call is over, however it ended
     */
    public PulledStream(Step road, Call call, Consumer<PulledStream> onEnd) {
        this.road = road;
        this.call = call;
        this.onEnd = onEnd;
    }

    @Override
    public Iterator<ChatEvent> iterator() {
        return events;
    }

    private boolean hasNext() {
        if (next == null && response == null) {
            next = pull();
        }
        return next != null;
    }

    private ChatEvent pull() {
        if (failure != null) {
            throw failure;
        }
        try {
            ChatEvent event = answer().next();
            if (event instanceof ChatEvent.Completed completed) {
                response = completed.response();
                end(response, null);
            }
            return event;
        } catch (RuntimeException e) {
            failure = e;
            end(null, e instanceof LlmException known ? known : null);
            throw e;
        }
    }

    private ProviderStream answer() {
        if (call.cancellation().isCancelled()) {
            throw Call.cancelled().toBuilder().route(call.route()).build();
        }
        ProviderStream open = answer;
        if (open == null) {
            started.set(true);
            call.listener().callStarted(call.info());
            open = road.open(call.info().request(), call);
            answer = open;
        }
        return open;
    }

    @Override
    public ChatResponse response() {
        while (hasNext()) {
            next = null;
        }
        if (response == null) {
            throw new IllegalStateException("no answer and no failure");
        }
        return response;
    }

    private void end(@Nullable ChatResponse whole, @Nullable LlmException why) {
        if (ended.compareAndSet(false, true)) {
            ProviderStream open = answer;
            if (open != null) {
                open.close();
            }
            if (started.get()) {
                call.listener().callEnded(call.info(), call.route(), whole, why);
            }
            onEnd.accept(this);
        }
    }

    @Override
    public void close() {
        if (!ended.get()) {
            call.cancellation().cancel();
            end(null, null);
        }
    }

    private final class Events implements Iterator<ChatEvent> {
        @Override
        public boolean hasNext() {
            return PulledStream.this.hasNext();
        }

        @Override
        public ChatEvent next() {
            ChatEvent event = hasNext() ? next : null;
            if (event == null) {
                throw new NoSuchElementException("the answer is complete");
            }
            next = null;
            return event;
        }
    }
}
