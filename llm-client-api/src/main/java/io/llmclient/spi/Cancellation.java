package io.llmclient.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One call's way to be stopped from any thread, at any moment. Safe for use by several threads. */
public final class Cancellation {

    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final List<Runnable> actions = new ArrayList<>(1);

    /** Not cancelled yet. */
    public Cancellation() {}

    /** Whether {@link #cancel()} was called. */
    public boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    /** Stops the call: runs the registered actions, once, and wakes who waits. Further calls do nothing. */
    public void cancel() {
        List<Runnable> toRun;
        synchronized (actions) {
            if (isCancelled()) {
                return;
            }
            cancelled.countDown();
            toRun = List.copyOf(actions);
            actions.clear();
        }
        toRun.forEach(Runnable::run);
    }

    /**
     * Runs an action when the call is cancelled, or at once if it is already. The action must be quick and must not
     * throw.
     */
    public void onCancel(Runnable action) {
        synchronized (actions) {
            if (!isCancelled()) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    /** Takes back what {@link #onCancel(Runnable)} registered; does nothing if it is not there. */
    public void remove(Runnable action) {
        synchronized (actions) {
            actions.remove(action);
        }
    }

    /**
     * Waits in real time until the call is cancelled or the time is over.
     *
     * @return whether it was cancelled
     * @throws InterruptedException when the thread is interrupted
     */
    public boolean await(long nanos) throws InterruptedException {
        return cancelled.await(nanos, TimeUnit.NANOSECONDS);
    }
}
