package io.llmclient.testkit;

import io.llmclient.spi.Cancellation;
import io.llmclient.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** The system's clock: for what happens on a real wire. */
final class RealTime implements TimeSource {

    static final RealTime INSTANCE = new RealTime();

    private RealTime() {}

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
        cancellation.await(time.toNanos());
    }
}
