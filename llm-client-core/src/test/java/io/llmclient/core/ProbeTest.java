package io.llmclient.core;

import static io.llmclient.core.Clients.client;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.BreakerPolicy;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.FailureKind;
import io.llmclient.LlmClient;
import io.llmclient.LlmException;
import io.llmclient.RetryPolicy;
import io.llmclient.spi.Cancellation;
import io.llmclient.spi.TimeSource;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.ManualTime;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One probe at a time, and only its own result counts. */
@ExtendWith(LlmTestExtension.class)
class ProbeTest {

    private static final Duration RESTED = BreakerPolicy.defaults().rest().plusMillis(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void no_thread_of_a_caller_is_left_waiting() throws Exception {
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void while_one_caller_probes_the_others_fail_at_once_and_probe_nobody_else(Stage stage) throws Exception {
        FakeProvider first = stage.provider("first").otherwise(Reply.text("back"));
        FakeProvider second = stage.provider("second").otherwise(Reply.text("back"));
        first.down();
        second.down();
        try (LlmClient client = client(stage, first, second).build()) {
            assertThatFailureOf(() -> client.chat("hi"));
            first.recover();
            second.recover();
            first.slow(Duration.ofSeconds(5));
            int before = second.asks().size();
            stage.time().hold();
            Future<ChatResponse> probe = threads.submit(() -> client.chat("hi"));
            stage.time().awaitSleepers(1);
            assertThatFailureOf(() -> client.chat("hi"))
                    .hasKind(FailureKind.CIRCUIT_OPEN)
                    .satisfies(failure -> assertThat(failure.retryAfter()).isNotNull());
            assertThat(second.asks()).hasSize(before);
            stage.time().advance(Duration.ofSeconds(5));
            assertThat(probe.get(10, TimeUnit.SECONDS)).wasServedBy("first");
        }
    }

    @Test
    void a_probe_that_answers_for_more_than_a_minute_brings_its_candidate_back(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Reply.words(5).between(Duration.ofSeconds(20)));
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        first.down();
        try (LlmClient client = client(stage, first, second).build()) {
            client.chat("hi");
            first.recover();
            stage.time().advance(RESTED);
            try (ChatStream probe = client.stream("hi")) {
                assertThat(probe.response()).wasServedBy("first");
            }
            try (ChatStream next = client.stream("hi")) {
                assertThat(next.response()).wasServedBy("first");
            }
        }
    }

    @Test
    void long_answers_do_not_put_a_candidate_to_rest(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Reply.words(5).between(Duration.ofSeconds(20)));
        BreakerPolicy wide = BreakerPolicy.defaults().withFailureRate(50, 2, Duration.ofHours(1));
        try (LlmClient client =
                client(stage, first, stage.provider("second")).breaker(wide).build()) {
            for (int i = 0; i < 4; i++) {
                try (ChatStream stream = client.stream("hi")) {
                    assertThat(stream.response()).wasServedBy("first");
                }
            }
        }
    }

    /** A stream that began while its candidate was well; meanwhile that rested, and a probe of it waits for an answer. */
    private interface Scene {
        void play(ChatStream early, LlmClient client);
    }

    private void whileAProbeIsUnderWay(Stage stage, FakeProvider first, Scene scene) throws Exception {
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        try (LlmClient client = client(stage, first, second).build();
                ChatStream early = client.stream("hi")) {
            early.iterator().next();
            first.down();
            client.chat("hi");
            first.recover();
            stage.time().advance(RESTED);
            first.slow(Duration.ofSeconds(5));
            stage.time().hold();
            Future<ChatResponse> probe = threads.submit(() -> client.chat("hi"));
            stage.time().awaitSleepers(1);
            first.slow(Duration.ZERO);
            scene.play(early, client);
            stage.time().advance(Duration.ofSeconds(5));
            assertThat(probe.get(10, TimeUnit.SECONDS)).wasServedBy("first");
            assertThat(client.chat("hi")).wasServedBy("first");
        }
    }

    @Test
    void a_stream_that_began_before_the_rest_and_is_left_does_not_let_a_second_probe_pass(Stage stage)
            throws Exception {
        FakeProvider first = stage.provider("first").otherwise(Reply.words(5));
        whileAProbeIsUnderWay(stage, first, (early, client) -> {
            early.close();
            assertThat(client.chat("hi")).wasServedBy("second");
        });
    }

    @Test
    void the_late_success_of_a_request_from_before_the_rest_does_not_end_the_probe(Stage stage) throws Exception {
        FakeProvider first = stage.provider("first").otherwise(Reply.words(5));
        whileAProbeIsUnderWay(stage, first, (early, client) -> {
            early.response();
            assertThat(client.chat("hi")).wasServedBy("second");
        });
    }

