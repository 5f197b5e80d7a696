package io.llmclient.core;

import static io.llmclient.core.Clients.client;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.BreakerPolicy;
import io.llmclient.BreakerState;
import io.llmclient.Candidate;
import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.LlmClient;
import io.llmclient.LlmException;
import io.llmclient.LlmListener;
import io.llmclient.RetryPolicy;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LlmTestExtension.class)
class BreakerTest {

    private static final Duration REST = BreakerPolicy.defaults().rest();

    @Test
    void a_rest_may_grow_without_end(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Fault.serverError());
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        BreakerPolicy endless =
                BreakerPolicy.defaults().withRest(Duration.ofSeconds(25), 1.5, ChronoUnit.FOREVER.getDuration());
        try (LlmClient client = client(stage, first, second).breaker(endless).build()) {
            assertThat(client.chat("hi")).wasServedBy("second");
            assertThat(client.chat("hi").route().attempts().get(0).failure()).hasKind(FailureKind.CIRCUIT_OPEN);
        }
    }

    @Test
    void a_dead_provider_rests_after_one_call(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Fault.refused());
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        try (LlmClient client = client(stage, first, second).build()) {
            client.chat("hi");
            ChatResponse answer = client.chat("hi");
            assertThat(answer).wasServedBy("second");
            assertThat(answer.route().attempts().get(0).failure()).hasKind(FailureKind.CIRCUIT_OPEN);
        }
        assertThat(first.asks()).hasSize(3);
    }

    @Test
    void a_silent_provider_rests_after_two_calls(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Fault.hang());
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        try (LlmClient client = client(stage, first, second).build()) {
            for (int i = 0; i < 5; i++) {
                client.chat("hi");
            }
        }
        assertThat(first.asks()).hasSize(2);
    }

    @Test
    void the_successes_of_many_callers_are_all_counted(Stage stage) throws Exception {
        FakeProvider first = stage.provider("first").otherwise(Reply.text("ok"));
        BreakerPolicy byTheRate = BreakerPolicy.defaults()
                .withFailuresInARow(Integer.MAX_VALUE)
                .withFailureRate(50, 10, Duration.ofMinutes(5));
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try (LlmClient client = client(stage, first)
                .breaker(byTheRate)
                .retry(RetryPolicy.never())
                .build()) {
            List<Future<?>> answers = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                answers.add(callers.submit(() -> client.chat("hi")));
            }
            for (Future<?> answer : answers) {
                answer.get();
            }
            first.otherwise(Fault.serverError());

            int failures = 0;
            while (kindOf(client) == FailureKind.SERVER_ERROR) {
                failures++;
            }
            assertThat(failures)
                    .as("half of all, and a probe since nobody else is there")
                    .isEqualTo(400 + 1);
        } finally {
            callers.shutdownNow();
        }
    }

    private static FailureKind kindOf(LlmClient client) {
        try {
            client.chat("hi");
            throw new AssertionError("an answer");
        } catch (LlmException e) {
            return e.kind();
        }
    }

    @Test
    void a_success_between_failures_keeps_it_awake(Stage stage) {
        FakeProvider first = stage.provider("first");
        for (int i = 0; i < 4; i++) {
            first.fail(Fault.serverError()).fail(Fault.serverError()).reply("ok");
        }
        BreakerPolicy onlyInARow = BreakerPolicy.defaults().withFailureRate(100, 100, Duration.ofSeconds(30));
        try (LlmClient client = client(stage, first).breaker(onlyInARow).build()) {
            for (int i = 0; i < 4; i++) {
                assertThat(client.chat("hi")).hasText("ok");
            }
        }
    }

    @Test
    void half_of_many_requests_failing_puts_it_to_rest(Stage stage) {
        FakeProvider first = stage.provider("first");
        for (int i = 0; i < 5; i++) {
            first.reply("ok").fail(Fault.serverError());
        }
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        try (LlmClient client =
                client(stage, first, second).retry(RetryPolicy.never()).build()) {
            for (int i = 0; i < 10; i++) {
                client.chat("hi");
            }
            assertThat(client.chat("hi")).wasServedBy("second");
        }
        assertThat(first.asks()).hasSize(10);
    }

    @Test
    void after_its_rest_one_probe_brings_it_back(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Reply.text("back"));
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        first.down();
        try (LlmClient client = client(stage, first, second).build()) {
            client.chat("hi");
            first.recover();
            stage.time().advance(REST);
            assertThat(client.chat("hi")).wasServedBy("second");
            stage.time().advance(Duration.ofMillis(1));
            assertThat(client.chat("hi")).wasServedBy("first");
            assertThat(client.chat("hi")).wasServedBy("first");
        }
    }

    @Test
    void a_failed_probe_is_one_request_and_lengthens_the_rest(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Fault.serverError());
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        try (LlmClient client = client(stage, first, second).build()) {
            client.chat("hi");
            stage.time().advance(REST.plusMillis(1));
            client.chat("hi");
            assertThat(first.asks()).hasSize(4);
            stage.time().advance(REST.plusMillis(1));
            client.chat("hi");
            assertThat(first.asks())
                    .as("two thirds into a rest that is longer by half")
                    .hasSize(4);
            stage.time().advance(REST.dividedBy(2));
            client.chat("hi");
            assertThat(first.asks()).hasSize(5);
        }
    }

    @Test
    void a_wrong_key_rests_for_long(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.unauthorized()).reply("new key");
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        try (LlmClient client = client(stage, first, second).build()) {
            client.chat("hi");
            stage.time().advance(BreakerPolicy.defaults().longRest());
            assertThat(client.chat("hi")).wasServedBy("second");
            stage.time().advance(Duration.ofMillis(1));
            assertThat(client.chat("hi")).wasServedBy("first");
        }
    }

    @Test
    void each_model_of_a_provider_rests_alone(Stage stage) {
        FakeProvider retired = stage.provider("openai").model("old").otherwise(Fault.modelNotFound());
        FakeProvider current = stage.provider("openai").model("new").otherwise(Reply.text("here"));
        try (LlmClient client = client(stage, retired, current).build()) {
            client.chat("hi");
            client.chat("hi");
        }
        assertThat(retired.asks()).hasSize(1);
        assertThat(current.asks()).hasSize(2);
    }

    @Test
    void when_all_rest_the_one_that_is_due_first_is_probed(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.unauthorized());
        FakeProvider second = stage.provider("second").otherwise(Reply.text("up again"));
        second.down();
        try (LlmClient client = client(stage, first, second).build()) {
            assertThatFailureOf(() -> client.chat("hi")).failedAfterAttempts(4);
            second.recover();
            ChatResponse answer = client.chat("hi");
            assertThat(answer).wasServedBy("second").hasText("up again");
        }
        assertThat(first.asks()).hasSize(1);
    }

    @Test
    void when_all_rest_and_the_probe_fails_the_error_says_when_to_come_back_and_why(Stage stage) {
        FakeProvider only = stage.provider("only").otherwise(Fault.overloaded());
        FakeProvider other = stage.provider("other").otherwise(Fault.overloaded());
        try (LlmClient client = client(stage, only, other).build()) {
            assertThatFailureOf(() -> client.chat("hi"));
            assertThatFailureOf(() -> client.chat("hi"))
                    .hasKind(FailureKind.OVERLOADED)
                    .satisfies(failure -> assertThat(failure.retryAfter()).isBetween(Duration.ofSeconds(1), REST));
        }
        assertThat(only.asks().size() + other.asks().size()).isEqualTo(7);
    }

    @Test
    void only_one_of_many_callers_probes(Stage stage) throws Exception {
        FakeProvider first = stage.provider("first").otherwise(Reply.text("back"));
        first.down();
        try (LlmClient client = client(stage, first).build()) {
            assertThatFailureOf(() -> client.chat("hi"));
            int before = first.asks().size();
            first.recover();
            first.slow(Duration.ofSeconds(1));
            stage.time().hold();
            List<LlmException> refused = manyCallers(20, client, () -> {
                stage.time().awaitSleepers(1);
            });
            assertThat(first.asks().size() - before).isEqualTo(1);
            assertThat(refused).hasSize(19).allMatch(failure -> failure.kind() == FailureKind.CIRCUIT_OPEN);
        }
    }

    /** Starts callers at once, lets all but one fail, then lets the clock go on. Returns the failures. */
    private static List<LlmException> manyCallers(int count, LlmClient client, Runnable whenOneWaits) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        CountDownLatch failures = new CountDownLatch(count - 1);
        List<LlmException> refused = new ArrayList<>();
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                calls.add(threads.submit(() -> {
                    try {
                        client.chat("hi");
                    } catch (LlmException e) {
                        synchronized (refused) {
                            refused.add(e);
                        }
                        failures.countDown();
                    }
                }));
            }
            whenOneWaits.run();
            assertThat(failures.await(10, TimeUnit.SECONDS)).isTrue();
            client.close();
            for (Future<?> call : calls) {
                call.get(10, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        synchronized (refused) {
            return refused.stream()
                    .filter(failure -> failure.kind() != FailureKind.CANCELLED)
                    .toList();
        }
    }

    @Test
    void listeners_hear_of_every_change(Stage stage) {
        List<String> changes = new ArrayList<>();
        LlmListener listener = new LlmListener() {
            @Override
            public void breakerChanged(Candidate candidate, BreakerState from, BreakerState to) {
                changes.add(candidate + " " + from + " → " + to);
            }
        };
        FakeProvider first = stage.provider("first").otherwise(Reply.text("back"));
        first.down();
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        try (LlmClient client = client(stage, first, second).listener(listener).build()) {
            client.chat("hi");
            first.recover();
            stage.time().advance(REST.plusMillis(1));
            client.chat("hi");
        }
        assertThat(changes)
                .containsExactly(
                        "first/first-model CLOSED → OPEN",
                        "first/first-model OPEN → HALF_OPEN",
                        "first/first-model HALF_OPEN → CLOSED");
    }

    /** The crash card's S15: a minute's outage under light traffic. */
    @Test
    void a_minutes_outage_costs_the_dead_provider_at_most_four_requests(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Reply.text("first"));
        FakeProvider second = stage.provider("second").otherwise(Reply.text("second"));
        int askedWhileDown = 0;
        Duration backAt = null;
        try (LlmClient client = client(stage, first, second).build()) {
            for (int at = 0; at < 120; at += 4) {
                stage.time()
                        .advance(
                                Duration.ofSeconds(at)
                                                .minus(stage.time().elapsed())
                                                .isNegative()
                                        ? Duration.ZERO
                                        : Duration.ofSeconds(at)
                                                .minus(stage.time().elapsed()));
                boolean down = at >= 12 && at < 72;
                if (down) {
                    first.down();
                } else {
                    first.recover();
                }
                int before = first.asks().size();
                ChatResponse answer = client.chat("hi");
                askedWhileDown += down ? first.asks().size() - before : 0;
                if (at >= 72 && backAt == null && !answer.route().degraded()) {
                    backAt = Duration.ofSeconds(at - 72L);
                }
            }
        }
        assertThat(askedWhileDown).isLessThanOrEqualTo(4);
        assertThat(backAt).isNotNull().isLessThanOrEqualTo(Duration.ofSeconds(30));
    }
}
