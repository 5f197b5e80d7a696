package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.Origin;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.http.Auth;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.spi.Feature;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.ServerRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiResponsesTest {

    private final ProviderServer server = ProviderServer.openAiResponses();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void key_and_address_come_from_the_environment() {
        HttpProvider provider =
                OpenAiResponses.from(Map.of("OPENAI_API_KEY", "secret, other", "OPENAI_BASE_URL", server.url()));

        ServerRequest request = asked(provider);

        assertThat(request.path()).isEqualTo("/v1/responses");
        assertThat(request.header("authorization")).isEqualTo("Bearer secret");
        assertThat(provider.keys()).isEqualTo(2);
        assertThat(provider.toString()).doesNotContain("secret");
    }

    @Test
    void without_an_address_it_is_open_ais() {
        assertThat(OpenAiResponses.from(Map.of("OPENAI_API_KEY", "secret", "OPENAI_BASE_URL", " ")))
                .hasToString("openai/ (openai.responses at https://api.openai.com/v1, authorization: Bearer ***)");
    }

    @Test
    void without_a_key_the_message_names_the_variable_and_the_way_around() {
        assertThatIllegalStateException()
                .isThrownBy(() -> OpenAiResponses.from(Map.of("OPENAI_API_KEY", "")))
                .withMessage("OPENAI_API_KEY is not set; set it, or call OpenAiResponses.withKey(key)");
    }

    @Test
    void a_supplier_is_asked_for_the_key() {
        assertThat(asked(OpenAiResponses.withKey(() -> "fresh").baseUrl(server.url()))
                        .header("authorization"))
                .isEqualTo("Bearer fresh");
    }

    @Test
    void another_service_is_named_and_shown_its_own_key() {
        assertThat(asked(OpenAiResponses.at("xai", server.url(), "key")).header("authorization"))
                .isEqualTo("Bearer key");
        assertThat(asked(OpenAiResponses.at("xai", server.url(), () -> "fresh")).header("authorization"))
                .isEqualTo("Bearer fresh");
        assertThat(OpenAiResponses.at("azure", "https://me.openai.azure.com/openai/v1", Auth.header("api-key", "key")))
                .hasToString("azure/ (openai.responses at https://me.openai.azure.com/openai/v1, api-key: ***)");
        assertThat(OpenAiResponses.at("local", "http://localhost:1234/v1"))
                .hasToString("local/ (openai.responses at http://localhost:1234/v1, no key)");
        assertThatIllegalArgumentException().isThrownBy(() -> OpenAiResponses.at("xai", server.url(), ""));
    }

    private ServerRequest asked(HttpProvider provider) {
        server.reply("Hi");
        try (ResilientLlmClient client =
                ResilientLlmClient.builder().provider(provider.model("gpt-4.1")).build()) {
            assertThat(client.chat("Hello").text()).isEqualTo("Hi");
        }
        return server.takeRequest();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_the_model_thought_goes_back_to_it_before_its_call(boolean streaming) {
        server.reply(Reply.thinking("Which city?").signed("e1").andToolCall("call_1", "weather", "{}"));

        String body = secondRequest(streaming, "gpt-6.1-sol", "gpt-6.1-sol");

        assertThat(body)
                .contains("{\"id\":\"rs_0\",\"type\":\"reasoning\","
                        + "\"summary\":[{\"type\":\"summary_text\",\"text\":\"Which city?\"}],\"encrypted_content\":\"e1\"},"
                        + "{\"type\":\"function_call\",\"call_id\":\"call_1\",\"name\":\"weather\",\"arguments\":\"{}\"},"
                        + "{\"type\":\"function_call_output\",\"call_id\":\"call_1\",\"output\":\"Sun\"}");
    }

    @Test
    void what_the_model_thought_goes_to_no_other_model() {
        server.reply(Reply.thinking("Which city?").signed("e1").andToolCall("call_1", "weather", "{}"));

        assertThat(secondRequest(false, "gpt-6.1-sol", "gpt-5.6-terra"))
                .contains("\"call_1\"")
                .doesNotContain("Which city?", "e1\"", "\"type\":\"reasoning\"");
    }

    private String secondRequest(boolean streaming, String firstModel, String secondModel) {
        ChatRequest question = ChatRequest.of("Weather?");
        ChatResponse answer;
        try (ResilientLlmClient client = client(firstModel)) {
            answer = streaming ? streamed(client, question) : client.chat(question);
        }
        server.takeRequest();
        server.reply("Sunny");
        try (ResilientLlmClient client = client(secondModel)) {
            client.chat(question.toBuilder()
                    .message(answer.message())
                    .message(Message.toolResult(answer.toolCalls().get(0), "Sun"))
                    .build());
        }
        return server.takeRequest().body();
    }

    private ResilientLlmClient client(String model) {
        return ResilientLlmClient.builder()
                .provider(OpenAiResponses.withKey("key").baseUrl(server.url()).model(model))
                .build();
    }

    private static ChatResponse streamed(ResilientLlmClient client, ChatRequest question) {
        try (ChatStream stream = client.stream(question)) {
            return stream.response();
        }
    }

    @Test
    void thoughts_without_words_are_kept_too() {
        server.reply(Reply.thinking("").signed("e1").andText("Bonn."));

        try (ResilientLlmClient client = client("gpt-5.6-terra")) {
            List<Content> content = client.chat("Where?").content();

            assertThat(content).hasSize(2);
            assertThat(content.get(0))
                    .isEqualTo(
                            new Content.Thinking(
                                    "",
                                    new Origin(
                                            "openai.responses",
                                            "gpt-5.6-terra",
                                            "{\"id\":\"rs_0\",\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"e1\"}")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-6.1-sol, REASONING, true",
        "gpt-6.1-sol, TOOLS, true",
        "gpt-6.1-sol, TEMPERATURE, false",
        "gpt-5.4, TEMPERATURE, true",
        "gpt-4.1, REASONING, false",
        "gpt-4.1, TOOL_RESULT_MEDIA, true",
        "gpt-4.1, DOCUMENT_URLS, true",
        "gpt-4.1, STOP, false",
        "gpt-4.1, SEED, false",
        "gpt-4.1, AUDIO, false"
    })
    void models_differ_in_what_they_take(String model, Feature feature, boolean taken) {
        assertThat(OpenAiResponses.withKey("key").model(model).capabilities().has(feature))
                .isEqualTo(taken);
    }

    @Test
    void an_unknown_model_of_another_service_is_sent_what_nearly_all_take() {
        assertThat(OpenAiResponses.at("house", server.url())
                        .model("ours")
                        .capabilities()
                        .has(Feature.DOCUMENTS))
                .isFalse();
        assertThat(OpenAiResponses.at("azure", server.url())
                        .model("gpt-5.6-luna")
                        .capabilities()
                        .has(Feature.DOCUMENTS))
                .isTrue();
    }
}
