package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmclient.ChatRequest;
import io.llmclient.ChatStream;
import io.llmclient.StreamInterruptedException;
import io.llmclient.Timeouts;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.ServerRequest;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiTest {

    private final ProviderServer server = ProviderServer.openAi();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_stream_without_limits_breaks_off_like_any_other() {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        Timeouts none = Timeouts.defaults()
                .withFirstToken(forever)
                .withStall(forever)
                .withStream(forever)
                .withAnswer(forever);
        try (ProviderServer server =
                        ProviderServer.openAi().reply(Reply.words(4).resetAfter(2));
                ResilientLlmClient client = ResilientLlmClient.builder()
                        .provider(OpenAi.withKey("sk-1")
                                .baseUrl(server.url())
                                .model("gpt-4.1")
                                .timeouts(none))
                        .build();
                ChatStream stream = client.stream("Hello")) {
            assertThatThrownBy(stream::response)
                    .isInstanceOf(StreamInterruptedException.class)
                    .hasMessageNotContaining("ArithmeticException");
        }
    }

    @Test
    void key_and_address_come_from_the_environment() {
        HttpProvider provider = OpenAi.from(Map.of("OPENAI_API_KEY", "secret", "OPENAI_BASE_URL", server.url()));

        ServerRequest request = asked(provider);

        assertThat(request.path()).isEqualTo("/v1/chat/completions");
        assertThat(request.header("authorization")).isEqualTo("Bearer secret");
        assertThat(request.body()).contains("\"max_completion_tokens\":9");
        assertThat(provider.toString()).doesNotContain("secret");
    }

    @Test
    void without_an_address_it_is_open_ais() {
        assertThat(OpenAi.from(Map.of("OPENAI_API_KEY", "secret", "OPENAI_BASE_URL", " ")))
                .hasToString("openai/ (openai.chat at https://api.openai.com/v1, authorization: Bearer ***)");
    }

    @Test
    void without_a_key_the_message_names_the_variable_and_the_way_around() {
        assertThatIllegalStateException()
                .isThrownBy(() -> OpenAi.from(Map.of("OPENAI_API_KEY", "")))
                .withMessage("OPENAI_API_KEY is not set; set it, or call OpenAi.withKey(key)");
    }

    @Test
    void a_supplier_is_asked_for_the_key_at_every_attempt() {
        AtomicInteger calls = new AtomicInteger();
        HttpProvider provider =
                OpenAi.withKey(() -> "key" + calls.incrementAndGet()).baseUrl(server.url());

        assertThat(asked(provider).header("authorization")).isEqualTo("Bearer key1");
        assertThat(asked(provider).header("authorization")).isEqualTo("Bearer key2");
    }

    @Test
    void several_keys_make_a_pool() {
        assertThat(OpenAi.withKeys("a", "b", "c").keys()).isEqualTo(3);
        assertThat(OpenAiCompatible.at("vllm", "http://localhost:8000/v1", "a", "b")
                        .keys())
                .isEqualTo(2);
    }

    @Test
    void several_keys_in_the_environment_are_separated_by_commas() {
        HttpProvider provider =
                OpenAi.from(Map.of("OPENAI_API_KEY", "first, second,", "OPENAI_BASE_URL", server.url()));

        assertThat(provider.keys()).isEqualTo(2);
        assertThat(asked(provider).header("authorization")).isEqualTo("Bearer first");
    }

    @Test
    void a_bad_list_of_keys_is_refused_when_it_is_given_without_showing_a_key() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAi.from(Map.of("OPENAI_API_KEY", "secret,secret")))
                .withMessage("API keys 1 and 2 are the same");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAi.withKeys("secret", ""))
                .withMessage("API key 2 is empty");
        assertThatIllegalArgumentException().isThrownBy(OpenAi::withKeys).withMessageContaining("at least one API key");
    }

    @Test
    void a_compatible_service_is_named_and_asked_in_its_own_words() {
        HttpProvider provider = OpenAiCompatible.at("vllm", server.url(), "key");

        assertThat(provider.provider()).isEqualTo("vllm");
        assertThat(asked(provider).body()).contains("\"max_tokens\":9");
    }

    @Test
    void a_local_server_needs_no_key() {
        assertThat(OpenAiCompatible.at("ollama", "http://localhost:11434/v1").model("qwen3"))
                .hasToString("ollama/qwen3 (openai.chat at http://localhost:11434/v1, no key)");
    }

    private ServerRequest asked(HttpProvider provider) {
        server.reply("Hi");
        ChatRequest request =
                ChatRequest.builder().user("Hello").maxOutputTokens(9).build();
        try (ResilientLlmClient client =
                ResilientLlmClient.builder().provider(provider.model("gpt-4.1")).build()) {
            assertThat(client.chat(request).text()).isEqualTo("Hi");
        }
        return server.takeRequest();
    }
}
