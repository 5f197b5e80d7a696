package io.llmclient.core;

import static io.llmclient.core.Clients.client;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.Attempt;
import io.llmclient.BreakerPolicy;
import io.llmclient.BreakerState;
import io.llmclient.Candidate;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.FailureKind;
import io.llmclient.LlmClient;
import io.llmclient.LlmListener;
import io.llmclient.Timeouts;
import io.llmclient.Usage;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A provider that answers, but so slowly that its callers would be better off elsewhere. */
@ExtendWith(LlmTestExtension.class)
class BrownoutTest {

    private static final Duration REST = BreakerPolicy.defaults().rest().plusMillis(1);

    private static Reply taking(Duration time) {
        return Reply.text("well").firstTokenAfter(time);
    }

    private static ChatResponse stream(LlmClient client) {
        try (ChatStream stream = client.stream("hi")) {
            return stream.response();
        }
    }

    @Test
    void a_provider_that_answers_in_40_seconds_instead_of_2_loses_its_place_after_three_answers(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(taking(ofSeconds(2)));
        FakeProvider second = stage.provider("second").otherwise(Reply.text("quick"));
        try (LlmClient client = client(stage, first, second).build()) {
            client.chat("hi");
            first.otherwise(taking(ofSeconds(40)));
            for (int i = 0; i < 3; i++) {
                assertThat(client.chat("hi")).wasServedBy("first");
            }
            ChatResponse answer = client.chat("hi");
            assertThat(answer).wasServedBy("second");
            Attempt skipped = answer.route().attempts().get(0);
            assertThat(skipped.outcome()).isEqualTo(Attempt.Outcome.SKIPPED);
            assertThat(skipped.failure())
                    .hasKind(FailureKind.CIRCUIT_OPEN)
                    .hasMessageContaining("its latest answers took too long");
        }
    }

    @Test
    void a_stream_is_judged_by_its_first_token(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(taking(ofSeconds(12)));
        FakeProvider second = stage.provider("second").otherwise(Reply.text("quick"));
        try (LlmClient client = client(stage, first, second).build()) {
            for (int i = 0; i < 3; i++) {
                assertThat(stream(client)).wasServedBy("first");
            }
            assertThat(stream(client)).wasServedBy("second");
        }
    }

