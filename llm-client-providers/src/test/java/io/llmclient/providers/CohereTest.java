package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.Tool;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.ServerRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CohereTest {

    private final ProviderServer server = ProviderServer.cohere();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void the_key_comes_from_either_variable_and_the_shorter_is_asked_first() {
        assertThat(keySentWith(Map.of("CO_API_KEY", "own", "COHERE_API_KEY", "other")))
                .isEqualTo("Bearer own");
        assertThat(keySentWith(Map.of("COHERE_API_KEY", "other"))).isEqualTo("Bearer other");
    }

    private String keySentWith(Map<String, String> environment) {
        server.reply("Hi");
        try (ResilientLlmClient client = client(Cohere.from(environment))) {
            client.chat("Hello");
        }
        ServerRequest request = server.takeRequest();
        assertThat(request.path()).isEqualTo("/v2/chat");
        return request.header("authorization");
    }

    @Test
    void without_a_key_the_message_names_the_variables_and_the_way_around() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Cohere.from(Map.of()))
                .withMessage("CO_API_KEY or COHERE_API_KEY is not set; set it, or call Cohere.withKey(key)");
    }

    @Test
    void it_is_coheres_address_unless_another_is_set() {
        assertThat(Cohere.withKey(() -> "secret"))
                .hasToString("cohere/ (cohere.chat at https://api.cohere.com, authorization: Bearer ***)");
        assertThat(Cohere.from(Map.of("CO_API_KEY", "secret", "CO_API_URL", "https://eu.example")))
                .asString()
                .contains("at https://eu.example,");
    }

    @Test
    void the_plan_before_a_call_is_seen_and_goes_back() {
        server.reply(Reply.thinking("I look.").signed("tool_plan").andToolCall("weather_1", "weather", "{}"))
                .reply("It rains.");
        ChatRequest.Builder conversation =
                ChatRequest.builder().user("Weather?").tool(Tool.function("weather", "Says it"));
        try (ResilientLlmClient client = client(Cohere.withKey("key"))) {
            ChatResponse answer;
            try (ChatStream stream = client.stream(conversation.build())) {
                answer = stream.response();
            }
            assertThat(answer.thinking()).isEqualTo("I look.");
            Content.ToolCall call = answer.toolCalls().get(0);
            client.chat(conversation
                    .message(answer.message())
                    .message(Message.toolResult(call, "Rain"))
                    .build());
        }
        server.takeRequest();
        assertThat(server.takeRequest().body())
                .contains("{\"role\":\"assistant\",\"tool_plan\":\"I look.\","
                        + "\"tool_calls\":[{\"id\":\"weather_1\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"weather\",\"arguments\":\"{}\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"weather_1\",\"content\":\"Rain\"}");
    }

    private ResilientLlmClient client(HttpProvider provider) {
        return ResilientLlmClient.builder()
                .provider(provider.model("command-a-plus-05-2026").baseUrl(server.url()))
                .build();
    }
}