    @Test
    void the_late_failure_of_a_request_from_before_the_rest_does_not_fail_the_probe(Stage stage) throws Exception {
        FakeProvider first = stage.provider("first").reply(Reply.words(5).cutAfter(2));
        first.otherwise(Reply.words(5));
        whileAProbeIsUnderWay(
                stage,
                first,
                (early, client) -> assertThatFailureOf(early::response).hasKind(FailureKind.STREAM_INTERRUPTED));
    }

    @Test
    void a_probe_has_passed_when_its_answer_begins(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Reply.words(5));
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        first.down();
        try (LlmClient client = client(stage, first, second).build()) {
            client.chat("hi");
            first.recover();
            stage.time().advance(RESTED);
            try (ChatStream probe = client.stream("hi")) {
                probe.iterator().next();
                assertThat(client.chat("hi")).wasServedBy("first");
            }
        }
    }

    @Test
    void one_failure_after_a_probe_that_never_came_to_an_end_makes_the_rest_longer(Stage stage) {
        Duration rest = BreakerPolicy.defaults().rest();
        FakeProvider first = stage.provider("first").otherwise(Reply.words(5).cutAfter(2));
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        first.down();
        try (LlmClient client = client(stage, first, second).build()) {
            client.chat("hi");
            first.recover();
            stage.time().advance(RESTED);
            assertThatFailureOf(() -> client.stream("hi").response()).hasKind(FailureKind.STREAM_INTERRUPTED);
            int asked = first.asks().size();
            stage.time().advance(rest);
            assertThat(client.chat("hi")).wasServedBy("second");
            assertThat(first.asks()).hasSize(asked);
            stage.time().advance(rest);
            first.script().then(Reply.text("back"));
            assertThat(client.chat("hi")).wasServedBy("first");
        }
    }

    @Test
    void failures_count_by_the_usual_rules_again_once_an_answer_was_complete(Stage stage) {
        FakeProvider first = stage.provider("first");
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        first.down();
        try (LlmClient client = client(stage, first, second).build()) {
            client.chat("hi");
            first.recover();
            stage.time().advance(RESTED);
            first.reply(Reply.words(5)).fail(Fault.serverError()).reply("still here");
            client.stream("hi").response();
            assertThat(client.chat("hi")).wasServedBy("first").afterAttempts(2);
        }
    }

    /** A candidate that was dead, and whose probe has just passed; from now on it takes 5 s to answer. */
    private static LlmClient backAgain(Stage stage, FakeProvider first, FakeProvider... others) {
        FakeProvider[] all = Stream.concat(Stream.of(first), Stream.of(others)).toArray(FakeProvider[]::new);
        LlmClient client = client(stage, all).build();
        first.down();
        try {
            client.chat("hi");
        } catch (LlmException dead) {
            assertThat(others).isEmpty();
        }
        first.recover();
        stage.time().advance(RESTED);
        assertThat(client.chat("hi")).wasServedBy("first");
        first.slow(Duration.ofSeconds(5));
        stage.time().hold();
        return client;
    }

    private CompletionService<ChatResponse> ask(LlmClient client, int callers) {
        CompletionService<ChatResponse> answers = new ExecutorCompletionService<>(threads);
        for (int i = 0; i < callers; i++) {
            answers.submit(() -> client.chat("hi"));
        }
        return answers;
    }

    private static void assertServed(CompletionService<ChatResponse> answers, int callers, String by) throws Exception {
        for (int i = 0; i < callers; i++) {
            Future<ChatResponse> answer = answers.poll(10, TimeUnit.SECONDS);
            assertThat(answer).as("answer %s of %s by %s", i, callers, by).isNotNull();
            assertThat(answer.get()).wasServedBy(by);
        }
    }

    @Test
    void callers_return_to_a_candidate_that_is_back_step_by_step_while_others_can_serve(Stage stage) throws Exception {
        FakeProvider first = stage.provider("first").otherwise(Reply.text("back"));
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        try (LlmClient client = backAgain(stage, first, second)) {
            for (int wave : List.of(2, 6, 18, 54)) {
                CompletionService<ChatResponse> answers = ask(client, 60);
                assertServed(answers, 60 - wave, "second");
                stage.time().awaitSleepers(wave);
                stage.time().advance(Duration.ofSeconds(5));
                assertServed(answers, wave, "first");
            }
        }
    }

    @Test
    void callers_who_have_nobody_else_return_at_once(Stage stage) throws Exception {
        FakeProvider only = stage.provider("first").otherwise(Reply.text("back"));
        try (LlmClient client = backAgain(stage, only)) {
            CompletionService<ChatResponse> answers = ask(client, 20);
            stage.time().awaitSleepers(20);
            stage.time().advance(Duration.ofSeconds(5));
            assertServed(answers, 20, "first");
        }
    }

    @Test
    void while_all_are_down_heavy_traffic_tries_one_of_them_once_a_second(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Fault.refused());
        FakeProvider second = stage.provider("second").otherwise(Fault.refused());
        try (LlmClient client =
                client(stage, first, second).retry(RetryPolicy.never()).build()) {
            for (int i = 0; i < 4; i++) {
                assertThatFailureOf(() -> client.chat("hi"));
            }
            int before = first.asks().size() + second.asks().size();
            for (int elapsed = 1; elapsed <= 3; elapsed++) {
                stage.time().advance(Duration.ofSeconds(1));
                for (int i = 0; i < 50; i++) {
                    assertThatFailureOf(() -> client.chat("hi"));
                }
                assertThat(first.asks().size() + second.asks().size()).isEqualTo(before + elapsed);
            }
        }
    }

    @Test
    void a_conversation_stays_with_the_candidate_that_was_probed(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Reply.text("back"));
        FakeProvider second =
                stage.provider("second").fail(Fault.unauthorized()).otherwise(Reply.text("here"));
        FakeProvider third = stage.provider("third").fail(Fault.unauthorized()).otherwise(Reply.text("there"));
        ChatRequest turn = ChatRequest.builder().user("hi").conversationId("c1").build();
        first.down();
        try (LlmClient client = client(stage, third, first, second).build()) {
            assertThatFailureOf(() -> client.chat(turn));
            first.recover();
            assertThat(client.chat(turn)).wasServedBy("first");
            stage.time().advance(BreakerPolicy.defaults().longRest().plusMillis(1));
            assertThat(client.chat(turn)).wasServedBy("first");
        }
    }

    @Test
    void a_rest_is_not_longer_because_the_wall_clock_was_set_back(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Reply.text("back"));
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        first.down();
        try (LlmClient client = client(stage, first, second)
                .time(new StoppedWallClock(stage.time()))
                .build()) {
            client.chat("hi");
            first.recover();
            stage.time().advance(RESTED);
            assertThat(client.chat("hi")).wasServedBy("first");
        }
    }

    private record StoppedWallClock(ManualTime time) implements TimeSource {
        @Override
        public Instant now() {
            return ManualTime.START;
        }

        @Override
        public long nanoTime() {
            return time.nanoTime();
        }

        @Override
        public void sleep(Duration wait, Cancellation cancellation) throws InterruptedException {
            time.sleep(wait, cancellation);
        }
    }

    @Test
    void a_hint_of_any_length_costs_the_candidate_and_not_the_call(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.rateLimited(Duration.ofSeconds(Long.MAX_VALUE)));
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        try (LlmClient client = client(stage, first, second).build()) {
            assertThat(client.chat("hi")).wasServedBy("second");
            assertThat(client.chat("hi")).wasServedBy("second");
        }
        assertThat(first.asks()).hasSize(1);
    }

    @Test
    void a_hint_beyond_the_deadline_rests_the_candidate_for_all_callers(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.rateLimited(Duration.ofSeconds(5)));
        first.otherwise(Reply.text("back"));
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        ChatRequest hurried =
                ChatRequest.builder().user("hi").deadline(Duration.ofSeconds(2)).build();
        try (LlmClient client = client(stage, first, second).build()) {
            assertThat(client.chat(hurried)).wasServedBy("second");
            assertThat(client.chat("hi")).wasServedBy("second");
            stage.time().advance(Duration.ofSeconds(5).plusMillis(1));
            assertThat(client.chat("hi")).wasServedBy("first");
        }
    }

    @Test
    void a_deadline_of_any_length_is_no_limit(Stage stage) {
        ChatRequest patient = ChatRequest.builder()
                .user("hi")
                .deadline(Duration.ofSeconds(Long.MAX_VALUE))
                .build();
        FakeProvider first = stage.provider("first").fail(Fault.serverError()).reply("hello");
        try (LlmClient client = client(stage, first).build()) {
            assertThat(client.chat(patient)).hasText("hello");
        }
    }

    /** The crash card's X03. */
    @Test
    void two_hundred_callers_of_a_dying_primary_are_all_served_and_probe_it_one_at_a_time(Stage stage)
            throws Exception {
        int callers = 200;
        FakeProvider first = stage.provider("first").otherwise(Fault.serverError());
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        CyclicBarrier together = new CyclicBarrier(callers);
        try (LlmClient client =
                client(stage, first, second).retry(RetryPolicy.never()).build()) {
            for (int round = 0; round < 6; round++) {
                int before = first.asks().size();
                List<Future<ChatResponse>> calls = new ArrayList<>();
                for (int i = 0; i < callers; i++) {
                    calls.add(threads.submit(() -> {
                        together.await(10, TimeUnit.SECONDS);
                        return client.chat("hi");
                    }));
                }
                for (Future<ChatResponse> call : calls) {
                    assertThat(call.get(20, TimeUnit.SECONDS)).wasServedBy("second");
                }
                int asked = first.asks().size() - before;
                assertThat(asked).as("requests in round " + round).isLessThanOrEqualTo(round == 0 ? callers : 1);
                stage.time().advance(BreakerPolicy.defaults().maxRest().plusMillis(1));
            }
        }
    }
}
