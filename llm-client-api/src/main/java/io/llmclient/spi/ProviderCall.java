package io.llmclient.spi;

import io.llmclient.Timeouts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances of one attempt.
 *
 * @param streaming whether events are wanted as they come, or only the whole answer
 * @param key which of the provider's {@link ProviderClient#keys() keys} to show, 0 for the first
 * @param timeouts how long the provider may be silent
 * @param deadlineNanos the moment of {@link TimeSource#nanoTime()} at which the call's time is up; null for none
 * @param time the client's clock
 * @param cancellation stops the attempt when it fires
 */
public record ProviderCall(
        boolean streaming,
        int key,
        Timeouts timeouts,
        @Nullable Long deadlineNanos,
        TimeSource time,
        Cancellation cancellation) {

    /** What is left of the call's time, at least zero; null for no limit. */
    public @Nullable Duration timeLeft() {
        return deadlineNanos == null ? null : Duration.ofNanos(Math.max(0, deadlineNanos - time.nanoTime()));
    }
}
