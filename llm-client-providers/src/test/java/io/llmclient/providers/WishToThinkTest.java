package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.LlmClient;
import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a wish to think on its way to each service: the bytes, and what the route says of it. */
@ExtendWith(LlmTestExtension.class)
class WishToThinkTest {

    private static Reasoning wish(String text) {
        return text.equals("thoughts")
                ? new Reasoning(null, null, true)
                : text.matches("\\d+")
                        ? Reasoning.budget(Integer.parseInt(text))
                        : Reasoning.effort(Effort.valueOf(text));
    }

    private static ChatResponse ask(String service, ProviderServer server, String model, ChatRequest request) {
        try (LlmClient client = ResilientLlmClient.builder()
                .provider(OverTheWire.provider(service, server.reply("Yes.")).model(model))
                .build()) {
            return client.chat(request);
        }
    }

    private static List<String> adjustments(ChatResponse answer) {
        return answer.route().attempts().get(0).adjustments();
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            openai           | gpt-5.5          | MAX     | "reasoning_effort":"xhigh" | lowered reasoning from max to xhigh: the model has no such level
            openai           | gpt-5.2          | 2000    | "reasoning_effort":"low"   | said reasoning of 2000 tokens as low: the model knows levels only
            openai           | gpt-5.2          | thoughts| "messages"                 | dropped reasoning: the model thinks at a level or with a budget only
            openai-responses | gpt-6.1-sol      | NONE    | "effort":"low"             | raised reasoning from none to low: the model has no such level
            openai-responses | gpt-6.1-sol      | thoughts| "summary":"auto"           |
            anthropic        | claude-sonnet-4-5| HIGH    | "budget_tokens":2000       | lowered reasoning from 10000 to 2000 tokens: they are a part of maxOutputTokens
            anthropic        | claude-opus-4-6  | XHIGH   | "effort":"high"            | lowered reasoning from xhigh to high: the model has no such level
            anthropic        | claude-opus-5    | 5000    | "effort":"medium"          | said reasoning of 5000 tokens as medium: the model knows levels only
            anthropic        | claude-opus-5-5  | NONE    | "effort":"low"             | raised reasoning from none to low: the model has no such level
            bedrock          | anthropic.claude-sonnet-4-5 | 100 | "budget_tokens":1024 | raised reasoning from 100 to 1024 tokens: the model takes no less
            bedrock          | openai.gpt-oss-120b-1:0 | MINIMAL | "reasoning_effort":"low" | raised reasoning from minimal to low: the model has no such level
            bedrock          | amazon.nova-2-lite-v1:0 | MAX | "maxReasoningEffort":"high" | lowered reasoning from max to high: the model has no such level
            gemini           | gemini-2.5-pro   | NONE    | "thinkingBudget":128       | raised reasoning from none to 128 tokens: the model takes no less
            gemini           | gemini-2.5-flash | MAX     | "thinkingBudget":24576     | lowered reasoning from max to high: the model has no such level
            gemini           | gemini-2.5-flash | 0       | "thinkingBudget":0         |
            gemini           | gemini-3.8-flash | MINIMAL | "thinkingLevel":"low"      | raised reasoning from minimal to low: the model has no such level
            mistral          | mistral-medium-latest | MAX | "reasoning_effort":"xhigh" | lowered reasoning from max to xhigh: the model has no such level
            mistral          | codestral-2508   | LOW     | "messages"                 | dropped reasoning: the model does not take it
            cohere           | command-a-reasoning-08-2025 | MAX | {"type":"enabled"} | lowered reasoning from max to high: the model has no such level
            cohere           | command-a-reasoning-08-2025 | LOW | "token_budget":1024 |
            ollama           | qwen3            | LOW     | "think":true               | dropped the level of reasoning: the model's thinking is on or off
            ollama           | gpt-oss          | MAX     | "think":"high"             | lowered reasoning from max to high: the model has no such level
            deepseek         | deepseek-v4-pro  | 9000    | "reasoning_effort":"medium"| said reasoning of 9000 tokens as medium: the model knows levels only
            """)
    void is_said_in_the_models_measure_and_the_route_says_what_was_lost(
            String service, String model, String wish, String said, String note, Stage stage) {
        ProviderServer server = OverTheWire.server(stage, service);
        ChatRequest request = ChatRequest.builder()
                .user("Why?")
                .maxOutputTokens(4_000)
                .reasoning(wish(wish))
                .build();

        ChatResponse answer = ask(service, server, model, request);

        assertThat(server.requests().get(0).body()).contains(said);
        assertThat(adjustments(answer)).isEqualTo(note == null ? List.of() : List.of(note));
    }

    @Test
    void the_users_word_on_the_levels_of_a_model_counts(Stage stage) {
        ProviderServer server = OverTheWire.server(stage, "openai").reply("Yes.");
        try (LlmClient client = ResilientLlmClient.builder()
                .provider(OverTheWire.provider("openai", server)
                        .model("gpt-5.5")
                        .capabilities(known -> known.withEfforts(Effort.LOW, Effort.MAX)))
                .build()) {
            client.chat(ChatRequest.builder()
                    .user("Why?")
                    .reasoning(Reasoning.effort(Effort.MAX))
                    .build());

            assertThat(server.requests().get(0).body()).contains("\"reasoning_effort\":\"max\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-5.2, true",
        "openai-responses, gpt-5.4, true",
        "anthropic, claude-opus-4-6, true",
        "bedrock, anthropic.claude-opus-4-6-v1, true",
        "mistral, mistral-medium-latest, false",
        "gemini, gemini-2.5-flash, false",
        "cohere, command-a-reasoning-08-2025, false",
        "ollama, gpt-oss, false"
    })
    void the_temperature_goes_where_a_thinking_model_takes_none(
            String service, String model, boolean goes, Stage stage) {
        ProviderServer server = OverTheWire.server(stage, service);
        ChatRequest request = ChatRequest.builder()
                .user("Why?")
                .temperature(0.5)
                .reasoning(Reasoning.effort(Effort.LOW))
                .build();

        ChatResponse answer = ask(service, server, model, request);

        assertThat(server.requests().get(0).body().contains("temperature")).isEqualTo(!goes);
        assertThat(adjustments(answer))
                .isEqualTo(
                        goes ? List.of("dropped temperature: the model does not take it while it thinks") : List.of());
    }
}
