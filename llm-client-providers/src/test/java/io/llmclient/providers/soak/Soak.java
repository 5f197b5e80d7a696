package io.llmclient.providers.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.BreakerPolicy;
import io.llmclient.CallInfo;
import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.FailureKind;
import io.llmclient.Hedge;
import io.llmclient.LlmClient;
import io.llmclient.LlmException;
import io.llmclient.LlmListener;
import io.llmclient.RetryPolicy;
import io.llmclient.Route;
import io.llmclient.Routing;
import io.llmclient.StreamRecovery;
import io.llmclient.Timeouts;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.internal.time.SystemTime;
import io.llmclient.providers.Anthropic;
import io.llmclient.providers.Bedrock;
import io.llmclient.providers.BedrockAnthropic;
import io.llmclient.providers.Cohere;
import io.llmclient.providers.Gemini;
import io.llmclient.providers.Mistral;
import io.llmclient.providers.Ollama;
import io.llmclient.providers.OpenAi;
import io.llmclient.providers.OpenAiResponses;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A client of all dialects on loopback, callers that want all sorts of things, and servers that fail by dice. */
final class Soak implements AutoCloseable {

    static final int CALLERS = 8;

    /** The callers' and the idle ones that each of nine pools keeps. */
    static final int MOST_CONNECTIONS = CALLERS + 9 * 20;

    static final long HEAP_SLACK = 6L << 20;

    /** Calls between two throws of the servers' dice. */
    private static final int ROUND = 500;

    private static final Duration MOMENT = Duration.ofMillis(2);

    private final Random random;
    private final List<ProviderServer> servers = ProviderServer.ofEveryDialect();
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong finished = new AtomicLong();
    private final AtomicInteger ended = new AtomicInteger();
    private final Map<String, AtomicInteger> outcomes = new ConcurrentSkipListMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final LlmClient client;
    private final long begin = System.nanoTime();

    /** What the process holds when nothing is asked. */
    record Footprint(long heap, int threads, int connections) {
        @Override
        public String toString() {
            return "heap %d kB, %d threads, %d connections".formatted(heap >> 10, threads, connections);
        }
    }

    Soak(long seed) {
        random = new Random(seed);
        ResilientLlmClient.Builder builder = ResilientLlmClient.builder()
                .retry(RetryPolicy.defaults().withBackoff(Duration.ofMillis(1), MOMENT))
                .breaker(BreakerPolicy.defaults()
                        .withFailureRate(60, 10, Duration.ofSeconds(1))
                        .withRest(MOMENT, 1.5, Duration.ofMillis(20))
                        .withLongRest(Duration.ofMillis(5)))
                .timeouts(Timeouts.defaults()
                        .withFirstToken(Duration.ofMillis(500))
                        .withStall(Duration.ofMillis(500))
                        .withAnswer(Duration.ofSeconds(1)))
                .listener(new Counting());
        builder.provider(
                OpenAi.withKeys("one", "another").baseUrl(servers.get(0).url()).model("gpt-4.1"));
        builder.provider(Anthropic.withKey("key").baseUrl(servers.get(1).url()).model("claude-sonnet-4-5"));
        builder.provider(Gemini.withKey("key").baseUrl(servers.get(2).url()).model("gemini-2.5-flash"));
        builder.provider(Cohere.withKey("key").baseUrl(servers.get(3).url()).model("command-a-plus-05-2026"));
        builder.provider(Ollama.local().baseUrl(servers.get(4).url()).model("qwen3"));
        builder.provider(OpenAiResponses.withKey("key")
                .named("openai-responses")
                .baseUrl(servers.get(5).url())
                .model("gpt-5.6-terra"));
        builder.provider(Mistral.withKey("key").baseUrl(servers.get(6).url()).model("mistral-large-latest"));
        builder.provider(Bedrock.withKey("eu-central-1", "key")
                .baseUrl(servers.get(7).url())
                .model("amazon.nova-pro-v1:0"));
        builder.provider(BedrockAnthropic.withKey("eu-central-1", "key")
                .baseUrl(servers.get(8).url())
                .model("anthropic.claude-sonnet-4-5-20250929-v1:0"));
        client = builder.build();
        servers.forEach(server -> server.otherwise(Reply.text("All is well today.")));
    }

    /** Makes so many calls, round by round, each with the faults that the dice give. */
    void run(int calls) throws Exception {
        for (int left = calls; left > 0; left -= ROUND) {
            servers.forEach(this::spoil);
            List<Future<?>> round = new ArrayList<>();
            for (int i = Math.min(ROUND, left); i > 0; i--) {
                long dice = random.nextLong();
                round.add(callers.submit(() -> call(new Random(dice))));
            }
            for (Future<?> call : round) {
                call.get(60, TimeUnit.SECONDS);
            }
            servers.forEach(ProviderServer::forgetRequests);
        }
    }

    private void spoil(ProviderServer server) {
        server.script()
                .optional()
                .flaky(
                        random.nextInt(3) * 0.15,
                        random.nextLong(),
                        oneOf(
                                random,
                                List.of(
                                        Fault.serverError(),
                                        Fault.overloaded(),
                                        Fault.rateLimited(Duration.ofMillis(1)).as(Fault.Hint.MILLIS),
                                        Fault.resetBeforeHeaders(),
                                        Fault.resetAfterHeaders(),
                                        Fault.garbage(),
                                        Fault.wrongContentType(),
                                        Fault.emptyBody(),
                                        Fault.unauthorized(),
                                        Fault.invalidRequest("no"))));
        for (int i = random.nextInt(ROUND / 4) - server.script().remaining(); i > 0; i--) {
            server.reply(oneOf(
                    random,
                    List.of(
                            Reply.words(8).cutAfter(random.nextInt(8)),
                            Reply.words(8).resetAfter(random.nextInt(8)),
                            Reply.words(8).malformedAfter(random.nextInt(8)),
                            Reply.words(8).failAfter(random.nextInt(8), Fault.overloaded()),
                            Reply.words(4).withoutTerminalMark(),
                            Reply.words(20).between(Duration.ofMillis(1)),
                            Reply.thinking("Hm.").andToolCall("f", "{\"a\":1}"),
                            Reply.words(400))));
        }
        if (random.nextInt(20) == 0) {
            server.fail(Fault.hang());
        }
    }

