package io.llmclient.examples;

import static io.llmclient.testkit.LlmAssertions.assertThat;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.LlmClient;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The README's test: how an application tests its failover. {@link DocumentationTest} keeps the two alike. */
@ExtendWith(LlmTestExtension.class)
class FailoverTest {

    @Test
    void a_busy_provider_is_waited_for_and_a_dead_one_replaced(Stage stage) {
        FakeProvider openai =
                stage.provider("openai").fail(Fault.rateLimited(ofSeconds(2))).reply("Hello");
        FakeProvider anthropic = stage.provider("anthropic").reply("Hi");
        LlmClient client = stage.register(ResilientLlmClient.builder()
                .provider(openai)
                .provider(anthropic)
                .time(stage.time())
                .build());

        assertThat(client.chat("Hi")).wasServedBy("openai").afterAttempts(2);
        assertThat(stage.time().waits()).containsExactly(ofSeconds(2));

        openai.down();
        assertThat(client.chat("Hi")).wasServedBy("anthropic").isDegraded().hasText("Hi");
    }
}