    @Test
    void a_long_stream_is_not_a_slow_one(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Reply.words(10).between(ofSeconds(20)));
        try (LlmClient client = client(stage, first, stage.provider("second")).build()) {
            for (int i = 0; i < 4; i++) {
                assertThat(stream(client)).wasServedBy("first");
            }
        }
    }

    @Test
    void an_answer_of_many_tokens_may_take_its_time(Stage stage) {
        Usage many = Usage.builder().input(10L).output(2_000L).build();
        FakeProvider first =
                stage.provider("first").otherwise(taking(ofSeconds(40)).usage(many));
        try (LlmClient client = client(stage, first, stage.provider("second")).build()) {
            for (int i = 0; i < 4; i++) {
                assertThat(client.chat("hi")).wasServedBy("first");
            }
        }
    }

    @Test
    void so_may_a_long_answer_of_a_provider_that_counts_no_tokens(Stage stage) {
        FakeProvider first = stage.provider("first")
                .otherwise(Reply.words(2_000).between(ofMillis(20)).usage(Usage.unknown()));
        try (LlmClient client = client(stage, first, stage.provider("second")).build()) {
            for (int i = 0; i < 4; i++) {
                assertThat(client.chat("hi")).wasServedBy("first");
            }
            assertThat(stage.time().elapsed()).isGreaterThan(ofMinutes(2));
        }
    }

    @Test
    void so_may_a_stream_that_was_thought_about(Stage stage) {
        Usage thoughtful =
                Usage.builder().input(10L).output(900L).reasoning(800L).build();
        FakeProvider first =
                stage.provider("first").otherwise(taking(ofSeconds(40)).usage(thoughtful));
        Timeouts patient = Timeouts.defaults().withFirstToken(ofMinutes(1));
        try (LlmClient client =
                client(stage, first, stage.provider("second")).timeouts(patient).build()) {
            for (int i = 0; i < 4; i++) {
                assertThat(stream(client)).wasServedBy("first");
            }
        }
    }

    @Test
    void one_slow_answer_among_quick_ones_costs_nothing(Stage stage) {
        FakeProvider first = stage.provider("first");
        for (int i = 0; i < 4; i++) {
            first.reply(taking(ofSeconds(40))).reply(taking(ofSeconds(40))).reply(taking(ofSeconds(1)));
        }
        try (LlmClient client = client(stage, first, stage.provider("second")).build()) {
            for (int i = 0; i < 12; i++) {
                assertThat(client.chat("hi")).wasServedBy("first");
            }
        }
    }

    @Test
    void slow_is_better_than_nothing_for_all_callers(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(taking(ofSeconds(40)));
        FakeProvider second = stage.provider("second").otherwise(Fault.unauthorized());
        try (LlmClient client = client(stage, first, second).build()) {
            for (int i = 0; i < 10; i++) {
                assertThat(client.chat("hi")).wasServedBy("first");
            }
        }
        assertThat(second.asks()).hasSizeBetween(1, 2);
    }

    @Test
    void a_slow_provider_that_is_alone_is_never_refused(Stage stage) {
        FakeProvider only = stage.provider("only").otherwise(taking(ofSeconds(40)));
        try (LlmClient client = client(stage, only).build()) {
            for (int i = 0; i < 10; i++) {
                assertThat(client.chat("hi")).hasText("well");
            }
        }
    }

    @Test
    void a_quick_probe_gives_the_place_back_and_a_slow_one_makes_the_rest_longer(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(taking(ofSeconds(40)));
        FakeProvider second = stage.provider("second").otherwise(Reply.text("quick"));
        try (LlmClient client = client(stage, first, second).build()) {
            for (int i = 0; i < 3; i++) {
                client.chat("hi");
            }
            stage.time().advance(REST);
            assertThat(client.chat("hi")).wasServedBy("first");
            stage.time().advance(REST);
            assertThat(client.chat("hi")).wasServedBy("second");
            first.otherwise(taking(ofSeconds(2)));
            stage.time().advance(REST);
            assertThat(client.chat("hi")).wasServedBy("first");
            assertThat(client.chat("hi")).wasServedBy("first");
        }
    }

    @Test
    void under_heavy_load_half_of_the_answers_being_slow_is_enough(Stage stage) {
        FakeProvider first = stage.provider("first");
        for (int i = 0; i < 5; i++) {
            first.reply(taking(ofMillis(2_500))).reply(taking(ofMillis(1)));
        }
        FakeProvider second = stage.provider("second").otherwise(Reply.text("quick"));
        BreakerPolicy hasty = BreakerPolicy.defaults().withSlowAfter(ofSeconds(2));
        Usage few = Usage.builder().output(1L).build();
        first.script().optional();
        first.otherwise(taking(ofMillis(2_500)).usage(few));
        try (LlmClient client = client(stage, first, second).breaker(hasty).build()) {
            for (int i = 0; i < 12; i++) {
                client.chat("hi");
            }
            assertThat(client.chat("hi")).wasServedBy("second");
        }
    }

    @Test
    void who_fails_while_it_is_slow_is_refused_like_any_other(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(taking(ofSeconds(40)));
        FakeProvider second = stage.provider("second").otherwise(Fault.unauthorized());
        try (LlmClient client = client(stage, first, second).build()) {
            for (int i = 0; i < 3; i++) {
                client.chat("hi");
            }
            first.down();
            assertThatFailureOf(() -> client.chat("hi")).hasKind(FailureKind.OVERLOADED);
            int asked = first.asks().size();
            assertThatFailureOf(() -> client.chat("hi"));
            assertThat(first.asks()).hasSizeLessThanOrEqualTo(asked + 1);
        }
    }

    @Test
    void nobody_is_slow_when_slowness_is_not_counted(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(taking(ofSeconds(80)));
        BreakerPolicy blind = BreakerPolicy.defaults().withSlowAfter(null);
        try (LlmClient client =
                client(stage, first, stage.provider("second")).breaker(blind).build()) {
            for (int i = 0; i < 12; i++) {
                assertThat(client.chat("hi")).wasServedBy("first");
            }
        }
    }

    @Test
    void listeners_hear_of_it(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(taking(ofSeconds(40)));
        List<BreakerState> heard = new ArrayList<>();
        try (LlmClient client = client(stage, first)
                .listener(new LlmListener() {
                    @Override
                    public void breakerChanged(Candidate candidate, BreakerState from, BreakerState to) {
                        heard.add(to);
                    }
                })
                .build()) {
            for (int i = 0; i < 3; i++) {
                client.chat("hi");
            }
        }
        assertThat(heard).containsExactly(BreakerState.OPEN);
    }
}
