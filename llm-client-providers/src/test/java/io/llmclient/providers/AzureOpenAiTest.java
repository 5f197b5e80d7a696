package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.llmclient.ChatRequest;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.http.Auth;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.spi.Feature;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.ServerRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureOpenAiTest {

    private final ProviderServer server = ProviderServer.openAi();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void the_deployment_is_the_model_of_the_body() {
        ServerRequest request = asked(AzureOpenAi.withKey(root(), "secret"));

        assertThat(request.path()).isEqualTo("/openai/v1/chat/completions");
        assertThat(request.header("api-key")).isEqualTo("secret");
        assertThat(request.header("authorization")).isNull();
        assertThat(request.body()).contains("\"model\":\"gpt-4.1 eu\"", "\"max_completion_tokens\":9");
    }

    @Test
    void the_deployment_is_a_part_of_a_dated_path() {
        ServerRequest request = asked(AzureOpenAi.dated(root(), "2024-10-21", Auth.header("api-key", "secret")));

        assertThat(request.path())
                .isEqualTo("/openai/deployments/gpt-4.1%20eu/chat/completions?api-version=2024-10-21");
        assertThat(request.header("api-key")).isEqualTo("secret");
    }

    @Test
    void a_token_is_shown_in_place_of_a_key() {
        ServerRequest request = asked(AzureOpenAi.withToken(root(), () -> "token"));

        assertThat(request.header("authorization")).isEqualTo("Bearer token");
        assertThat(request.header("api-key")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://r.openai.azure.com",
                "https://r.openai.azure.com/",
                "https://r.openai.azure.com/openai",
                " https://r.openai.azure.com/openai/v1/",
                "https://r.openai.azure.com/openai/deployments/x"
            })
    void an_endpoint_is_taken_as_it_is_shown(String endpoint) {
        assertThat(AzureOpenAi.withKey(endpoint, "secret"))
                .hasToString("azure/ (openai.chat at https://r.openai.azure.com/openai/v1, api-key: ***)");
        assertThat(AzureOpenAi.dated(endpoint, "2024-10-21", Auth.bearer("token")))
                .hasToString("azure/ (openai.chat at https://r.openai.azure.com/openai, authorization: Bearer ***)");
    }

    @Test
    void all_of_it_comes_from_the_environment() {
        HttpProvider provider = AzureOpenAi.from(Map.of(
                "AZURE_OPENAI_ENDPOINT", root(),
                "AZURE_OPENAI_API_KEY", "one,two",
                "OPENAI_API_VERSION", "2024-10-21",
                "AZURE_OPENAI_DEPLOYMENT", "gpt-4.1 eu"));

        assertThat(provider.keys()).isEqualTo(2);
        assertThat(provider.model()).isEqualTo("gpt-4.1 eu");
        assertThat(asked(provider).path()).contains("/deployments/gpt-4.1%20eu/", "api-version=2024-10-21");
    }

    @Test
    void a_resource_is_enough_of_an_address() {
        assertThat(AzureOpenAi.from(Map.of("AZURE_RESOURCE_NAME", "r", "AZURE_API_KEY", "secret")))
                .hasToString("azure/ (openai.chat at https://r.openai.azure.com/openai/v1, api-key: ***)");
    }

    @Test
    void what_is_missing_is_named() {
        assertThatIllegalStateException()
                .isThrownBy(() -> AzureOpenAi.from(Map.of("AZURE_API_KEY", "secret")))
                .withMessage("AZURE_OPENAI_ENDPOINT or AZURE_RESOURCE_NAME is not set; set it, or call"
                        + " AzureOpenAi.withKey(endpoint, key)");
        assertThatIllegalStateException()
                .isThrownBy(() -> AzureOpenAi.from(Map.of("AZURE_RESOURCE_NAME", "r")))
                .withMessageContaining("AZURE_OPENAI_API_KEY or AZURE_API_KEY is not set");
    }

    @Test
    void a_version_is_not_the_rest_of_a_query() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AzureOpenAi.dated(root(), "2024-10-21&x=y", Auth.none()))
                .withMessageContaining("2024-10-21&x=y");
    }

    @Test
    void documents_go_elsewhere_and_a_deployment_is_known_by_its_name() {
        HttpProvider azure = AzureOpenAi.withKey(root(), "secret");

        assertThat(azure.model("gpt-5-mini-eu").capabilities().has(Feature.TEMPERATURE))
                .isFalse();
        assertThat(azure.model("my-deployment").capabilities().has(Feature.TEMPERATURE))
                .isTrue();
        assertThat(azure.model("my-deployment").capabilities().has(Feature.DOCUMENTS))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "400; content_filter; The response was filtered; CONTENT_FILTERED",
                "400; context_length_exceeded; too much; CONTEXT_TOO_LONG",
                "400; OperationNotSupported; The operation does not work with this model; INVALID_REQUEST",
                "400; unsupported_value; no; INVALID_REQUEST",
                "400; BadRequest; API version not supported; INVALID_REQUEST",
                "401; 401; Access denied due to invalid subscription key or wrong API endpoint.; AUTHENTICATION",
                "401; PermissionDenied; The principal lacks the required data action; PERMISSION",
                "403; AccessDenied; Access denied due to Virtual Network/Firewall rules.; PERMISSION",
                "404; DeploymentNotFound; The API deployment for this resource does not exist.; MODEL_UNAVAILABLE",
                "404; 404; Resource not found; MODEL_UNAVAILABLE",
                "408; Timeout; The operation was timeout.; TIMED_OUT",
                "409; conflict; no; SERVER_ERROR",
                "424; failed_dependency; no; SERVER_ERROR",
                "429; 429; Requests have exceeded token rate limit of your tier. Please retry after 22 seconds.; RATE_LIMITED",
                "429; RateLimitReached; no; RATE_LIMITED",
                "429; 429; The system is experiencing high demand; OVERLOADED",
                "429; insufficient_quota; no; QUOTA_EXHAUSTED",
                "500; InternalServerError; The server had an error; SERVER_ERROR",
                "503; ServiceUnavailable; The model is currently overloaded; OVERLOADED"
            })
    void an_error_means_what_it_says(int status, String code, String message, FailureKind kind) {
        assertThat(refused(status, code, message).kind()).isEqualTo(kind);
    }

    @Test
    void the_wait_is_the_longest_that_is_named() {
        assertThat(refused(429, "429", "Please retry after 22 seconds.").retryAfter())
                .isEqualTo(Duration.ofSeconds(22));
        assertThat(refused(429, "RateLimitReached", "no", "retry-after", "1", "retry-after-ms", "0")
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(1));
    }

    private static LlmException refused(int status, String code, String message, String... headers) {
        String body = "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}";
        return Refused.by(AzureOpenAi.withKey("https://r.openai.azure.com", "secret"), status, body, headers);
    }

    private String root() {
        return server.uri().resolve("/").toString();
    }

    private ServerRequest asked(HttpProvider provider) {
        server.reply("Hi");
        ChatRequest request =
                ChatRequest.builder().user("Hello").maxOutputTokens(9).build();
        try (ResilientLlmClient client = ResilientLlmClient.builder()
                .provider(provider.model("gpt-4.1 eu"))
                .build()) {
            assertThat(client.chat(request).text()).isEqualTo("Hi");
        }
        return server.takeRequest();
    }
}
