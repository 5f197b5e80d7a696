package io.llmclient.core;

import io.llmclient.BreakerPolicy;
import io.llmclient.CallInfo;
import io.llmclient.Candidate;
import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.FailureKind;
import io.llmclient.FinishReason;
import io.llmclient.Hedge;
import io.llmclient.Interceptor;
import io.llmclient.LastResort;
import io.llmclient.LlmClient;
import io.llmclient.LlmListener;
import io.llmclient.RetryPolicy;
import io.llmclient.StreamRecovery;
import io.llmclient.StructuredResponse;
import io.llmclient.Timeouts;
import io.llmclient.ToolRun;
import io.llmclient.Tools;
import io.llmclient.core.internal.guard.Backoff;
import io.llmclient.core.internal.guard.Breakers;
import io.llmclient.core.internal.guard.Health;
import io.llmclient.core.internal.guard.Promptness;
import io.llmclient.core.internal.pipeline.Call;
import io.llmclient.core.internal.pipeline.Failover;
import io.llmclient.core.internal.pipeline.Intercepted;
import io.llmclient.core.internal.pipeline.Lane;
import io.llmclient.core.internal.pipeline.Lanes;
import io.llmclient.core.internal.pipeline.LastResorted;
import io.llmclient.core.internal.pipeline.Listeners;
import io.llmclient.core.internal.pipeline.PulledStream;
import io.llmclient.core.internal.pipeline.Step;
import io.llmclient.core.internal.time.Chance;
import io.llmclient.core.internal.time.SystemTime;
import io.llmclient.core.internal.tools.ToolLoop;
import io.llmclient.spi.Cancellation;
import io.llmclient.spi.ProviderClient;
import io.llmclient.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The client: asks the first of its providers that is able to answer.
 *
 * <pre>{@code
 * try (LlmClient client = ResilientLlmClient.builder()
 *         .provider(OpenAi.fromEnv().model("gpt-5.6-terra"))
 *         .provider(Anthropic.fromEnv().model("claude-sonnet-5-5"))
 *         .build()) {
 *     System.out.println(client.chat("Why is the sky blue?").text());
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class ResilientLlmClient implements LlmClient {

    /** When all candidates are down, heavy traffic must not become a hail of probes; light traffic never notices. */
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(1);

    private final Step road;
    private final Call.Defaults defaults;
    private final List<ProviderClient> providers;
    private final AsyncThreads threads;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Set<PulledStream> inFlight = ConcurrentHashMap.newKeySet();
    private final Set<Cancellation> runs = ConcurrentHashMap.newKeySet();
    private final Consumer<PulledStream> ended = inFlight::remove;

    private ResilientLlmClient(Builder b) {
        LlmListener listener = Listeners.of(b.listeners);
        defaults = new Call.Defaults(b.time, listener, b.timeouts, b.recovery, b.hedge, b.deadline);
        providers = List.copyOf(b.providers);
        threads = new AsyncThreads(b.executor);
        road = road(b, listener, threads);
    }

    /**
     * The road of one call, from its caller to the wire. {@link Lane} holds the part of each candidate: interceptors,
     * adapting the request, retry, holding back, circuit breaker, wire. The deadline belongs to the {@link Call} and is
     * looked at before every attempt, every wait and every read.
     */
    private static Step road(Builder b, LlmListener listener, Executor threads) {
        Breakers breakers = new Breakers(b.breaker, b.time, listener);
        List<Lane> lanes = new ArrayList<>();
        for (ProviderClient provider : b.providers) {
            Candidate candidate = new Candidate(provider.provider(), provider.model(), lanes.size());
            Health health = breakers.of(candidate, provider.keys());
            Backoff backoff = new Backoff(candidate.name(), b.retry, b.random::nextDouble, b.time);
            lanes.add(new Lane(
                    candidate,
                    provider,
                    health,
                    new Promptness(b.breaker),
                    backoff,
                    List.copyOf(b.candidateInterceptors)));
        }
        Duration rest = b.breaker.rest();
        Duration betweenProbes = rest.compareTo(BETWEEN_PROBES) < 0 ? rest : BETWEEN_PROBES;
        Step failover = new Failover(new Lanes(lanes), b.alsoFailOverOn, threads, betweenProbes);
        Step answered = LastResorted.behind(failover, b.lastResort);
        return Intercepted.before(answered, List.copyOf(b.interceptors), null);
    }

    /** A builder with the defaults of {@link RetryPolicy}, {@link BreakerPolicy} and {@link Timeouts}. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public ChatResponse chat(ChatRequest request) {
        try (PulledStream answer = call(request, false)) {
            return answer.response();
        }
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        return call(request, true);
    }

    @Override
    public <T> StructuredResponse<T> chat(ChatRequest request, Class<T> type) {
        StructuredOutput<T> output = StructuredOutput.of(type);
        return output.read(
                chat(request.toBuilder().responseFormat(output.format()).build()));
    }

    @Override
    public ToolRun run(ChatRequest request, Tools tools) {
        return loop(request, tools, this::chat);
    }

    @Override
    public ToolRun run(ChatRequest request, Tools tools, Consumer<? super ChatEvent> events) {
        return loop(request, tools, round -> {
            try (ChatStream stream = stream(round)) {
                stream.forEach(events);
                return stream.response();
            }
        });
    }

    private ToolRun loop(ChatRequest request, Tools tools, Function<ChatRequest, ChatResponse> ask) {
        String id = "llm-client run " + calls.incrementAndGet();
        Cancellation cancellation = new Cancellation();
        ToolLoop.Client own = new ToolLoop.Client(ask, threads, defaults.time(), defaults.deadline());
        ToolLoop loop = new ToolLoop(own, request, tools, id, cancellation);
        runs.add(cancellation);
        try {
            return loop.run();
        } finally {
            runs.remove(cancellation);
        }
    }

    @Override
    public CompletableFuture<ChatResponse> chatAsync(ChatRequest request) {
        PulledStream answer = call(request, false);
        CompletableFuture<ChatResponse> future = new CompletableFuture<>();
        CompletableFuture<ChatResponse> unused = future.whenComplete((response, failure) -> answer.close());
        try {
            threads.execute(() -> complete(future, answer));
        } catch (Throwable e) {
            answer.close(); // no thread took it
            throw e;
        }
        return future;
    }

    private static void complete(CompletableFuture<ChatResponse> future, PulledStream answer) {
        try {
            future.complete(answer.response());
        } catch (Throwable failure) {
            future.completeExceptionally(failure);
        }
    }

    private PulledStream call(ChatRequest request, boolean streaming) {
        if (closed.get()) {
            throw new IllegalStateException("the client is closed");
        }
        CallInfo info = new CallInfo(
                calls.incrementAndGet(), request, streaming, defaults.time().now());
        Call call = new Call(info, defaults);
        PulledStream answer = new PulledStream(road, call, ended);
        inFlight.add(answer);
        if (closed.get()) {
            answer.close(); // closed in between
        }
        return answer;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            runs.forEach(Cancellation::cancel);
            inFlight.forEach(PulledStream::close);
            threads.close();
            closeAll(providers);
        }
    }

    private static void closeAll(List<ProviderClient> providers) {
        RuntimeException failed = null;
        for (ProviderClient provider : providers) {
            try {
                provider.close();
            } catch (RuntimeException e) {
                if (failed == null) {
                    failed = e;
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** Lists the candidates in order. */
    @Override
    public String toString() {
        return "ResilientLlmClient"
                + providers.stream()
                        .map(each -> each.provider() + "/" + each.model())
                        .toList();
    }

    /** Collects a {@link ResilientLlmClient}. Not safe for use by several threads at once. */
    public static final class Builder {
        private final List<ProviderClient> providers = new ArrayList<>();
        private final List<Interceptor> interceptors = new ArrayList<>();
        private final List<Interceptor> candidateInterceptors = new ArrayList<>();
        private final List<LlmListener> listeners = new ArrayList<>();
        private final Set<FailureKind> alsoFailOverOn = EnumSet.noneOf(FailureKind.class);
        private RetryPolicy retry = RetryPolicy.defaults();
        private BreakerPolicy breaker = BreakerPolicy.defaults();
        private Timeouts timeouts = Timeouts.defaults();
        private StreamRecovery recovery = StreamRecovery.FAIL;
        private Hedge hedge = Hedge.never();
        private @Nullable LastResort lastResort;
        private @Nullable Duration deadline;
        private @Nullable Executor executor;
        private TimeSource time = SystemTime.INSTANCE;
        private RandomGenerator random = new Chance();

        private Builder() {}

        /** Adds a candidate at the end of the list; the first one is the first choice. The client closes it. */
        public Builder provider(ProviderClient provider) {
            providers.add(provider);
            return this;
        }

        /** Adds an interceptor around each call. */
        public Builder interceptor(Interceptor interceptor) {
            interceptors.add(interceptor);
            return this;
        }

        /** Adds an interceptor around each candidate that is asked. */
        public Builder candidateInterceptor(Interceptor interceptor) {
            candidateInterceptors.add(interceptor);
            return this;
        }

        /** Adds a listener. */
        public Builder listener(LlmListener listener) {
            listeners.add(listener);
            return this;
        }

        /** Sets how often a candidate is asked again. */
        public Builder retry(RetryPolicy policy) {
            retry = policy;
            return this;
        }

        /** Sets when a candidate is given a rest. */
        public Builder breaker(BreakerPolicy policy) {
            breaker = policy;
            return this;
        }

        /** Sets how long a provider may be silent, where neither it nor the request says otherwise. */
        public Builder timeouts(Timeouts limits) {
            timeouts = limits;
            return this;
        }

        /**
         * Sets what happens when a stream breaks, where the request doesn't say. Default: {@link StreamRecovery#FAIL}.
         */
        public Builder streamRecovery(StreamRecovery mode) {
            recovery = mode;
            return this;
        }

        /**
         * Asks a second candidate beside one that takes its time, where the request doesn't say otherwise. It needs
         * threads, see {@link #executor}. Default: {@link Hedge#never()}.
         */
        public Builder hedge(Hedge when) {
            hedge = when;
            return this;
        }

        /** Answers when all candidates failed; null, the default, to let the failure pass. */
        public Builder lastResort(@Nullable LastResort instead) {
            lastResort = instead;
            return this;
        }

        /** Answers with this text when all candidates failed. */
        public Builder lastResort(String text) {
            ChatResponse answer = ChatResponse.builder()
                    .text(text)
                    .finishReason(FinishReason.STOP, null)
                    .build();
            return lastResort((request, failure) -> answer);
        }

        /** Limits each call, where the request doesn't say; null, the default, for no limit. */
        public Builder deadline(@Nullable Duration limit) {
            if (limit != null && (limit.isZero() || limit.isNegative())) {
                throw new IllegalArgumentException("deadline must be longer than zero, not " + limit);
            }
            deadline = limit;
            return this;
        }

        /**
         * Asks the next candidate also after failures that usually end a call: {@link FailureKind#CONTENT_FILTERED},
         * since another provider's policy may differ, or {@link FailureKind#INVALID_REQUEST}.
         */
        public Builder alsoFailOverOn(FailureKind... kinds) {
            for (FailureKind kind : kinds) {
                if (kind != FailureKind.CONTENT_FILTERED && kind != FailureKind.INVALID_REQUEST) {
                    throw new IllegalArgumentException("alsoFailOverOn takes CONTENT_FILTERED and INVALID_REQUEST; "
                            + kind + " is not one to choose");
                }
                alsoFailOverOn.add(kind);
            }
            return this;
        }

        /**
         * Sets where {@code chatAsync}, hedged attempts and tools run; null, the default, for virtual threads where the JVM has them, else daemon
         * threads, made on first use and ended by {@link LlmClient#close()}. A given executor is not closed; when it
         * refuses a task, {@code chatAsync} and {@code run} throw what it threw. A run waits for its tools, so it needs
         * a thread besides its own.
         */
        public Builder executor(@Nullable Executor where) {
            executor = where;
            return this;
        }

        /** Sets the clock, for tests. Default: the system's. */
        public Builder time(TimeSource clock) {
            time = clock;
            return this;
        }

        /**
         * Sets the source of jitter, for tests. Must be safe for use by several threads. Default: the calling thread's
         * own.
         */
        public Builder random(RandomGenerator source) {
            random = source;
            return this;
        }

        /**
         * Builds the client. No connection is made yet.
         *
         * @throws IllegalArgumentException when there is no provider, one is not configured right, or two have the same
         *     name and model
         */
        public ResilientLlmClient build() {
            if (providers.isEmpty()) {
                throw new IllegalArgumentException("a client needs at least one provider; call provider(…)");
            }
            Set<String> names = new HashSet<>();
            for (ProviderClient provider : providers) {
                provider.check();
                if (provider.model().isBlank()) {
                    throw new IllegalArgumentException(
                            "provider " + provider.provider() + " has no model; call model(\"…\") on it");
                }
                String name = provider.provider() + "/" + provider.model();
                if (!names.add(name)) {
                    throw new IllegalArgumentException(
                            "two providers are " + name + "; give one another name with named(\"…\")");
                }
            }
            return new ResilientLlmClient(this);
        }
    }
}
