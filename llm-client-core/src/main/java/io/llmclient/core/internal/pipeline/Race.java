package io.llmclient.core.internal.pipeline;

import io.llmclient.ChatRequest;
import io.llmclient.LlmException;
import io.llmclient.spi.Cancellation;
import io.llmclient.spi.ProviderStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Two candidates asked at once: the first on a thread of its own, another beside it on the caller's. Whose content
 * comes first has won, and the other is cancelled.
 */
final class Race {

    private final Lane lane;
    private final ChatRequest request;
    private final Call call;
    private final Call first;
    private final AtomicReference<@Nullable Call> winner = new AtomicReference<>();
    private final CompletableFuture<ProviderStream> opened = new CompletableFuture<>();
    /** Fires when there is nothing more to wait for before another is asked: content, failure, or a cancelled call. */
    private final Cancellation settled = new Cancellation();
    /** Whether a thread has taken the first, or it is not wanted any more. */
    private final AtomicBoolean taken = new AtomicBoolean();

    private volatile @Nullable Call second;

    private Race(Lane lane, ChatRequest request, Call call) {
        this.lane = lane;
        this.request = request;
        this.call = call;
        this.first = call.racing(this, false);
        call.cancellation().onCancel(this::stop);
    }

    /** Asks the first. */
    static Race start(Lane lane, ChatRequest request, Call call, Executor threads) {
        Race race = new Race(lane, request, call);
        call.time().joined();
        try {
            threads.execute(race::runOnItsOwn);
        } catch (Throwable e) {
            call.time().left(); // no thread took it
            throw e;
        }
        return race;
    }

    private void runOnItsOwn() {
        if (taken.compareAndSet(false, true)) {
            try {
                run();
            } finally {
                call.time().left();
            }
        }
    }

    private void run() {
        try {
            ProviderStream stream = lane.open(request, first);
            if (!opened.complete(stream)) {
                stream.close();
            }
        } catch (Throwable e) {
            opened.completeExceptionally(e);
        } finally {
            settled.cancel();
        }
    }

    /** Takes it back from the threads: whether none has begun. */
    private boolean takeBack() {
        boolean mine = taken.compareAndSet(false, true);
        if (mine) {
            call.time().left();
        }
        return mine;
    }

    /**
     * Waits for the first this long; whether another should be asked as well. Not if no thread had time for the first:
     * it is the caller's turn then.
     */
    boolean isSlow(Duration delay) {
        try {
            call.time().sleep(delay, settled);
        } catch (InterruptedException e) {
            throw interrupted();
        }
        if (isOpen() && takeBack()) {
            run();
        }
        return isOpen();
    }

    /** Whether the first is still without content and without failure. */
    boolean isOpen() {
        return !settled.isCancelled();
    }

    /** Asks another beside the first. */
    ProviderStream ask(Lane lane, ChatRequest request) {
        Call beside = call.racing(this, true);
        second = beside;
        if (firstWon()) {
            beside.cancellation().cancel();
        }
        return lane.open(request, beside);
    }

    /** Told by each whose content came: whether it may go on. */
    boolean won(Call who) {
        if (winner.compareAndSet(null, who)) {
            settled.cancel();
            Call other = who == first ? second : first;
            if (other != null) {
                other.cancellation().cancel();
            }
        }
        return winner.get() == who;
    }

    private boolean firstWon() {
        return winner.get() == first;
    }

    /** Whether the first is out, although the other may have failed after its first content. */
    boolean firstLost() {
        return winner.get() != null && !firstWon();
    }

    /** What became of the first, once that is known; a failure is thrown. */
    ProviderStream first() {
        call.time().left();
        try {
            return opened.get();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            throw rethrown(Objects.requireNonNull(e.getCause()));
        } finally {
            call.time().joined();
        }
    }

    private static RuntimeException rethrown(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return (RuntimeException) e;
    }

    private LlmException interrupted() {
        Thread.currentThread().interrupt();
        abandon();
        return Call.cancelled();
    }

    /** Nobody wants what the first may have by now or get later. */
    void abandon() {
        stop();
        CompletableFuture<Void> unused = opened.thenAccept(ProviderStream::close);
    }

    private void stop() {
        takeBack();
        opened.completeExceptionally(Call.cancelled());
        first.cancellation().cancel();
        settled.cancel();
    }
}
