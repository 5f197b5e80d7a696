package io.llmclient.providers;

import static io.llmclient.testkit.LlmAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmclient.Attempt;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.Reasoning;
import io.llmclient.Route;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.ServerRequest;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnthropicTest {

    private static ChatResponse ask(HttpProvider provider, ProviderServer server) {
        HttpProvider local = provider.baseUrl(server.url()).model("claude-sonnet-5-5");
        try (ResilientLlmClient client =
                ResilientLlmClient.builder().provider(local).build()) {
            return client.chat("Hello");
        }
    }

    @Test
    void asks_with_its_key_and_version() {
        try (ProviderServer server = ProviderServer.anthropic()) {
            server.reply("Hi");
            assertThat(ask(Anthropic.withKey("sk-1"), server).text()).isEqualTo("Hi");
            ServerRequest request = server.takeRequest();
            assertThat(request.path()).isEqualTo("/v1/messages");
            assertThat(request.header("x-api-key")).isEqualTo("sk-1");
            assertThat(request.header("anthropic-version")).isEqualTo("2023-06-01");
        }
    }

    @Test
    void asks_for_a_key_on_every_attempt_and_takes_another_version() {
        AtomicInteger keys = new AtomicInteger();
        HttpProvider provider = Anthropic.withKey(() -> "sk-" + keys.incrementAndGet())
                .header("Anthropic-Version", "2026-10-21")
                .header("anthropic-beta", "a,b");
        try (ProviderServer server = ProviderServer.anthropic()) {
            server.reply("one").reply("two");
            ask(provider, server);
            ask(provider, server);
            assertThat(server.takeRequest().header("x-api-key")).isEqualTo("sk-1");
            ServerRequest second = server.takeRequest();
            assertThat(second.header("x-api-key")).isEqualTo("sk-2");
            assertThat(second.header("anthropic-version")).isEqualTo("2026-10-21");
            assertThat(second.header("anthropic-beta")).isEqualTo("a,b");
        }
    }

    @Test
    void a_thought_that_it_refuses_is_seen_by_no_other_provider_so_the_next_one_is_asked() {
        String words =
                "messages.1.content.0: Invalid `signature` in `thinking` block. The block is bound to a different"
                        + " conversation.";
        try (ProviderServer first = ProviderServer.anthropic();
                ProviderServer second = ProviderServer.openAi()) {
            first.fail(Fault.invalidRequest(words));
            second.reply("Hi");
            try (ResilientLlmClient client = ResilientLlmClient.builder()
                    .provider(Anthropic.withKey("sk-1").baseUrl(first.url()).model("claude-opus-5-5"))
                    .provider(OpenAi.withKey("sk-2").baseUrl(second.url()).model("gpt-5.6"))
                    .build()) {
                Route route = client.chat("Hello").route();
                Attempt refused = route.attempts().get(0);
                assertThat(refused.outcome()).isEqualTo(Attempt.Outcome.FAILED);
                assertThat(refused.failure()).hasKind(FailureKind.UNSUPPORTED).hasMessage(words);
                assertThat(route.requests()).isEqualTo(2);
            }
        }
    }

    @Test
    void an_extra_reaches_into_the_thinking_that_the_dialect_writes() {
        HttpProvider provider = Anthropic.withKey("sk-1").model("claude-opus-5-5");
        try (ProviderServer server = ProviderServer.anthropic()) {
            server.reply("Hi");
            try (ResilientLlmClient client = ResilientLlmClient.builder()
                    .provider(provider.baseUrl(server.url()))
                    .build()) {
                client.chat(ChatRequest.builder()
                        .user("Hello")
                        .reasoning(Reasoning.effort(Reasoning.Effort.HIGH))
                        .extra("anthropic", "thinking.block_binding.prefix_mismatch_behavior", "drop_block")
                        .build());
            }
            assertThat(server.takeRequest().body())
                    .contains(
                            "\"type\":\"adaptive\"", "\"block_binding\":{\"prefix_mismatch_behavior\":\"drop_block\"}");
        }
    }

    @Test
    void says_which_variable_is_missing() {
        assumeTrue(System.getenv("ANTHROPIC_API_KEY") == null);
        assertThatThrownBy(Anthropic::fromEnv)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ANTHROPIC_API_KEY")
                .hasMessageContaining("Anthropic.withKey");
    }

    @Test
    void is_named_without_its_key() {
        HttpProvider provider = Anthropic.withKey("sk-secret").model("claude-opus-5");
        assertThat(provider.provider()).isEqualTo("anthropic");
        assertThat(provider).asString().contains("anthropic/claude-opus-5").doesNotContain("secret");
    }
}
