package io.llmclient.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.llmclient.FailureKind;
import io.llmclient.testkit.FakeProvider;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BuilderTest {

    @Test
    void a_client_without_a_provider_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResilientLlmClient.builder().build())
                .withMessageContaining("provider(");
    }

    @Test
    void a_provider_without_a_model_is_refused_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResilientLlmClient.builder()
                        .provider(FakeProvider.named("openai").model(""))
                        .build())
                .withMessageContaining("openai")
                .withMessageContaining("model(");
    }

    @Test
    void two_providers_of_one_name_and_model_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResilientLlmClient.builder()
                        .provider(FakeProvider.named("openai").model("m"))
                        .provider(FakeProvider.named("openai").model("m"))
                        .build())
                .withMessageContaining("openai/m")
                .withMessageContaining("named(");
    }

    @Test
    void a_deadline_of_nothing_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResilientLlmClient.builder().deadline(Duration.ZERO))
                .withMessageContaining("deadline");
    }

    @Test
    void only_the_failures_that_are_a_matter_of_choice_can_be_chosen() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResilientLlmClient.builder().alsoFailOverOn(FailureKind.CANCELLED))
                .withMessageContaining("CANCELLED");
    }

    @Test
    void a_client_shows_its_candidates_in_order() {
        try (ResilientLlmClient client = ResilientLlmClient.builder()
                .provider(FakeProvider.named("a").model("1"))
                .provider(FakeProvider.named("b").model("2"))
                .build()) {
            assertThat(client).hasToString("ResilientLlmClient[a/1, b/2]");
        }
    }
}
