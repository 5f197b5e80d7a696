package io.llmclient.providers;

import static io.llmclient.providers.OverTheWire.other;
import static io.llmclient.providers.OverTheWire.provider;
import static io.llmclient.providers.OverTheWire.server;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmclient.ChatRequest;
import io.llmclient.ChatStream;
import io.llmclient.Description;
import io.llmclient.FinishReason;
import io.llmclient.LlmClient;
import io.llmclient.StructuredOutputException;
import io.llmclient.StructuredOutputException.Reason;
import io.llmclient.StructuredResponse;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.StructuredOutput;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LlmTestExtension.class)
class StructuredOutputOverTheWireTest {

    enum Course {
        STARTER,
        DESSERT
    }

    record Recipe(
            String title,
            @Description("in minutes") int time,
            Course course,
            Optional<String> source,
            List<String> steps,
            Map<String, Integer> nutrients,
            LocalDate since) {}

    private static final String SOUP = """
            {"title": "Soup", "time": 20, "course": "STARTER", "source": null, "steps": ["Boil"],
             "nutrients": [{"key": "fat", "value": 3}], "since": "2026-01-31"}""";

    private static LlmClient client(Stage stage, ProviderServer... servers) {
        ResilientLlmClient.Builder builder = ResilientLlmClient.builder();
        for (ProviderServer server : servers) {
            builder.provider(provider(server));
        }
        return stage.register(builder.build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void an_answer_is_read_into_a_record(String name, Stage stage) {
        ProviderServer server = server(stage, name).reply(SOUP);

        StructuredResponse<Recipe> answer = client(stage, server).chat("A soup, please.", Recipe.class);

        assertThat(answer.value())
                .isEqualTo(new Recipe(
                        "Soup",
                        20,
                        Course.STARTER,
                        Optional.empty(),
                        List.of("Boil"),
                        Map.of("fat", 3),
                        LocalDate.of(2026, 1, 31)));
        assertThat(server.requests().get(0).body()).contains("\"enum\":[\"STARTER\",\"DESSERT\"]");
        assertThat(answer.response().route().attempts().get(0).adjustments()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void a_stream_is_read_into_a_record(String name, Stage stage) {
        StructuredOutput<Recipe> recipe = StructuredOutput.of(Recipe.class);
        ChatRequest request = ChatRequest.builder()
                .user("A soup, please.")
                .responseFormat(recipe.format())
                .build();
        try (ChatStream stream = client(stage, server(stage, name).reply(SOUP)).stream(request)) {
            assertThat(recipe.read(stream.response()).value().title()).isEqualTo("Soup");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void the_next_provider_is_asked_for_the_same_record(String name, Stage stage) {
        ProviderServer first = server(stage, name).fail(Fault.quotaExhausted());
        ProviderServer second = other(stage, name).reply(SOUP);

        StructuredResponse<Recipe> soup = client(stage, first, second).chat("A soup, please.", Recipe.class);

        assertThat(soup.value().title()).isEqualTo("Soup");
        assertThat(soup.response()).wasServedBy(second.provider());
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void a_cut_answer_keeps_its_text(String name, Stage stage) {
        String half = SOUP.substring(0, 40);
        LlmClient client =
                client(stage, server(stage, name).reply(Reply.text(half).finishReason(FinishReason.LENGTH)));

        StructuredOutputException failure = catchThrowableOfType(
                StructuredOutputException.class, () -> client.chat("A soup, please.", Recipe.class));

        assertThat(failure.reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(failure.text()).isEqualTo(half);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void a_refusal_is_told_from_a_wrong_answer(String name, Stage stage) {
        LlmClient client = client(stage, server(stage, name).reply(Reply.refusal("I'd rather not.")));

        StructuredOutputException failure = catchThrowableOfType(
                StructuredOutputException.class, () -> client.chat("A soup, please.", Recipe.class));

        assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
    }

    @Test
    void a_model_without_a_mode_for_schemas_is_asked_in_words(Stage stage) {
        ProviderServer server = ProviderServer.anthropic().reply("```json\n" + SOUP + "\n```");
        stage.register(server);
        LlmClient client = stage.register(ResilientLlmClient.builder()
                .provider(Anthropic.withKey("key")
                        .model("claude-3-haiku-20240307")
                        .baseUrl(server.url()))
                .build());

        StructuredResponse<Recipe> soup = client.chat("A soup, please.", Recipe.class);

        assertThat(soup.value().title()).isEqualTo("Soup");
        assertThat(soup.response().route().attempts().get(0).adjustments())
                .anyMatch(sentence -> sentence.contains("schema"));
        assertThat(server.requests().get(0).body()).contains("JSON Schema").doesNotContain("output_config");
    }
}
