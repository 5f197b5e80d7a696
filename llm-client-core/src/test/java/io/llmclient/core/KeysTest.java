package io.llmclient.core;

import static io.llmclient.core.Clients.client;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.Attempt;
import io.llmclient.BreakerPolicy;
import io.llmclient.BreakerState;
import io.llmclient.Candidate;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.LlmClient;
import io.llmclient.LlmListener;
import io.llmclient.Routing;
import io.llmclient.testkit.Ask;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several keys for one provider: a bad or limited one rests, and the next serves. */
@ExtendWith(LlmTestExtension.class)
class KeysTest {

    private final List<BreakerState> heard = new ArrayList<>();

    private final LlmListener listener = new LlmListener() {
        @Override
        public void breakerChanged(Candidate candidate, BreakerState from, BreakerState to) {
            heard.add(to);
        }
    };

    private static FakeProvider pool(Stage stage, int keys) {
        return stage.provider("pool").keys(keys).otherwise(Reply.text("well"));
    }

    private static List<Integer> keysAsked(FakeProvider pool) {
        return pool.asks().stream().map(Ask::key).toList();
    }

    static List<Fault> faultsOfAKey() {
        return List.of(
                Fault.unauthorized(),
                Fault.permissionDenied(),
                Fault.quotaExhausted(),
                Fault.rateLimited(),
                Fault.rateLimited(ofSeconds(2)),
                Fault.rateLimited(ofMinutes(2)));
    }

    @ParameterizedTest
    @MethodSource("faultsOfAKey")
    void the_next_key_serves_the_same_call_without_a_wait_and_the_bad_one_rests(Fault fault, Stage stage) {
        FakeProvider pool = pool(stage, 2).failKey(0, fault);
        FakeProvider second = stage.provider("second");
        try (LlmClient client = client(stage, pool, second).listener(listener).build()) {
            ChatResponse answer = client.chat("hi");
            assertThat(answer).wasServedBy("pool").isNotDegraded();
            assertThat(answer.route().attempts()).extracting(Attempt::key).containsExactly(1, 2);
            client.chat("hi");
            client.chat("hi");
        }
        assertThat(keysAsked(pool)).containsExactly(0, 1, 1, 1);
        assertThat(heard).isEmpty();
        assertThat(stage.time().elapsed()).isZero();
    }

    @Test
    void the_trail_names_the_keys(Stage stage) {
        FakeProvider pool = pool(stage, 2).failKey(0, Fault.unauthorized());
        try (LlmClient client = client(stage, pool).build()) {
            assertThat(client.chat("hi").route().toString())
                    .isEqualTo("pool/pool-model key 1 401 in 0 ms, key 2 ok in 0 ms");
        }
    }

    @Test
    void one_key_alone_is_not_named(Stage stage) {
        try (LlmClient client = client(stage, pool(stage, 1)).build()) {
            assertThat(client.chat("hi").route().attempts())
                    .extracting(Attempt::key)
                    .containsOnlyNulls();
        }
    }

    @Test
    void a_limited_key_is_back_when_the_time_it_asked_for_is_over(Stage stage) {
        FakeProvider pool = pool(stage, 2).failKey(0, Fault.rateLimited(ofSeconds(40)));
        try (LlmClient client = client(stage, pool).build()) {
            client.chat("hi");
            pool.recoverKey(0);
            stage.time().advance(ofSeconds(39));
            client.chat("hi");
            stage.time().advance(ofSeconds(2));
            client.chat("hi");
        }
        assertThat(keysAsked(pool)).containsExactly(0, 1, 1, 0);
    }

    @Test
    void the_provider_is_given_up_when_its_last_key_is_bad(Stage stage) {
        FakeProvider pool = pool(stage, 3);
        for (int key = 0; key < 3; key++) {
            pool.failKey(key, Fault.unauthorized());
        }
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        try (LlmClient client = client(stage, pool, second).build()) {
            assertThat(client.chat("hi")).wasServedBy("second").afterAttempts(4);
            ChatResponse answer = client.chat("hi");
            assertThat(answer).wasServedBy("second").afterAttempts(1);
            assertThat(answer.route().attempts().get(0).failure())
                    .hasKind(FailureKind.CIRCUIT_OPEN)
                    .satisfies(failure -> assertThat(failure.retryAfter())
                            .isEqualTo(BreakerPolicy.defaults().longRest()));
        }
        assertThat(keysAsked(pool)).containsExactly(0, 1, 2);
    }

