package io.llmclient.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One call's way to be stopped from any thread, at any moment. Safe for use by several threads. */
public final class Cancellation {

    /** Guards the rest; never held while an action runs or somebody waits. */
    private final Object lock = new Object();

    private List<Runnable> actions = List.of();
    private @Nullable CountDownLatch waiting;
    private volatile boolean cancelled;

    /** Not cancelled yet. */
    public Cancellation() {}

    /** Whether {@link #cancel()} was called. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Stops the call: runs the registered actions, once, and wakes who waits. Further calls do nothing. */
    public void cancel() {
        List<Runnable> toRun;
        synchronized (lock) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            if (waiting != null) {
                waiting.countDown();
            }
            toRun = actions;
            actions = List.of();
        }
        toRun.forEach(Runnable::run);
    }

    /**
     * Runs an action when the call is cancelled, or at once if it is already. The action must be quick and must not
     * throw.
     */
    public void onCancel(Runnable action) {
        synchronized (lock) {
            if (!cancelled) {
                actions = actions.isEmpty() ? List.of(action) : with(action);
                return;
            }
        }
        action.run();
    }

    private List<Runnable> with(Runnable action) {
        List<Runnable> more = new ArrayList<>(actions);
        more.add(action);
        return more;
    }

    /** Takes back what {@link #onCancel(Runnable)} registered; does nothing if it is not there. */
    public void remove(Runnable action) {
        synchronized (lock) {
            if (actions.size() == 1 && actions.contains(action)) {
                actions = List.of();
                return;
            }
            List<Runnable> fewer = new ArrayList<>(actions);
            fewer.remove(action);
            actions = fewer;
        }
    }

    /**
     * Waits in real time until the call is cancelled or the time is over.
     *
     * @return whether it was cancelled
     * @throws InterruptedException when the thread is interrupted
     */
    public boolean await(long nanos) throws InterruptedException {
        CountDownLatch latch;
        synchronized (lock) {
            if (waiting == null) {
                waiting = new CountDownLatch(cancelled ? 0 : 1);
            }
            latch = waiting;
        }
        return latch.await(nanos, TimeUnit.NANOSECONDS);
    }
}
