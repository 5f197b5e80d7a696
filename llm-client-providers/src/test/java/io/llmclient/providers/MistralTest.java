package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.Message;
import io.llmclient.Reasoning;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.testkit.ProviderServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MistralTest {

    private final ProviderServer server = ProviderServer.mistral();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void key_and_address_come_from_the_environment() {
        server.reply("Hi");
        HttpProvider provider = Mistral.from(Map.of("MISTRAL_API_KEY", "secret", "MISTRAL_BASE_URL", server.url()));

        assertThat(sent(provider, ChatRequest.of("Hello"))).contains("\"model\":\"mistral-large-latest\"");
        assertThat(Mistral.from(Map.of("MISTRAL_API_KEY", "secret")))
                .hasToString("mistral/ (mistral.chat at https://api.mistral.ai/v1, authorization: Bearer ***)");
    }

    @Test
    void without_a_key_the_message_names_the_variable_and_the_way_around() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Mistral.from(Map.of()))
                .withMessage("MISTRAL_API_KEY is not set; set it, or call Mistral.withKey(key)");
    }

    @Test
    void fields_that_it_refuses_are_not_sent() {
        server.reply("Hi");
        ChatRequest question =
                ChatRequest.builder().user("Hello").seed(7L).maxOutputTokens(9).build();
        try (ResilientLlmClient client = client(Mistral.withKey("key"))) {
            client.stream(question).response();
        }

        assertThat(server.takeRequest().body())
                .contains("\"random_seed\":7", "\"max_tokens\":9", "\"stream\":true")
                .doesNotContain("\"seed\"", "stream_options");
    }

    @Test
    void calls_of_others_get_ids_of_nine_letters_and_digits() {
        server.reply("Sunny");
        Content.ToolCall call = new Content.ToolCall("call_abc", "weather", "{}");
        ChatRequest question = ChatRequest.builder()
                .message(Message.user("Weather?"))
                .message(Message.assistant(call))
                .message(Message.toolResult(call, "Sun"))
                .message(Message.user("So?"))
                .build();

        String body = sent(Mistral.withKey("key"), question);

        assertThat(body)
                .containsPattern("\"id\":\"([a-zA-Z0-9]{9})\".*\"tool_call_id\":\"\\1\"")
                .contains(
                        "\"content\":\"Sun\"},{\"role\":\"assistant\",\"content\":\"Understood.\"},{\"role\":\"user\"");
    }

    @ParameterizedTest
    @CsvSource({
        "mistral-small-latest, HIGH, high",
        "magistral-medium-2507, MAX, xhigh",
        "mistral-large-latest, HIGH,",
        "newer-than-this, HIGH,"
    })
    void only_models_that_think_are_told_how_much(String model, Reasoning.Effort wish, String said) {
        server.reply("Hi");
        ChatRequest question = ChatRequest.builder()
                .system("Be brief")
                .user("Hello")
                .temperature(0.5)
                .reasoning(new Reasoning(wish, null, false))
                .build();

        String body = sent(Mistral.withKey("key").model(model), question);

        assertThat(body).contains("\"temperature\":0.5", "\"role\":\"system\"");
        if (said == null) {
            assertThat(body).doesNotContain("reasoning_effort");
        } else {
            assertThat(body).contains("\"reasoning_effort\":\"" + said + "\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "401; {'detail':'Invalid API Key'}; AUTHENTICATION",
                "401; {'message':'Unauthorized','request_id':'1'}; AUTHENTICATION",
                "402; {'message':'Payment required'}; QUOTA_EXHAUSTED",
                "422; {'detail':[{'type':'extra_forbidden','loc':['body','foo'],'msg':'Extra inputs'}]}; INVALID_REQUEST",
                "429; {'message':'Requests rate limit exceeded'}; RATE_LIMITED",
                "429; {'object':'error','message':'Service tier capacity exceeded for this model.',"
                        + "'type':'service_tier_capacity_exceeded','code':'3505'}; OVERLOADED",
                "400; {'object':'error','message':'Prompt contains 40000 tokens and 0 draft tokens, too large for model with"
                        + " 32768 maximum context length','type':'invalid_request_error','code':'3051'}; CONTEXT_TOO_LONG",
                "400; {'object':'error','message':'Invalid model: x','type':'invalid_model','code':'1500'}; MODEL_UNAVAILABLE",
                "400; {'object':'error','message':'Unexpected role user after role tool',"
                        + "'type':'invalid_request_message_order','code':'3230'}; INVALID_REQUEST",
                "503; {'message':'Service unavailable'}; OVERLOADED"
            })
    void an_error_means_what_it_says(int status, String body, FailureKind kind) {
        assertThat(Refused.by(Mistral.withKey("key"), status, body.replace('\'', '"'))
                        .kind())
                .isEqualTo(kind);
    }

    private ResilientLlmClient client(HttpProvider provider) {
        HttpProvider local = provider.baseUrl(server.url());
        return ResilientLlmClient.builder()
                .provider(local.model().isEmpty() ? local.model("mistral-large-latest") : local)
                .build();
    }

    private String sent(HttpProvider provider, ChatRequest question) {
        try (ResilientLlmClient client = client(provider)) {
            client.chat(question);
        }
        return server.takeRequest().body();
    }
}