    private void call(Random dice) {
        ChatRequest request = request(dice);
        String outcome;
        try {
            outcome = switch (dice.nextInt(5)) {
                case 0 -> whole(client.chat(request));
                case 1 -> asynchronous(request, dice.nextInt(4) == 0);
                case 2 -> given(request, dice.nextInt(6));
                default -> streamed(request);
            };
        } catch (LlmException e) {
            outcome = e.kind().name();
            obey(e);
            if (e.getMessage().isBlank() || e.getMessage().contains("client threw")) {
                wrong.add(e.toString());
            }
        } catch (RuntimeException | Error e) {
            outcome = "wrong";
            wrong.add(e.toString());
        }
        outcomes.computeIfAbsent(outcome, name -> new AtomicInteger()).incrementAndGet();
        ended.incrementAndGet();
    }

    /** Nobody can answer now: an application comes back when it is told to, and not at once. */
    private static void obey(LlmException failure) {
        Duration wait = failure.kind() == FailureKind.CIRCUIT_OPEN ? failure.retryAfter() : null;
        if (wait != null) {
            LockSupport.parkNanos(Math.max(wait.toNanos(), MOMENT.toNanos()));
        }
    }

    private static ChatRequest request(Random dice) {
        ChatRequest.Builder request = ChatRequest.builder().user("How is it?");
        if (dice.nextInt(3) > 0) {
            request.streamRecovery(oneOf(dice, List.of(StreamRecovery.values())));
        }
        if (dice.nextInt(5) == 0) {
            request.hedge(Hedge.after(Duration.ofMillis(dice.nextInt(4))));
        }
        if (dice.nextInt(10) == 0) {
            request.deadline(Duration.ofMillis(1 + dice.nextInt(20)));
        }
        return request.build();
    }

    private static String whole(ChatResponse answer) {
        return answer.content().isEmpty() ? "empty answer" : "answer";
    }

    private String streamed(ChatRequest request) {
        try (ChatStream stream = client.stream(request)) {
            return whole(stream.response());
        }
    }

    /** Reads a few events, and goes. */
    private String given(ChatRequest request, int events) {
        try (ChatStream stream = client.stream(request)) {
            int left = events;
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.Completed || left-- == 0) {
                    break;
                }
            }
        }
        return "given up";
    }

    private String asynchronous(ChatRequest request, boolean cancel) {
        CompletableFuture<ChatResponse> future = client.chatAsync(request);
        if (cancel) {
            future.cancel(true);
            return "given up";
        }
        try {
            return whole(future.join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof LlmException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** After a collection, when the last cancelled calls have left. */
    Footprint footprint() throws InterruptedException {
        awaitEnds();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        List<Thread> threads = List.copyOf(Thread.getAllStackTraces().keySet());
        int connections = (int) threads.stream()
                .filter(thread -> thread.getName().startsWith("llm-client-testkit")
                        && thread.getName().contains("connection"))
                .count();
        return new Footprint(least, threads.size() - connections, connections);
    }

    /** A cancelled call tells its end on the thread that runs it. */
    private void awaitEnds() throws InterruptedException {
        servers.forEach(ProviderServer::audit);
        synchronized (finished) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (finished.get() < started.get() && System.nanoTime() < end) {
                finished.wait(1_000);
            }
        }
    }

    /** Each breaker lets calls pass again once its candidate is well: no permission was lost. */
    void assertEveryCandidateAnswers() {
        for (ProviderServer server : servers) {
            server.script().flaky(0, 0);
            while (server.script().remaining() > 0) {
                server.script().next(SystemTime.INSTANCE);
            }
            Routing only = Routing.order(server.provider());
            for (int calls = 0; calls < 20; calls++) {
                ChatRequest request =
                        ChatRequest.builder().user("And now?").routing(only).build();
                assertThat(client.chat(request).text()).isEqualTo("All is well today.");
            }
        }
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Of the calls whose callers waited for the end, the share that got an answer. */
    double shareAnswered() {
        return count("answer") / (ended.get() - count("given up"));
    }

    private double count(String outcome) {
        return outcomes.getOrDefault(outcome, new AtomicInteger()).doubleValue();
    }

    int ended() {
        return ended.get();
    }

    long listenedStarts() {
        return started.get();
    }

    long listenedEnds() {
        return finished.get();
    }

    private static <T> T oneOf(Random dice, List<T> values) {
        return values.get(dice.nextInt(values.size()));
    }

    @Override
    public void close() {
        callers.shutdownNow();
        client.close();
        servers.forEach(ProviderServer::close);
    }

    @Override
    public String toString() {
        return "soak: %d calls in %d ms, %s"
                .formatted(ended.get(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin), outcomes);
    }

    private final class Counting implements LlmListener {
        @Override
        public void callStarted(CallInfo call) {
            started.incrementAndGet();
        }

        @Override
        public void callEnded(CallInfo call, Route route, ChatResponse response, LlmException failure) {
            synchronized (finished) {
                finished.incrementAndGet();
                finished.notifyAll();
            }
        }
    }
}
