package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatRequest;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.ServerRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class BedrockAnthropicTest {

    @Test
    void asks_in_anthropics_language_with_the_model_in_the_path_and_betas_in_the_body() {
        try (ProviderServer server = ProviderServer.bedrockAnthropic()) {
            server.reply("Hi");
            HttpProvider provider = BedrockAnthropic.withKey("us-east-1", "k-1")
                    .baseUrl(server.url())
                    .model("anthropic.claude-3-haiku-20240307-v1:0");
            ChatRequest request = ChatRequest.builder()
                    .user("Hello")
                    .extra("bedrock-anthropic", "anthropic_beta", List.of("a", "b"))
                    .build();
            try (ResilientLlmClient client =
                    ResilientLlmClient.builder().provider(provider).build()) {
                assertThat(client.chat(request).text()).isEqualTo("Hi");
            }

            ServerRequest asked = server.takeRequest();
            assertThat(asked.path()).isEqualTo("/model/anthropic.claude-3-haiku-20240307-v1%3A0/invoke");
            assertThat(asked.header("authorization")).isEqualTo("Bearer k-1");
            assertThat(asked.body())
                    .contains("\"anthropic_version\":\"bedrock-2023-05-31\"", "\"anthropic_beta\":[\"a\",\"b\"]")
                    .doesNotContain("\"model\"", "\"stream\"");
        }
    }
}
