package io.llmclient.core.internal.guard;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.RetryPolicy;
import io.llmclient.spi.TimeSource;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Decides whether and after how long a candidate is asked again. Resilience4j decides; nobody waits in here. */
public final class Backoff {

    private final RetryPolicy policy;
    private final DoubleSupplier chance;
    private final RetryBudget budget;
    private final Retry retry;

    /**
     * @param chance numbers from 0 to 1
     */
    public Backoff(String name, RetryPolicy policy, DoubleSupplier chance, TimeSource time) {
        this.policy = policy;
        this.chance = chance;
        this.budget = new RetryBudget(policy.budget(), time);
        this.retry = Retry.of(
                name,
                RetryConfig.custom()
                        .maxAttempts(policy.maxAttempts())
                        .retryOnException(failure ->
                                FailureRule.of(((LlmException) failure).kind()).retries() > 0)
                        .intervalBiFunction((attempt, outcome) ->
                                wait(attempt, (LlmException) outcome.getLeft()).toMillis())
                        .build());
    }

    /** Whether the provider asks for more patience than a caller should have. */
    public boolean asksTooMuch(LlmException failure) {
        Duration hint = failure.retryAfter();
        return hint != null && hint.compareTo(policy.maxRetryAfter()) > 0;
    }

    private Duration wait(int failures, LlmException failure) {
        double doubled = (double) TimeUnit.NANOSECONDS.convert(policy.backoff()) * Math.pow(2, failures - 1.0);
        double capped = Math.min(doubled, (double) TimeUnit.NANOSECONDS.convert(policy.maxBackoff()));
        double varied = capped * (1 + policy.jitter() * (2 * chance.getAsDouble() - 1));
        Duration backoff = Duration.ofNanos((long) varied);
        Duration hint = failure.retryAfter();
        return hint != null && hint.compareTo(backoff) > 0 ? hint : backoff;
    }

    /** A call makes its first request to the candidate. */
    public void requested() {
        budget.deposit();
    }

    /** The attempts of one call at one candidate, for when the first one failed. */
    public Attempts attempts() {
        return new Attempts();
    }

    /** Counts the attempts of one call at one candidate. Not safe for use by several threads. */
    public final class Attempts {
        private final Map<FailureKind, Integer> failures = new EnumMap<>(FailureKind.class);
        private final Retry.AsyncContext<Object> context = retry.asyncContext();

        private Attempts() {}

        /** How long to wait before asking again; null when it is somebody else's turn. */
        public @Nullable Duration waitAfter(LlmException failure) {
            int count = failures.merge(failure.kind(), 1, Integer::sum);
            if (count > FailureRule.of(failure.kind()).retries() || asksTooMuch(failure)) {
                return null;
            }
            long millis = context.onError(failure);
            return millis < 0 || !budget.tryWithdraw() ? null : Duration.ofMillis(millis);
        }
    }
}
