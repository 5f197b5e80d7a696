package io.llmclient.core;

import static io.llmclient.core.Clients.client;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.Attempt;
import io.llmclient.BreakerPolicy;
import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.FailureKind;
import io.llmclient.Hedge;
import io.llmclient.LlmClient;
import io.llmclient.StreamRecovery;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A second candidate beside one that takes its time. */
@ExtendWith(LlmTestExtension.class)
class HedgeTest {

    private static final Hedge AFTER_2_S = Hedge.after(ofSeconds(2));

    private static ChatResponse ask(LlmClient client, boolean streaming) {
        if (!streaming) {
            return client.chat("hi");
        }
        try (ChatStream stream = client.stream("hi")) {
            return stream.response();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_slow_candidate_is_overtaken_and_both_are_on_the_route(boolean streaming, Stage stage) {
        FakeProvider first =
                stage.provider("first").otherwise(Reply.text("late").firstTokenAfter(ofSeconds(8)));
        FakeProvider second =
                stage.provider("second").otherwise(Reply.text("early").firstTokenAfter(ofSeconds(1)));
        try (LlmClient client = client(stage, first, second).hedge(AFTER_2_S).build()) {
            ChatResponse answer = ask(client, streaming);
            assertThat(answer).hasText("early").wasServedBy("second");
            assertThat(answer.route().attempts())
                    .extracting(Attempt::outcome)
                    .containsExactly(Attempt.Outcome.CANCELLED, Attempt.Outcome.SUCCEEDED);
            assertThat(answer.route().attempts()).extracting(Attempt::hedge).containsExactly(false, true);
            assertThat(answer.route().toString())
                    .isEqualTo("first/first-model cancelled in 3 s → second/second-model hedged ok in 1 s");
            assertThat(stage.time().elapsed()).isEqualTo(ofSeconds(3));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_candidate_that_answers_in_time_is_asked_alone(boolean streaming, Stage stage) {
        FakeProvider first =
                stage.provider("first").otherwise(Reply.text("in time").firstTokenAfter(ofSeconds(1)));
        FakeProvider second = stage.provider("second");
        try (LlmClient client = client(stage, first, second).hedge(AFTER_2_S).build()) {
            assertThat(ask(client, streaming)).hasText("in time").afterAttempts(1);
        }
        assertThat(second.asks()).isEmpty();
        assertThat(stage.time().elapsed()).isEqualTo(ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_first_may_still_win_and_the_second_is_cancelled(boolean streaming, Stage stage) {
        FakeProvider first =
                stage.provider("first").otherwise(Reply.text("after all").firstTokenAfter(ofSeconds(4)));
        FakeProvider second =
                stage.provider("second").otherwise(Reply.text("too late").firstTokenAfter(ofSeconds(9)));
        try (LlmClient client = client(stage, first, second).hedge(AFTER_2_S).build()) {
            ChatResponse answer = ask(client, streaming);
            assertThat(answer).hasText("after all").wasServedBy("first").isNotDegraded();
            assertThat(answer.route().toString())
                    .isEqualTo("second/second-model hedged cancelled in 2 s → first/first-model ok in 4 s");
        }
    }

    @Test
    void who_was_overtaken_is_neither_blamed_nor_praised(Stage stage) {
        FakeProvider first =
                stage.provider("first").otherwise(Reply.text("late").firstTokenAfter(ofSeconds(8)));
        FakeProvider second = stage.provider("second").otherwise(Reply.text("early"));
        try (LlmClient client = client(stage, first, second).hedge(AFTER_2_S).build()) {
            for (int i = 0; i < 20; i++) {
                assertThat(ask(client, true)).wasServedBy("second").afterAttempts(2);
            }
        }
        assertThat(first.asks()).hasSize(20);
    }

    @Test
    void a_first_that_fails_in_time_is_followed_by_the_second_in_the_usual_way(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Fault.unauthorized());
        FakeProvider second = stage.provider("second").reply("here");
        try (LlmClient client = client(stage, first, second).hedge(AFTER_2_S).build()) {
            ChatResponse answer = client.chat("hi");
            assertThat(answer).hasText("here");
            assertThat(answer.route().attempts()).extracting(Attempt::hedge).containsExactly(false, false);
        }
        assertThat(stage.time().elapsed()).isZero();
    }

    @Test
    void a_second_that_fails_is_followed_by_a_third_while_the_first_is_still_silent(Stage stage) {
        FakeProvider first =
                stage.provider("first").otherwise(Reply.text("late").firstTokenAfter(ofSeconds(8)));
        FakeProvider second = stage.provider("second").fail(Fault.modelNotFound());
        FakeProvider third = stage.provider("third").reply("here");
        try (LlmClient client =
                client(stage, first, second, third).hedge(AFTER_2_S).build()) {
            ChatResponse answer = ask(client, true);
            assertThat(answer).hasText("here").wasServedBy("third");
            assertThat(answer.route()).visited("second/second-model", "first/first-model", "third/third-model");
        }
    }

    @Test
    void when_the_second_fails_the_first_is_waited_for(Stage stage) {
        FakeProvider first =
                stage.provider("first").otherwise(Reply.text("late").firstTokenAfter(ofSeconds(8)));
        FakeProvider second = stage.provider("second").fail(Fault.invalidRequest("no"));
        FakeProvider third = stage.provider("third").fail(Fault.modelNotFound());
        try (LlmClient client =
                client(stage, first, second, third).hedge(AFTER_2_S).build()) {
            assertThat(ask(client, true)).hasText("late").wasServedBy("first");
        }
    }

    @Test
    void when_both_fail_the_others_are_asked_and_the_first_failure_is_the_one_that_is_told(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.unauthorized().after(ofSeconds(5)));
        FakeProvider second =
                stage.provider("second").fail(Fault.permissionDenied().after(ofSeconds(9)));
        FakeProvider third = stage.provider("third").fail(Fault.modelNotFound());
        try (LlmClient client =
                client(stage, first, second, third).hedge(AFTER_2_S).build()) {
            assertThatFailureOf(() -> client.chat("hi"))
                    .hasKind(FailureKind.AUTHENTICATION)
                    .satisfies(failure -> assertThat(failure.route())
                            .visited("first/first-model", "second/second-model", "third/third-model"));
        }
    }

    @Test
    void a_candidate_that_rests_is_passed_over_and_not_hedged(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.unauthorized());
        FakeProvider second =
                stage.provider("second").otherwise(Reply.text("here").firstTokenAfter(ofSeconds(1)));
        try (LlmClient client = client(stage, first, second).hedge(AFTER_2_S).build()) {
            client.chat("hi");
            ChatResponse answer = client.chat("hi");
            assertThat(answer).hasText("here");
            assertThat(answer.route().attempts()).extracting(Attempt::hedge).containsExactly(false, false);
        }
    }

    @Test
    void content_decides_the_race_also_where_it_is_held_back_until_it_is_whole(Stage stage) {
        FakeProvider first = stage.provider("first")
                .otherwise(Reply.words(5).firstTokenAfter(ofSeconds(1)).between(ofSeconds(3)));
        FakeProvider second = stage.provider("second");
        try (LlmClient client = client(stage, first, second)
                .hedge(AFTER_2_S)
                .streamRecovery(StreamRecovery.HOLD)
                .build()) {
            assertThat(ask(client, true)).wasServedBy("first");
        }
        assertThat(second.asks()).isEmpty();
    }

    @Test
    void nobody_is_asked_beside_a_stream_that_was_shown_and_broke(Stage stage) {
        FakeProvider first = stage.provider("first").reply(Reply.words(5).cutAfter(2));
        FakeProvider second = stage.provider("second").reply(Reply.text("again").firstTokenAfter(ofSeconds(9)));
        FakeProvider third = stage.provider("third");
        try (LlmClient client = client(stage, first, second, third)
                .hedge(AFTER_2_S)
                .streamRecovery(StreamRecovery.RESTART)
                .build()) {
            assertThat(ask(client, true)).hasText("again").wasServedBy("second");
        }
        assertThat(third.asks()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(StreamRecovery.class)
    void a_winner_that_breaks_leaves_the_loser_to_be_asked_again(StreamRecovery recovery, Stage stage) {
        FakeProvider first = stage.provider("first");
        first.reply(Reply.text("slow").firstTokenAfter(ofSeconds(9))).reply("whole");
        FakeProvider second = stage.provider("second").otherwise(Reply.words(5).cutAfter(2));
        if (recovery == StreamRecovery.FAIL) {
            first.script().optional();
        }
        try (LlmClient client = client(stage, first, second)
                        .hedge(AFTER_2_S)
                        .streamRecovery(recovery)
                        .build();
                ChatStream stream = client.stream("hi")) {
            if (recovery == StreamRecovery.FAIL) {
                assertThatFailureOf(stream::response).hasKind(FailureKind.STREAM_INTERRUPTED);
            } else {
                assertThat(stream.response()).hasText("whole").wasServedBy("first");
            }
        }
    }

    @Test
    void at_p95_nobody_is_hedged_before_twenty_answers_and_one_in_twenty_after(Stage stage) {
        FakeProvider first = stage.provider("first");
        FakeProvider second = stage.provider("second").otherwise(Reply.text("early"));
        for (int i = 1; i <= 20; i++) {
            first.reply(Reply.text("usual").firstTokenAfter(ofMillis(100L * i)));
        }
        first.reply(Reply.text("usual").firstTokenAfter(ofMillis(1_850)));
        first.reply(Reply.text("late").firstTokenAfter(ofMillis(1_950)));
        try (LlmClient client =
                client(stage, first, second).hedge(Hedge.atP95()).build()) {
            for (int i = 0; i < 21; i++) {
                assertThat(ask(client, true)).hasText("usual");
            }
            assertThat(ask(client, true)).hasText("early");
        }
    }

    @Test
    void whole_answers_and_streams_have_percentiles_of_their_own(Stage stage) {
        FakeProvider first =
                stage.provider("first").otherwise(Reply.text("usual").firstTokenAfter(ofSeconds(1)));
        FakeProvider second = stage.provider("second");
        try (LlmClient client =
                client(stage, first, second).hedge(Hedge.atP95()).build()) {
            for (int i = 0; i < 20; i++) {
                ask(client, true);
            }
            first.otherwise(Reply.text("whole").firstTokenAfter(ofSeconds(9)));
            assertThat(ask(client, false)).hasText("whole");
        }
        assertThat(second.asks()).isEmpty();
    }

    @Test
    void a_request_decides_for_itself(Stage stage) {
        FakeProvider first =
                stage.provider("first").otherwise(Reply.text("late").firstTokenAfter(ofSeconds(8)));
        FakeProvider second = stage.provider("second").otherwise(Reply.text("early"));
        ChatRequest calm = ChatRequest.builder().user("hi").hedge(Hedge.never()).build();
        ChatRequest hurried = ChatRequest.builder()
                .user("hi")
                .hedge(Hedge.after(ofSeconds(1)))
                .build();
        BreakerPolicy patient = BreakerPolicy.defaults().withSlowAfter(null);
        try (LlmClient client =
                client(stage, first, second).breaker(patient).hedge(AFTER_2_S).build()) {
            assertThat(client.chat(calm)).hasText("late");
            assertThat(client.chat(hurried)).hasText("early");
            assertThat(stage.time().elapsed()).isEqualTo(ofSeconds(9));
        }
    }

    @Test
    void a_deadline_that_passes_ends_both(Stage stage) {
        FakeProvider first = stage.provider("first").hang();
        FakeProvider second = stage.provider("second").hang();
        try (LlmClient client = client(stage, first, second)
                .hedge(AFTER_2_S)
                .deadline(ofSeconds(5))
                .build()) {
            assertThatFailureOf(() -> ask(client, true)).hasKind(FailureKind.DEADLINE_EXCEEDED);
            assertThat(stage.time().elapsed()).isEqualTo(ofSeconds(5));
        }
    }

    /** Where the caller may give up: while the first is alone, and while there are two. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void who_gives_up_stops_both_and_nothing_counts(int seconds, Stage stage) throws Exception {
        FakeProvider first = stage.provider("first").hang();
        FakeProvider second = stage.provider("second");
        second.hang().script().optional();
        stage.time().hold();
        try (LlmClient client = client(stage, first, second).hedge(AFTER_2_S).build()) {
            CompletableFuture<ChatResponse> call = client.chatAsync("hi");
            stage.time().awaitSleepers(2);
            if (seconds > 2) {
                stage.time().advance(Duration.ofSeconds(2));
                stage.time().awaitSleepers(2);
            }
            assertThat(call.cancel(true)).isTrue();
            first.reply("well");
            stage.time().advance(Duration.ofMinutes(1));
            assertThat(client.chat("hi")).hasText("well").wasServedBy("first");
        }
    }

    @Test
    void an_interrupt_of_the_caller_stops_both(Stage stage) throws Exception {
        FakeProvider first = stage.provider("first").hang();
        FakeProvider second = stage.provider("second").hang();
        ExecutorService caller = Executors.newSingleThreadExecutor();
        stage.time().hold();
        try (LlmClient client = client(stage, first, second).hedge(AFTER_2_S).build()) {
            Future<?> call = caller.submit(
                    () -> assertThatFailureOf(() -> client.chat("hi")).hasKind(FailureKind.CANCELLED));
            stage.time().awaitSleepers(2);
            stage.time().advance(Duration.ofSeconds(2));
            stage.time().awaitSleepers(2);
            caller.shutdownNow();
            call.get(10, TimeUnit.SECONDS);
        }
        assertThat(caller.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_stream_that_is_left_early_closes_the_winner(Stage stage) {
        FakeProvider first = stage.provider("first").reply(Reply.words(5).firstTokenAfter(ofSeconds(9)));
        FakeProvider second = stage.provider("second").reply(Reply.words(5));
        try (LlmClient client = client(stage, first, second).hedge(AFTER_2_S).build();
                ChatStream stream = client.stream("hi")) {
            assertThat(stream.iterator().next()).isInstanceOf(ChatEvent.TextDelta.class);
        }
        assertThat(second.openStreams()).isZero();
    }

    @Test
    void without_a_thread_to_spare_one_is_asked_after_the_other(Stage stage) {
        FakeProvider first = stage.provider("first").reply(Reply.text("late").firstTokenAfter(ofSeconds(8)));
        FakeProvider second = stage.provider("second");
        try (LlmClient client = client(stage, first, second)
                .hedge(AFTER_2_S)
                .executor(task -> {
                    throw new RejectedExecutionException("full");
                })
                .build()) {
            assertThat(client.chat("hi")).hasText("late");
        }
        assertThat(second.asks()).isEmpty();
    }

    @Test
    void on_a_single_thread_that_is_busy_with_the_call_itself_the_first_is_asked_all_the_same(Stage stage)
            throws Exception {
        FakeProvider first = stage.provider("first").reply(Reply.text("late").firstTokenAfter(ofSeconds(8)));
        FakeProvider second = stage.provider("second");
        ExecutorService single = Executors.newSingleThreadExecutor();
        stage.time().hold();
        try (LlmClient client =
                client(stage, first, second).hedge(AFTER_2_S).executor(single).build()) {
            Future<ChatResponse> call = client.chatAsync("hi");
            stage.time().awaitSleepers(1);
            assertThat(first.asks()).isEmpty();
            stage.time().advance(ofSeconds(2));
            stage.time().awaitSleepers(1);
            stage.time().advance(ofSeconds(8));
            assertThat(call.get(10, TimeUnit.SECONDS)).hasText("late");
        } finally {
            single.shutdown();
        }
        assertThat(second.asks()).isEmpty();
    }

    @Test
    void a_call_that_is_given_up_before_a_thread_took_it_asks_nobody(Stage stage) throws Exception {
        FakeProvider first = stage.provider("first");
        FakeProvider second = stage.provider("second");
        List<Runnable> queue = new ArrayList<>();
        stage.time().hold();
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (LlmClient client = client(stage, first, second)
                .hedge(AFTER_2_S)
                .executor(queue::add)
                .build()) {
            Future<?> call = caller.submit(
                    () -> assertThatFailureOf(() -> client.chat("hi")).hasKind(FailureKind.CANCELLED));
            stage.time().awaitSleepers(1);
            caller.shutdownNow();
            call.get(10, TimeUnit.SECONDS);
            queue.forEach(Runnable::run);
        }
        assertThat(first.asks()).isEmpty();
    }
}
