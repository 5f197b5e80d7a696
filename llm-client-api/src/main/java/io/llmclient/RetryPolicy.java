package io.llmclient;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How often and after which waits one candidate is asked again, before the next one is. Immutable. */
public final class RetryPolicy {

    private static final RetryPolicy DEFAULTS = new RetryPolicy(
            new Values(3, Duration.ofMillis(500), Duration.ofSeconds(8), 0.2, Duration.ofSeconds(10), 0.2));

    private final Values values;

    private RetryPolicy(Values values) {
        this.values = values;
    }

    /** Three attempts, 500 ms doubling to 8 s, ±20 %, hints obeyed up to 10 s, a budget of 20 %. */
    public static RetryPolicy defaults() {
        return DEFAULTS;
    }

    /** No second request to any candidate. */
    public static RetryPolicy never() {
        return DEFAULTS.withMaxAttempts(1);
    }

    /** Requests to one candidate in all, at least 1. Default 3: most blips end within two tries more. */
    public int maxAttempts() {
        return values.maxAttempts;
    }

    /**
     * The wait after the first failure; it doubles with each further one. Default 500 ms, as the providers' own SDKs.
     */
    public Duration backoff() {
        return values.backoff;
    }

    /** The longest wait. Default 8 s, as the providers' own SDKs. */
    public Duration maxBackoff() {
        return values.maxBackoff;
    }

    /** How much a wait is varied by chance, as a share of it, so that callers don't return in step. Default 0.2. */
    public double jitter() {
        return values.jitter;
    }

    /**
     * The longest wait that a provider may ask for; if it asks for more, the next candidate is asked at once and this
     * one rests. Default 10 s: a caller who has a second provider should not wait longer.
     */
    public Duration maxRetryAfter() {
        return values.maxRetryAfter;
    }

    /**
     * How many retries a candidate gets for each first request to it, over all callers, so that a storm of retries does
     * not keep down a provider that would recover. Ten retries a second are free on top, so light traffic never
     * notices. When the budget is used up the next candidate is asked. Default 0.2.
     */
    public double budget() {
        return values.budget;
    }

    /** The same with another number of attempts, at least 1. */
    public RetryPolicy withMaxAttempts(int attempts) {
        return new RetryPolicy(new Values(
                attempts, values.backoff, values.maxBackoff, values.jitter, values.maxRetryAfter, values.budget));
    }

    /** The same with other waits; zero for none. */
    public RetryPolicy withBackoff(Duration first, Duration longest) {
        return new RetryPolicy(
                new Values(values.maxAttempts, first, longest, values.jitter, values.maxRetryAfter, values.budget));
    }

    /** The same with another share of chance, 0 to 1. */
    public RetryPolicy withJitter(double share) {
        return new RetryPolicy(new Values(
                values.maxAttempts, values.backoff, values.maxBackoff, share, values.maxRetryAfter, values.budget));
    }

    /** The same with another limit to what a provider may ask for; zero to never wait for one. */
    public RetryPolicy withMaxRetryAfter(Duration longest) {
        return new RetryPolicy(new Values(
                values.maxAttempts, values.backoff, values.maxBackoff, values.jitter, longest, values.budget));
    }

    /** The same with another number of retries for each first request, at least 0; infinity for no limit. */
    public RetryPolicy withBudget(double retriesPerRequest) {
        return new RetryPolicy(new Values(
                values.maxAttempts,
                values.backoff,
                values.maxBackoff,
                values.jitter,
                values.maxRetryAfter,
                retriesPerRequest));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RetryPolicy that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return "RetryPolicy" + values;
    }

    private record Values(
            int maxAttempts,
            Duration backoff,
            Duration maxBackoff,
            double jitter,
            Duration maxRetryAfter,
            double budget) {
        Values {
            Check.positive("retry.maxAttempts", maxAttempts);
            Check.that(
                    !backoff.isNegative() && maxBackoff.compareTo(backoff) >= 0,
                    backoff,
                    "retry.backoff must be between zero and retry.maxBackoff, not " + backoff);
            Check.that(jitter >= 0 && jitter <= 1, jitter, "retry.jitter must be between 0 and 1, not " + jitter);
            Check.that(
                    !maxRetryAfter.isNegative(),
                    maxRetryAfter,
                    "retry.maxRetryAfter must not be negative, not " + maxRetryAfter);
            Check.that(budget >= 0, budget, "retry.budget must be at least 0, not " + budget);
        }
    }
}
