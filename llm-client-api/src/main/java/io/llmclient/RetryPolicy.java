package io.llmclient;

import java.time.Duration;

/**
 * How often and after which waits one candidate is asked again, before the next one is.
 *
 * @param maxAttempts requests to one candidate in all, at least 1. Default 3: most blips end within two tries more
 * @param backoff the wait after the first failure; doubles with each further one. Default 500 ms, as the providers' own SDKs
 * @param maxBackoff the longest wait. Default 8 s, as the providers' own SDKs
 * @param jitter how much a wait is varied by chance, as a share of it, 0 to 1, so that callers don't return in step. Default 0.2
 * @param maxRetryAfter the longest wait that a provider may ask for; if it asks for more, the next candidate is asked at once and this one rests. Default
 *     10 s: a caller who has a second provider should not wait longer
 */
public record RetryPolicy(
        int maxAttempts, Duration backoff, Duration maxBackoff, double jitter, Duration maxRetryAfter) {

    private static final RetryPolicy DEFAULTS =
            new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(8), 0.2, Duration.ofSeconds(10));

    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("retry.maxAttempts must be at least 1, not " + maxAttempts);
        }
        if (backoff.isNegative() || maxBackoff.compareTo(backoff) < 0) {
            throw new IllegalArgumentException(
                    "retry.backoff must be between zero and retry.maxBackoff, not " + backoff);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("retry.jitter must be between 0 and 1, not " + jitter);
        }
        if (maxRetryAfter.isNegative()) {
            throw new IllegalArgumentException("retry.maxRetryAfter must not be negative, not " + maxRetryAfter);
        }
    }

    /** Three attempts, 500 ms doubling to 8 s, ±20 %, hints obeyed up to 10 s. */
    public static RetryPolicy defaults() {
        return DEFAULTS;
    }

    /** No second request to any candidate. */
    public static RetryPolicy never() {
        return DEFAULTS.withMaxAttempts(1);
    }

    /** The same with another number of attempts. */
    public RetryPolicy withMaxAttempts(int attempts) {
        return new RetryPolicy(attempts, backoff, maxBackoff, jitter, maxRetryAfter);
    }

    /** The same with other waits; zero for none. */
    public RetryPolicy withBackoff(Duration first, Duration longest) {
        return new RetryPolicy(maxAttempts, first, longest, jitter, maxRetryAfter);
    }

    /** The same with another share of chance. */
    public RetryPolicy withJitter(double share) {
        return new RetryPolicy(maxAttempts, backoff, maxBackoff, share, maxRetryAfter);
    }

    /** The same with another limit to what a provider may ask for; zero to never wait for one. */
    public RetryPolicy withMaxRetryAfter(Duration longest) {
        return new RetryPolicy(maxAttempts, backoff, maxBackoff, jitter, longest);
    }
}
