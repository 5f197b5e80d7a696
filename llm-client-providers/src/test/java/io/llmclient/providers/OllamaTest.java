package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.Timeouts;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.ServerRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaTest {

    private final ProviderServer server = ProviderServer.ollama();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080,            http://127.0.0.1:8080",
        "gpu.example,               http://gpu.example:11434",
        ":8080,                     http://localhost:8080",
        "0.0.0.0,                   http://localhost:11434",
        "http://0.0.0.0:11434,      http://localhost:11434",
        "10.0.0.0:8080,             http://10.0.0.0:8080",
        "[::1]:8080,                http://[::1]:8080",
        "gpu.example:8080/ollama/,  http://gpu.example:8080/ollama",
        "https://gpu.example/,      https://gpu.example"
    })
    void the_address_in_the_environment_may_lack_what_ollama_adds(String host, String address) {
        assertThat(Ollama.from(Map.of("OLLAMA_HOST", host, "OLLAMA_API_KEY", "for the cloud")))
                .hasToString("ollama/ (ollama.chat at " + address + ", no key)");
    }

    @Test
    void an_address_that_is_none_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Ollama.from(Map.of("OLLAMA_HOST", "ftp://gpu.example")));
    }

    @Test
    void without_an_address_a_key_means_the_cloud_and_no_key_this_machine() {
        assertThat(Ollama.from(Map.of("OLLAMA_API_KEY", "one,two", "OLLAMA_HOST", " ")))
                .hasToString("ollama/ (ollama.chat at https://ollama.com, authorization: Bearer *** of 2 keys)");
        assertThat(Ollama.from(Map.of()))
                .hasToString("ollama/ (ollama.chat at http://localhost:11434, no key)")
                .hasToString(Ollama.local().toString());
    }

    @Test
    void a_server_of_ones_own_has_time_to_load_the_model_and_the_cloud_has_not() {
        assertThat(Ollama.local().timeouts().firstToken())
                .isGreaterThan(Timeouts.defaults().firstToken());
        assertThat(Ollama.from(Map.of("OLLAMA_HOST", "10.0.0.7")).timeouts())
                .isEqualTo(Ollama.local().timeouts());
        assertThat(Ollama.withKey("key").timeouts()).isNull();
    }

    @Test
    void a_local_server_is_asked_without_a_key_and_takes_its_own_options() {
        server.reply("Hi");
        ChatRequest request = ChatRequest.builder()
                .user("Hello")
                .maxOutputTokens(9)
                .extra("ollama", "options.num_ctx", 32_768)
                .build();
        try (ResilientLlmClient client = ResilientLlmClient.builder()
                .provider(Ollama.local().baseUrl(server.url()).model("qwen3"))
                .build()) {
            ChatResponse answer = client.chat(request);
            assertThat(answer.text()).isEqualTo("Hi");
        }
        ServerRequest asked = server.takeRequest();
        assertThat(asked.path()).isEqualTo("/api/chat");
        assertThat(asked.header("authorization")).isNull();
        assertThat(asked.body()).contains("\"options\":{\"num_predict\":9,\"num_ctx\":32768}");
    }
}
