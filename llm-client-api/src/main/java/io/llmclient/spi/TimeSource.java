package io.llmclient.spi;

import java.time.Duration;
import java.time.Instant;

/** Where a client's time comes from, so that tests need not wait. Safe for use by several threads. */
public interface TimeSource {

    /** The wall clock: for what a person reads, and for dates in {@code Retry-After}. */
    Instant now();

    /** Nanoseconds of a clock that only goes forward, with an arbitrary origin: for durations. */
    long nanoTime();

    /**
     * Waits on the calling thread. Returns early when the call is cancelled.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    void sleep(Duration time, Cancellation cancellation) throws InterruptedException;

    /**
     * One more thread works on a call from now on, besides the one that made it. Only a clock that moves by itself when
     * all threads wait needs to know. Default: does nothing.
     */
    default void joined() {}

    /** One such thread less: it is done, or waits for another thread and not for a time. Default: does nothing. */
    default void left() {}
}
