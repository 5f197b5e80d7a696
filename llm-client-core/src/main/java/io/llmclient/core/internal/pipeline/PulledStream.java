package io.llmclient.core.internal.pipeline;

import io.llmclient.ChatEvent;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.LlmException;
import io.llmclient.spi.ProviderStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call as its caller holds it, whichever way it asked: goes down the road at the first pull, and ends exactly once.
 *
 * <p>Who pulls holds the lock. A close from another thread only cancels; the puller, on whose thread the attempt ends
 * as well, then ends the call.
 */
public final class PulledStream implements ChatStream {

    private final Step road;
    private final Call call;
    private final Consumer<PulledStream> onEnd;
    private final ReentrantLock pulling = new ReentrantLock();
    private @Nullable Iterator<ChatEvent> events;
    private boolean started;
    private volatile boolean ended;
    private @Nullable ProviderStream answer;
    private @Nullable ChatEvent next;
    private @Nullable ChatResponse response;
    private @Nullable Throwable failure;

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
        Iterator<ChatEvent> known = events;
        if (known == null) {
            known = new Events();
            events = known;
        }
        return known;
    }

    private boolean hasNext() {
        if (next == null && response == null) {
            next = pull();
        }
        return next != null;
    }

    private ChatEvent pull() {
        pulling.lock();
        try {
            throwAgain();
            ChatEvent event = answer().next();
            if (event instanceof ChatEvent.Completed completed) {
                response = completed.response();
                end(response, null);
            }
            return event;
        } catch (Throwable e) {
            failure = e;
            end(null, e instanceof LlmException known ? known : null);
            throw e;
        } finally {
            letGo();
        }
    }

    private void throwAgain() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    private ProviderStream answer() {
        if (call.cancellation().isCancelled()) {
            throw Call.cancelled().toBuilder().route(call.route()).build();
        }
        ProviderStream open = answer;
        if (open == null) {
            started = true;
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
        if (ended) {
            return;
        }
        ended = true;
        onEnd.accept(this);
        try {
            if (answer != null) {
                answer.close();
            }
        } finally {
            if (started) {
                call.listener().callEnded(call.info(), call.route(), whole, why);
            }
        }
    }

    @Override
    public void close() {
        if (!ended) {
            call.cancellation().cancel();
            if (!pulling.isHeldByCurrentThread() && pulling.tryLock()) {
                letGo();
            }
        }
    }

    /**
     * Ends a call that was closed; looks again after the lock is free, since a close may have found it taken just
     * before.
     */
    private void letGo() {
        do {
            try {
                if (call.cancellation().isCancelled()) {
                    end(null, null);
                }
            } finally {
                pulling.unlock();
            }
        } while (call.cancellation().isCancelled() && !ended && pulling.tryLock());
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
