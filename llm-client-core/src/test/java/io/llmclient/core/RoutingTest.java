package io.llmclient.core;

import static io.llmclient.core.Clients.client;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmclient.ChatRequest;
import io.llmclient.FailureKind;
import io.llmclient.Hedge;
import io.llmclient.LlmClient;
import io.llmclient.Routing;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one request allows: boundaries that no failover crosses. */
@ExtendWith(LlmTestExtension.class)
class RoutingTest {

    private static ChatRequest with(Routing routing) {
        return ChatRequest.builder().user("hi").routing(routing).build();
    }

    private static FakeProvider dead(Stage stage, String name, String model) {
        return stage.provider(name).model(model).otherwise(Fault.unauthorized());
    }

    private static FakeProvider well(Stage stage, String name, String model) {
        return stage.provider(name).model(model).otherwise(Reply.text(name));
    }

    @Test
    void quality_first_fails_over_to_the_same_model_only(Stage stage) {
        FakeProvider openai = dead(stage, "openai", "gpt");
        FakeProvider anthropic = well(stage, "anthropic", "claude");
        FakeProvider azure = well(stage, "azure", "gpt");
        Routing quality = Routing.any().failover(Routing.Failover.SAME_MODEL);
        try (LlmClient client = client(stage, openai, anthropic, azure).build()) {
            assertThat(client.chat(with(quality))).wasServedBy("azure");
            azure.down();
            assertThatFailureOf(() -> client.chat(with(quality)))
                    .satisfies(failure -> assertThat(failure.route()).visited("openai/gpt", "azure/gpt"));
        }
        assertThat(anthropic.asks()).isEmpty();
    }

    @Test
    void the_same_provider_may_answer_with_another_model(Stage stage) {
        FakeProvider large = dead(stage, "openai", "large");
        FakeProvider other = well(stage, "anthropic", "claude");
        FakeProvider small = well(stage, "openai", "small");
        try (LlmClient client = client(stage, large, other, small).build()) {
            assertThat(client.chat(with(Routing.any().failover(Routing.Failover.SAME_PROVIDER))))
                    .wasServedBy("openai");
        }
        assertThat(other.asks()).isEmpty();
    }

    @Test
    void the_first_choice_is_that_of_the_request(Stage stage) {
        FakeProvider openai = well(stage, "openai", "gpt");
        FakeProvider anthropic = dead(stage, "anthropic", "claude");
        FakeProvider bedrock = well(stage, "bedrock", "claude");
        Routing claude = Routing.order("anthropic", "openai", "bedrock").failover(Routing.Failover.SAME_MODEL);
        try (LlmClient client = client(stage, openai, anthropic, bedrock).build()) {
            assertThat(client.chat(with(claude))).wasServedBy("bedrock");
        }
        assertThat(openai.asks()).isEmpty();
    }

    @Test
    void only_candidates_that_carry_all_tags_are_asked(Stage stage) {
        FakeProvider us = well(stage, "us", "m").tags("hipaa");
        FakeProvider eu = dead(stage, "eu", "m").tags("eu", "hipaa");
        FakeProvider loose = well(stage, "loose", "m").tags("eu");
        FakeProvider both = well(stage, "both", "m").tags("hipaa", "eu");
        try (LlmClient client = client(stage, us, eu, loose, both).build()) {
            assertThat(client.chat(with(Routing.any().tagged("eu", "hipaa")))).wasServedBy("both");
        }
        assertThat(us.asks()).isEmpty();
        assertThat(loose.asks()).isEmpty();
    }

    @Test
    void a_boundary_with_nobody_inside_is_refused_before_any_request(Stage stage) {
        FakeProvider us = well(stage, "us", "m").tags("us");
        try (LlmClient client = client(stage, us).build()) {
            assertThatThrownBy(() -> client.chat(with(Routing.any().tagged("eu"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("routing")
                    .hasMessageContaining("eu");
        }
        assertThat(us.asks()).isEmpty();
    }

    @Test
    void a_hedge_does_not_cross_the_boundary(Stage stage) {
        FakeProvider eu = stage.provider("eu").tags("eu");
        eu.reply(Reply.text("late").firstTokenAfter(Duration.ofSeconds(9)));
        FakeProvider us = well(stage, "us", "m");
        try (LlmClient client =
                client(stage, eu, us).hedge(Hedge.after(Duration.ofSeconds(1))).build()) {
            assertThat(client.chat(with(Routing.any().tagged("eu")))).hasText("late");
        }
        assertThat(us.asks()).isEmpty();
    }

    @Test
    void a_conversation_that_was_answered_outside_does_not_stay_there(Stage stage) {
        FakeProvider us = well(stage, "us", "m");
        FakeProvider eu = well(stage, "eu", "m").tags("eu");
        ChatRequest turn = ChatRequest.builder().user("hi").conversationId("c").build();
        ChatRequest inside =
                turn.toBuilder().routing(Routing.any().tagged("eu")).build();
        try (LlmClient client = client(stage, us, eu).build()) {
            assertThat(client.chat(turn)).wasServedBy("us");
            assertThat(client.chat(inside)).wasServedBy("eu");
        }
    }

    @Test
    void nobody_else_is_asked_where_nobody_may_stand_in(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Fault.serverError());
        FakeProvider second = well(stage, "second", "m");
        try (LlmClient client = client(stage, first, second).build()) {
            assertThatFailureOf(() -> client.chat(with(Routing.any().failover(Routing.Failover.NOBODY))))
                    .hasKind(FailureKind.SERVER_ERROR)
                    .failedAfterAttempts(3);
        }
        assertThat(second.asks()).isEmpty();
    }
}
