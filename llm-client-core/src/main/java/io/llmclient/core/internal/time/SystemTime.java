package io.llmclient.core.internal.time;

import io.llmclient.spi.Cancellation;
import io.llmclient.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The real clock. */
public enum SystemTime implements TimeSource {
    INSTANCE;

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void sleep(Duration time, Cancellation cancellation) throws InterruptedException {
        cancellation.await(TimeUnit.NANOSECONDS.convert(time)); // at most what nanoseconds can count
    }
}
