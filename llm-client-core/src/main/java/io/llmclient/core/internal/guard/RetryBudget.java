package io.llmclient.core.internal.guard;

import io.llmclient.spi.TimeSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many retries a candidate may still get from all callers together: some for each first request to it, and a few
 * for free. Safe for use by several threads.
 */
final class RetryBudget {

    /** Retries that are free each second: light traffic never notices. */
    private static final double FREE = 10;

    /** What may be saved up: a blip under heavy load is ridden out, an outage is not. */
    private static final double MOST = 100;

    private final double perRequest;
    private final TimeSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private double left = FREE;
    private long lastRefill;

    /**
     * @param perRequest retries for each first request; infinity for no limit
     */
    RetryBudget(double perRequest, TimeSource time) {
        this.perRequest = perRequest;
        this.time = time;
        this.lastRefill = time.nanoTime();
    }

    /** A first request is made. */
    void deposit() {
        lock.lock();
        try {
            left = Math.min(MOST, left + perRequest);
        } finally {
            lock.unlock();
        }
    }

    /** Takes one retry, if there is one left. */
    boolean tryWithdraw() {
        lock.lock();
        try {
            refill();
            if (perRequest == Double.POSITIVE_INFINITY) {
                return true;
            }
            if (left < 1) {
                return false;
            }
            left--;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void refill() {
        long now = time.nanoTime();
        double seconds = (double) (now - lastRefill) / TimeUnit.SECONDS.toNanos(1);
        lastRefill = now;
        left = Math.max(left, Math.min(FREE, left + FREE * seconds));
    }
}
