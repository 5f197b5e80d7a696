package io.llmclient.examples.crashcard;

import io.llmclient.BreakerPolicy;
import io.llmclient.RetryPolicy;
import io.llmclient.Timeouts;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.testkit.Fault;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How fast the card is played: every time on it, and every time in the client's default settings, is divided by the
 * same number.
 *
 * @param divisor 1 for the card's own times
 */
record Pace(int divisor) {

    /** The card's own times. */
    static final Pace FULL = new Pace(1);

    /** A tenth of them: long enough for what a busy machine adds not to matter, and over in seconds. */
    static final Pace SHORTENED = new Pace(10);

    /** A time of the card, as it is played. */
    Duration of(Duration time) {
        return time.dividedBy(divisor);
    }

    /** A time of the card in milliseconds, as it is played. */
    Duration ofMillis(long millis) {
        return of(Duration.ofMillis(millis));
    }

    /** A time of the card in seconds, as it is played. */
    Duration ofSeconds(long seconds) {
        return of(Duration.ofSeconds(seconds));
    }

    /** A 429 with a hint: in {@code Retry-After}, which knows whole seconds only, where the pace allows that. */
    Fault rateLimited(Duration retryAfter) {
        Fault fault = Fault.rateLimited(of(retryAfter));
        return divisor == 1 ? fault : fault.as(Fault.Hint.MILLIS);
    }

    /** A client with the library's default settings. */
    ResilientLlmClient.Builder client() {
        ResilientLlmClient.Builder builder = ResilientLlmClient.builder();
        return divisor == 1
                ? builder
                : builder.retry(retry()).breaker(breaker()).timeouts(timeouts());
    }

    private RetryPolicy retry() {
        RetryPolicy defaults = RetryPolicy.defaults();
        return defaults.withBackoff(of(defaults.backoff()), of(defaults.maxBackoff()))
                .withMaxRetryAfter(of(defaults.maxRetryAfter()));
    }

    private BreakerPolicy breaker() {
        BreakerPolicy defaults = BreakerPolicy.defaults();
        return defaults.withRest(of(defaults.rest()), defaults.restGrowth(), of(defaults.maxRest()))
                .withLongRest(of(defaults.longRest()))
                .withFailureRate(defaults.failureRate(), defaults.minimumRequests(), of(defaults.window()));
    }

    private Timeouts timeouts() {
        Timeouts defaults = Timeouts.defaults();
        return defaults.withFirstToken(of(defaults.firstToken()))
                .withStall(of(defaults.stall()))
                .withAnswer(of(defaults.answer()));
    }

    /**
     * Waits until this moment of {@link System#nanoTime()}; not at all when it has passed or the thread is interrupted.
     */
    static void waitUntil(long moment) {
        long left = moment - System.nanoTime();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = moment - System.nanoTime();
        }
    }
}
