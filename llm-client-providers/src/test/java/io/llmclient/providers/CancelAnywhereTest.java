package io.llmclient.providers;

import static io.llmclient.testkit.LlmAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.BreakerPolicy;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.FailureKind;
import io.llmclient.LlmClient;
import io.llmclient.LlmException;
import io.llmclient.RetryPolicy;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.ServerRequest;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The crash card's X04: a call is cancelled at any moment, in any of its shapes, and nothing is left of it. */
@ExtendWith(LlmTestExtension.class)
class CancelAnywhereTest {

    private static final int CALLS = 1_000;
    private static final int AT_ONCE = 4;
    private static final Duration REST = Duration.ofMillis(20);
    private static final Reply REPLY =
            Reply.words(20).firstTokenAfter(Duration.ofMillis(3)).between(Duration.ofMillis(1));
    /** Cancelled, or nobody was there: both servers fail by chance. */
    private static final Set<FailureKind> WELL_FAILED = EnumSet.of(
            FailureKind.CANCELLED, FailureKind.OVERLOADED, FailureKind.SERVER_ERROR, FailureKind.CIRCUIT_OPEN);

    private static final String WHOLE = String.join(" ", words());

    private static List<String> words() {
        List<String> words = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            words.add("word" + i);
        }
        return words;
    }

    private static LlmClient client(ProviderServer first, ProviderServer second) {
        return ResilientLlmClient.builder()
                .provider(OpenAi.withKey("any").baseUrl(first.url()).model("one"))
                .provider(Anthropic.withKey("any").baseUrl(second.url()).model("two"))
                .retry(RetryPolicy.defaults().withBackoff(Duration.ofMillis(5), Duration.ofMillis(10)))
                .breaker(BreakerPolicy.defaults().withFailuresInARow(2).withRest(REST, 1, REST))
                .build();
    }

    @Test
    void a_thousand_calls_that_are_cancelled_at_any_moment_leave_nothing_behind(Stage stage) throws Exception {
        ProviderServer first = stage.register(ProviderServer.openAi()).otherwise(REPLY);
        ProviderServer second = stage.register(ProviderServer.anthropic()).otherwise(REPLY);
        first.script().flaky(0.4, 7);
        second.script().flaky(0.2, 8);
        ExecutorService drivers = Executors.newFixedThreadPool(AT_ONCE);
        try (LlmClient client = client(first, second)) {
            List<Future<?>> driven = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                Random chance = new Random(i);
                driven.add(drivers.submit(() -> {
                    cancelSomewhere(asking(client, chance.nextInt(3)), chance.nextInt(45_000));
                    return null;
                }));
            }
            for (Future<?> each : driven) {
                each.get(60, TimeUnit.SECONDS);
            }
            assertEveryRequestEnded(first);
            assertEveryRequestEnded(second);
            first.script().flaky(0, 7);
            second.script().flaky(0, 8);
            new CountDownLatch(1).await(2 * REST.toMillis(), TimeUnit.MILLISECONDS); // in real time, as the wire's
            for (int i = 0; i < 5; i++) {
                assertThat(client.chat("hi")).wasServedBy("openai");
            }
        } finally {
            drivers.shutdown();
            assertThat(drivers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** One call in one of its shapes. */
    private interface Asking {
        ChatResponse answer();

        void cancel(Thread caller);
    }

    private static Asking asking(LlmClient client, int shape) {
        return switch (shape) {
            case 0 -> asStream(client.stream("hi"));
            case 1 -> asFuture(client.chatAsync("hi"));
            default -> asChat(client);
        };
    }

    private static Asking asStream(ChatStream stream) {
        return new Asking() {
            @Override
            public ChatResponse answer() {
                return stream.response();
            }

            @Override
            public void cancel(Thread caller) {
                stream.close();
            }
        };
    }

    private static Asking asFuture(CompletableFuture<ChatResponse> future) {
        return new Asking() {
            @Override
            public ChatResponse answer() {
                return future.join();
            }

            @Override
            public void cancel(Thread caller) {
                future.cancel(true);
            }
        };
    }

    private static Asking asChat(LlmClient client) {
        return new Asking() {
            @Override
            public ChatResponse answer() {
                return client.chat("hi");
            }

            @Override
            public void cancel(Thread caller) {
                caller.interrupt();
            }
        };
    }

    private static void cancelSomewhere(Asking asking, int afterMicros) throws Exception {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                over.complete(isWholeOrWellFailed(asking));
            } catch (Throwable e) {
                over.completeExceptionally(e);
            }
        });
        caller.start();
        try {
            over.get(afterMicros, TimeUnit.MICROSECONDS);
        } catch (TimeoutException e) {
            // now is the moment
        }
        asking.cancel(caller);
        assertThat(over.get(10, TimeUnit.SECONDS)).isTrue();
        caller.join();
    }

    private static boolean isWholeOrWellFailed(Asking asking) {
        try {
            return asking.answer().text().equals(WHOLE);
        } catch (CancellationException e) {
            return true;
        } catch (CompletionException e) {
            return WELL_FAILED.contains(((LlmException) e.getCause()).kind());
        } catch (LlmException e) {
            return WELL_FAILED.contains(e.kind());
        }
    }

    private static void assertEveryRequestEnded(ProviderServer server) {
        for (ServerRequest request : server.requests()) {
            assertThat(request.answered() || request.awaitClientClose(Duration.ofSeconds(2)))
                    .as("%s was answered, or its client closed the connection", request)
                    .isTrue();
        }
    }
}
