package io.llmclient.benchmarks;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.util.concurrent.Callable;

/** Another client with Resilience4j's own decorators around it, in their default configuration. */
final class DecoratedClient implements Subject {

    private final Callable<Integer> call;
    private final Callable<Integer> stream;

    DecoratedClient(Subject inner) {
        CircuitBreaker breaker = CircuitBreaker.ofDefaults("raw");
        Retry retry = Retry.ofDefaults("raw");
        call = Retry.decorateCallable(retry, CircuitBreaker.decorateCallable(breaker, inner::call));
        stream = Retry.decorateCallable(retry, CircuitBreaker.decorateCallable(breaker, inner::stream));
    }

    @Override
    public int call() throws Exception {
        return call.call();
    }

    @Override
    public int stream() throws Exception {
        return stream.call();
    }
}