    @Test
    void when_all_keys_are_limited_the_shortest_hint_is_waited_for(Stage stage) {
        FakeProvider pool = pool(stage, 2).failKey(0, Fault.rateLimited(ofSeconds(9)));
        pool.script().then(Fault.rateLimited(ofSeconds(3)));
        try (LlmClient client = client(stage, pool).build()) {
            assertThat(client.chat("hi")).hasText("well");
        }
        assertThat(keysAsked(pool)).containsExactly(0, 1, 1);
        assertThat(stage.time().waits()).containsExactly(ofSeconds(3));
    }

    @Test
    void when_every_key_rests_the_one_that_is_due_first_is_probed(Stage stage) {
        FakeProvider pool = pool(stage, 2).failKey(0, Fault.unauthorized()).failKey(1, Fault.unauthorized());
        try (LlmClient client = client(stage, pool).build()) {
            assertThatFailureOf(() -> client.chat("hi")).hasKind(FailureKind.AUTHENTICATION);
            pool.recoverKey(0);
            assertThat(client.chat("hi")).hasText("well");
            assertThat(client.chat("hi")).hasText("well");
        }
        assertThat(keysAsked(pool)).containsExactly(0, 1, 0, 0);
    }

    @Test
    void a_failure_of_the_provider_is_not_the_fault_of_its_key(Stage stage) {
        FakeProvider pool = pool(stage, 2);
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        pool.down();
        try (LlmClient client = client(stage, pool, second).listener(listener).build()) {
            assertThat(client.chat("hi")).wasServedBy("second");
            assertThat(client.chat("hi")).wasServedBy("second");
        }
        assertThat(keysAsked(pool)).containsExactly(0, 0, 0);
        assertThat(heard).containsExactly(BreakerState.OPEN);
    }

    @Test
    void breakers_over_keys_let_the_next_key_serve_after_failures_of_the_provider_as_well(Stage stage) {
        FakeProvider pool = pool(stage, 2).failKey(0, Fault.serverError());
        FakeProvider second = stage.provider("second").otherwise(Reply.text("here"));
        BreakerPolicy byKey = BreakerPolicy.defaults().withScope(BreakerPolicy.Scope.KEY);
        try (LlmClient client = client(stage, pool, second).breaker(byKey).build()) {
            client.chat("hi");
            assertThat(client.chat("hi")).wasServedBy("pool");
        }
        assertThat(keysAsked(pool)).containsExactly(0, 0, 0, 1);
    }

    @Test
    void breakers_over_providers_let_all_of_its_models_rest(Stage stage) {
        FakeProvider large = stage.provider("house").model("large");
        FakeProvider small = stage.provider("house").model("small").otherwise(Reply.text("small"));
        FakeProvider other = stage.provider("other").otherwise(Reply.text("here"));
        large.down();
        BreakerPolicy whole = BreakerPolicy.defaults().withScope(BreakerPolicy.Scope.PROVIDER);
        try (LlmClient client = client(stage, large, small, other)
                .breaker(whole)
                .listener(listener)
                .build()) {
            assertThat(client.chat("hi")).wasServedBy("other");
        }
        assertThat(small.asks()).isEmpty();
        assertThat(heard).containsExactly(BreakerState.OPEN, BreakerState.OPEN);
    }

    @Test
    void a_model_that_is_gone_rests_alone_also_under_a_breaker_over_its_provider(Stage stage) {
        FakeProvider large = stage.provider("house").model("large").otherwise(Fault.modelNotFound());
        FakeProvider small = stage.provider("house").model("small").otherwise(Reply.text("small"));
        BreakerPolicy whole = BreakerPolicy.defaults().withScope(BreakerPolicy.Scope.PROVIDER);
        try (LlmClient client = client(stage, large, small).breaker(whole).build()) {
            assertThat(client.chat("hi")).hasText("small");
            assertThat(client.chat("hi")).hasText("small").afterAttempts(1);
        }
        assertThat(large.asks()).hasSize(1);
    }

    @Test
    void a_provider_that_rests_comes_back_with_all_of_its_models(Stage stage) {
        FakeProvider large = stage.provider("house").model("large").otherwise(Reply.text("large"));
        FakeProvider small = stage.provider("house").model("small").otherwise(Reply.text("small"));
        large.down();
        small.down();
        BreakerPolicy whole = BreakerPolicy.defaults().withScope(BreakerPolicy.Scope.PROVIDER);
        try (LlmClient client = client(stage, large, small).breaker(whole).build()) {
            assertThatFailureOf(() -> client.chat("hi"));
            large.recover();
            small.recover();
            stage.time().advance(whole.rest().plusMillis(1));
            assertThat(client.chat("hi")).hasText("large");
            assertThat(client.chat(ChatRequest.builder()
                            .user("hi")
                            .routing(Routing.order("house/small"))
                            .build()))
                    .hasText("small");
        }
    }
}
