package io.llmclient.testkit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what is under way at a fake provider. */
final class Traffic {

    /** Real time for a stream that another thread is just closing. */
    private static final long GRACE_SECONDS = 1;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int requests;
    private int inFlight;
    private int mostInFlight;
    private int openStreams;

    /** Counts a request; gives its number, from 1. */
    int requestBegan() {
        lock.lock();
        try {
            change(1, 0);
            return ++requests;
        } finally {
            lock.unlock();
        }
    }

    void requestFailed() {
        change(-1, 0);
    }

    void streamOpened() {
        change(0, 1);
    }

    void streamClosed() {
        change(-1, -1);
    }

    private void change(int calls, int streams) {
        lock.lock();
        try {
            inFlight += calls;
            openStreams += streams;
            mostInFlight = Math.max(mostInFlight, inFlight);
            if (inFlight == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    int inFlight() {
        lock.lock();
        try {
            return inFlight;
        } finally {
            lock.unlock();
        }
    }

    int mostInFlight() {
        lock.lock();
        try {
            return mostInFlight;
        } finally {
            lock.unlock();
        }
    }

    int openStreams() {
        lock.lock();
        try {
            return openStreams;
        } finally {
            lock.unlock();
        }
    }

    void awaitIdle() {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
            while (inFlight > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // Whoever looks at the counts now sees them as they are.
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
