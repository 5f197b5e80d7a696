package io.llmclient.core;

import static io.llmclient.core.Clients.client;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.llmclient.BreakerPolicy;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.DeadlineExceededException;
import io.llmclient.FailureKind;
import io.llmclient.LlmClient;
import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import io.llmclient.RetryPolicy;
import io.llmclient.Routing;
import io.llmclient.Timeouts;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LlmTestExtension.class)
class RetryTest {

    @Test
    void a_blip_is_retried_at_the_same_provider(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.serverError()).reply("back");
        try (LlmClient client = client(stage, first, stage.provider("second")).build()) {
            assertThat(client.chat("hi")).hasText("back").wasServedBy("first").afterAttempts(2);
        }
        assertThat(stage.time().waits()).containsExactly(Duration.ofMillis(500));
    }

    @Test
    void the_backoff_doubles_up_to_its_cap(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Fault.serverError());
        RetryPolicy patient = RetryPolicy.defaults().withJitter(0).withMaxAttempts(7);
        BreakerPolicy calm = BreakerPolicy.defaults().withFailuresInARow(100);
        try (LlmClient client =
                client(stage, first).retry(patient).breaker(calm).build()) {
            assertThatFailureOf(() -> client.chat("hi")).failedAfterAttempts(7);
        }
        assertThat(stage.time().waits().stream().map(Duration::toMillis))
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 8_000L);
    }

    @Test
    void a_backoff_may_have_no_cap(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.serverError()).reply("back");
        RetryPolicy uncapped = RetryPolicy.defaults()
                .withJitter(0)
                .withBackoff(Duration.ofSeconds(1), ChronoUnit.FOREVER.getDuration());
        try (LlmClient client = client(stage, first).retry(uncapped).build()) {
            assertThat(client.chat("hi")).hasText("back");
        }
        assertThat(stage.time().waits()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void jitter_varies_the_wait_within_its_share(Stage stage) {
        FakeProvider first = stage.provider("first");
        for (int i = 0; i < 50; i++) {
            first.fail(Fault.serverError()).reply("ok");
        }
        try (LlmClient client = client(stage, first)
                .retry(RetryPolicy.defaults())
                .breaker(BreakerPolicy.defaults().withFailureRate(100, 10, Duration.ofSeconds(30)))
                .random(new Random(7))
                .build()) {
            for (int i = 0; i < 50; i++) {
                client.chat("hi");
            }
        }
        assertThat(stage.time().waits()).allMatch(wait -> wait.toMillis() >= 400 && wait.toMillis() <= 600);
        assertThat(stage.time().waits().stream().distinct().count()).isGreaterThan(30);
    }

    @Test
    void a_short_hint_is_obeyed_at_the_same_provider(Stage stage) {
        FakeProvider first = stage.provider("first")
                .fail(Fault.rateLimited(Duration.ofSeconds(2)))
                .reply("back");
        try (LlmClient client = client(stage, first, stage.provider("second")).build()) {
            assertThat(client.chat("hi")).wasServedBy("first").afterAttempts(2);
        }
        assertThat(stage.time().waits()).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void a_hint_shorter_than_the_backoff_does_not_shorten_it(Stage stage) {
        FakeProvider first = stage.provider("first")
                .fail(Fault.rateLimited(Duration.ofMillis(3)))
                .reply("back");
        try (LlmClient client = client(stage, first).build()) {
            client.chat("hi");
        }
        assertThat(stage.time().waits()).containsExactly(Duration.ofMillis(500));
    }

    @Test
    void a_long_hint_sends_the_call_to_the_next_provider_at_once(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.rateLimited(Duration.ofMinutes(2)));
        FakeProvider second = stage.provider("second").reply("here");
        try (LlmClient client = client(stage, first, second).build()) {
            assertThat(client.chat("hi")).wasServedBy("second").afterAttempts(2);
        }
        assertThat(stage.time().waits()).isEmpty();
    }

    @Test
    void a_provider_that_asked_for_a_long_rest_is_left_alone_until_then(Stage stage) {
        FakeProvider first = stage.provider("first")
                .fail(Fault.rateLimited(Duration.ofMinutes(2)))
                .reply("rested");
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        try (LlmClient client = client(stage, first, second).build()) {
            client.chat("hi");
            stage.time().advance(Duration.ofSeconds(119));
            assertThat(client.chat("hi")).wasServedBy("second");
            assertThat(first.asks()).hasSize(1);
            stage.time().advance(Duration.ofSeconds(2));
            assertThat(client.chat("hi")).wasServedBy("first").hasText("rested");
        }
    }

    @Test
    void no_retry_is_begun_that_the_deadline_would_cut(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.rateLimited(Duration.ofSeconds(5)));
        FakeProvider second = stage.provider("second").reply("in time");
        ChatRequest request =
                ChatRequest.builder().user("hi").deadline(Duration.ofSeconds(3)).build();
        try (LlmClient client = client(stage, first, second).build()) {
            assertThat(client.chat(request)).wasServedBy("second");
        }
        assertThat(stage.time().waits()).isEmpty();
    }

    @Test
    void the_deadline_binds_attempts_waits_and_failovers_together(Stage stage) {
        FakeProvider first = stage.provider("first").fail(Fault.serverError()).hang();
        FakeProvider second = stage.provider("second");
        ChatRequest request =
                ChatRequest.builder().user("hi").deadline(Duration.ofSeconds(4)).build();
        try (LlmClient client = client(stage, first, second).build()) {
            assertThatFailureOf(() -> client.chat(request))
                    .isInstanceOf(DeadlineExceededException.class)
                    .failedAfterAttempts(2);
        }
        assertThat(stage.time().elapsed()).isEqualTo(Duration.ofSeconds(4));
        assertThat(second.asks()).isEmpty();
    }

    @Test
    void the_clients_deadline_holds_where_the_request_has_none(Stage stage) {
        FakeProvider first = stage.provider("first").hang();
        try (LlmClient client =
                client(stage, first).deadline(Duration.ofSeconds(2)).build()) {
            assertThatFailureOf(() -> client.chat("hi")).hasKind(FailureKind.DEADLINE_EXCEEDED);
        }
        assertThat(stage.time().elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_deadline_counts_neither_for_nor_against_the_provider(Stage stage) {
        FakeProvider first = stage.provider("first").hang().hang().hang().reply("healthy");
        ChatRequest hurried =
                ChatRequest.builder().user("hi").deadline(Duration.ofMillis(10)).build();
        try (LlmClient client = client(stage, first).build()) {
            for (int i = 0; i < 3; i++) {
                assertThatFailureOf(() -> client.chat(hurried)).hasKind(FailureKind.DEADLINE_EXCEEDED);
            }
            assertThat(client.chat("hi")).hasText("healthy");
        }
    }

    @Test
    void a_silent_provider_is_asked_once_and_given_up_at_its_limit(Stage stage) {
        FakeProvider first = stage.provider("first").hang();
        FakeProvider second = stage.provider("second").reply("here");
        try (LlmClient client = client(stage, first, second).build()) {
            ChatResponse answer = client.chat("hi");
            assertThat(answer).wasServedBy("second").afterAttempts(2);
        }
        assertThat(stage.time().elapsed()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void limits_come_from_the_request_then_the_provider_then_the_client(Stage stage) {
        Timeouts base = Timeouts.defaults();
        FakeProvider plain = stage.provider("plain").hang();
        FakeProvider own = stage.provider("own")
                .timeouts(base.withAnswer(Duration.ofSeconds(7)))
                .hang()
                .hang();
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .timeouts(base.withAnswer(Duration.ofSeconds(1)))
                .build();
        try (LlmClient client = client(stage, plain, own)
                .timeouts(base.withAnswer(Duration.ofSeconds(3)))
                .build()) {
            assertThatFailureOf(() -> client.chat("hi")).hasKind(FailureKind.TIMED_OUT);
            assertThat(stage.time().elapsed()).isEqualTo(Duration.ofSeconds(10));
            assertThatFailureOf(() -> client.chat(
                            request.toBuilder().routing(Routing.order("own")).build()))
                    .hasKind(FailureKind.TIMED_OUT);
            assertThat(stage.time().elapsed()).isEqualTo(Duration.ofSeconds(11));
        }
    }

    @ParameterizedTest
    @CsvSource({",15", "NONE,15", "LOW,90", "MAX,90"})
    void who_thinks_first_may_be_silent_for_longer(Effort effort, long seconds, Stage stage) {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .reasoning(effort == null ? null : Reasoning.effort(effort))
                .build();
        try (LlmClient client = client(stage, stage.provider("silent").hang()).build();
                ChatStream stream = client.stream(request)) {
            assertThatFailureOf(stream::response).hasKind(FailureKind.TIMED_OUT);
        }
        assertThat(stage.time().elapsed()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({",90", "NONE,15"})
    void who_thinks_unasked_has_that_time_unless_told_not_to_think(Effort effort, long seconds, Stage stage) {
        FakeProvider silent = stage.provider("silent")
                .capabilities(Capabilities.everything().withThinksUnasked(true))
                .hang();
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .reasoning(effort == null ? null : Reasoning.effort(effort))
                .build();
        try (LlmClient client = client(stage, silent).build();
                ChatStream stream = client.stream(request)) {
            assertThatFailureOf(stream::response).hasKind(FailureKind.TIMED_OUT);
        }
        assertThat(stage.time().elapsed()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void a_model_that_cannot_think_gets_no_longer_for_being_asked_to(Stage stage) {
        FakeProvider silent = stage.provider("silent")
                .capabilities(Capabilities.everything().without(Feature.REASONING))
                .hang();
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .reasoning(Reasoning.effort(Effort.HIGH))
                .build();
        try (LlmClient client = client(stage, silent).build();
                ChatStream stream = client.stream(request)) {
            assertThatFailureOf(stream::response).hasKind(FailureKind.TIMED_OUT);
        }
        assertThat(stage.time().elapsed()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void policies_that_make_no_sense_are_refused_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.defaults().withMaxAttempts(0))
                .withMessageContaining("retry.maxAttempts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.defaults().withJitter(Double.NaN))
                .withMessageContaining("retry.jitter");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.defaults().withBackoff(Duration.ofSeconds(9), Duration.ofSeconds(8)))
                .withMessageContaining("retry.backoff");
    }
}
