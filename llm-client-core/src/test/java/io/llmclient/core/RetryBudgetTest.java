package io.llmclient.core;

import static io.llmclient.core.Clients.client;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.BreakerPolicy;
import io.llmclient.ChatResponse;
import io.llmclient.LlmClient;
import io.llmclient.RetryPolicy;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Retries of all callers together stay in proportion to their requests. */
@ExtendWith(LlmTestExtension.class)
class RetryBudgetTest {

    private static final RetryPolicy AT_ONCE =
            RetryPolicy.defaults().withJitter(0).withMaxAttempts(2).withBackoff(ofMillis(0), ofMillis(0));
    private static final BreakerPolicy CALM =
            BreakerPolicy.defaults().withFailuresInARow(1_000_000).withFailureRate(100, 1_000_000, ofSeconds(30));

    private static int retries(Stage stage, RetryPolicy policy, int calls) {
        FakeProvider first = stage.provider("first").otherwise(Fault.serverError());
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        try (LlmClient client =
                client(stage, first, second).retry(policy).breaker(CALM).build()) {
            for (int i = 0; i < calls; i++) {
                assertThat(client.chat("hi")).wasServedBy("second");
            }
        }
        return first.asks().size() - calls;
    }

    @Test
    void a_storm_of_retries_is_a_fifth_of_the_requests_and_ten(Stage stage) {
        assertThat(retries(stage, AT_ONCE, 1_000)).isBetween(205, 211);
    }

    @Test
    void the_share_can_be_set(Stage stage) {
        assertThat(retries(stage, AT_ONCE.withBudget(0.5), 1_000)).isBetween(505, 511);
    }

    @Test
    void without_a_share_only_the_free_ones_are_left(Stage stage) {
        assertThat(retries(stage, AT_ONCE.withBudget(0), 1_000)).isEqualTo(10);
    }

    @Test
    void an_infinite_budget_is_no_limit(Stage stage) {
        assertThat(retries(stage, AT_ONCE.withBudget(Double.POSITIVE_INFINITY), 1_000))
                .isEqualTo(1_000);
    }

    @Test
    void light_traffic_never_notices(Stage stage) {
        assertThat(retries(stage, AT_ONCE.withBudget(0).withBackoff(ofMillis(100), ofMillis(100)), 1_000))
                .isEqualTo(1_000);
    }

    @Test
    void free_retries_are_not_saved_up(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Fault.serverError());
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        List<ChatResponse> answers = new ArrayList<>();
        try (LlmClient client = client(stage, first, second)
                .retry(AT_ONCE.withBudget(0))
                .breaker(CALM)
                .build()) {
            stage.time().advance(ofHours(1));
            for (int i = 0; i < 100; i++) {
                answers.add(client.chat("hi"));
            }
        }
        assertThat(answers).hasSize(100);
        assertThat(first.asks()).hasSize(110);
    }
}
