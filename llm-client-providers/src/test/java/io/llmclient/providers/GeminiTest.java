package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatStream;
import io.llmclient.Content;
import io.llmclient.FinishReason;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GeminiTest {

    private final ProviderServer server = ProviderServer.gemini();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void the_key_comes_from_either_variable_and_geminis_own_is_asked_first() {
        assertThat(keySentWith(Map.of("GEMINI_API_KEY", "own", "GOOGLE_API_KEY", "other")))
                .isEqualTo("own");
        assertThat(keySentWith(Map.of("GEMINI_API_KEY", " ", "GOOGLE_API_KEY", "other")))
                .isEqualTo("other");
    }

    private String keySentWith(Map<String, String> environment) {
        server.reply("Hi");
        try (ResilientLlmClient client = client(Gemini.from(environment))) {
            client.chat("Hello");
        }
        return server.takeRequest().header("x-goog-api-key");
    }

    @Test
    void without_a_key_the_message_names_the_variables_and_the_way_around() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Gemini.from(Map.of()))
                .withMessage("GEMINI_API_KEY or GOOGLE_API_KEY is not set; set it, or call Gemini.withKey(key)");
    }

    @Test
    void the_key_is_never_in_the_url() {
        server.reply("Hi").reply("Hi");
        try (ResilientLlmClient client = client(Gemini.withKey(() -> "secret"))) {
            client.chat("Hello");
            try (ChatStream stream = client.stream(ChatRequest.of("Hello"))) {
                stream.forEach(event -> {});
            }
        }
        assertThat(server.requests())
                .extracting(request -> request.path())
                .containsExactly(
                        "/v1beta/models/gemini-3.8-flash:generateContent",
                        "/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse");
    }

    @Test
    void a_stream_brings_thoughts_text_and_calls_in_their_order() {
        server.reply(Reply.thinking("Hm.").andText("Let me see").andToolCall("weather", "{\"city\":\"Rome\"}"));
        try (ResilientLlmClient client = client(Gemini.withKey("key"));
                ChatStream stream = client.stream(ChatRequest.of("Weather?"))) {
            StringBuilder seen = new StringBuilder();
            stream.forEach(event -> seen.append(event instanceof ChatEvent.TextDelta text ? text.text() : ""));

            assertThat(seen).hasToString("Let me see");
            assertThat(stream.response().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
            assertThat(stream.response().content())
                    .<Class<?>>extracting(Object::getClass)
                    .isEqualTo(List.of(Content.Thinking.class, Content.Text.class, Content.ToolCall.class));
        }
    }

    private ResilientLlmClient client(HttpProvider provider) {
        return ResilientLlmClient.builder()
                .provider(provider.model("gemini-3.8-flash").baseUrl(server.url()))
                .build();
    }
}
