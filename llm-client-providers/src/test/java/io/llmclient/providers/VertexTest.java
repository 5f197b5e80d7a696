package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.ServerRequest;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VertexTest {

    private static final String PLACE = "/v1beta1/projects/my-project/locations/global/publishers/";

    @ParameterizedTest
    @CsvSource({
        "global, aiplatform.googleapis.com",
        "eu, aiplatform.eu.rep.googleapis.com",
        "us, aiplatform.us.rep.googleapis.com",
        "europe-west4, europe-west4-aiplatform.googleapis.com"
    })
    void a_location_has_a_host(String location, String host) {
        assertThat(Gemini.onVertex("my-project", location, () -> "secret").model("gemini-3.8-flash"))
                .hasToString("gemini-vertex/gemini-3.8-flash (gemini.generateContent at https://" + host
                        + "/v1beta1/projects/my-project/locations/" + location
                        + "/publishers/google, authorization: Bearer ***)");
        assertThat(Anthropic.onVertex("my-project", location, () -> "secret").model("claude-opus-5"))
                .hasToString("anthropic-vertex/claude-opus-5 (anthropic.messages at https://" + host
                        + "/v1beta1/projects/my-project/locations/" + location
                        + "/publishers/anthropic, authorization: Bearer ***)");
    }

    @Test
    void gemini_is_asked_with_a_token_of_the_moment() {
        try (ProviderServer server = ProviderServer.gemini()) {
            List<ServerRequest> requests = asked(
                    server,
                    Gemini.onVertex("my-project", "global", counted())
                            .baseUrl(server.url() + PLACE + "google")
                            .model("gemini-3.8-flash"));

            assertThat(requests.get(0).path()).isEqualTo(PLACE + "google/models/gemini-3.8-flash:generateContent");
            assertThat(requests.get(1).path())
                    .isEqualTo(PLACE + "google/models/gemini-3.8-flash:streamGenerateContent?alt=sse");
            assertThat(requests)
                    .extracting(request -> request.header("authorization"))
                    .containsExactly("Bearer token1", "Bearer token2");
        }
    }

    @Test
    void claude_is_named_in_the_path_and_its_version_in_the_body() {
        try (ProviderServer server = ProviderServer.anthropic()) {
            List<ServerRequest> requests = asked(
                    server,
                    Anthropic.onVertex("my-project", "global", counted())
                            .baseUrl(server.url() + PLACE + "anthropic")
                            .model("claude-sonnet-4-5@20250929"));

            assertThat(requests.get(0).path())
                    .isEqualTo(PLACE + "anthropic/models/claude-sonnet-4-5%4020250929:rawPredict");
            assertThat(requests.get(1).path())
                    .isEqualTo(PLACE + "anthropic/models/claude-sonnet-4-5%4020250929:streamRawPredict");
            assertThat(requests).allSatisfy(request -> {
                assertThat(request.body())
                        .contains("\"anthropic_version\":\"vertex-2023-10-16\"", "\"max_tokens\"")
                        .as("the mark is on the last block: the platform finds no place for it by itself")
                        .contains("\"text\":\"Hello\",\"cache_control\":{\"type\":\"ephemeral\"}")
                        .doesNotContain("\"model\"");
                assertThat(request.header("anthropic-version")).isNull();
            });
            assertThat(requests.get(1).body()).contains("\"stream\":true");
        }
    }

    @Test
    void neither_project_nor_location_is_the_rest_of_an_address() {
        assertThatIllegalArgumentException().isThrownBy(() -> Gemini.onVertex("p/../q", "global", () -> "t"));
        assertThatIllegalArgumentException().isThrownBy(() -> Gemini.onVertex("p", "evil.example/", () -> "t"));
    }

    @Test
    void an_error_of_anthropics_inside_one_of_googles_is_understood() {
        String body = "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"message\":"
                + "\"{\\\"type\\\":\\\"error\\\",\\\"error\\\":{\\\"type\\\":\\\"overloaded_error\\\",\\\"message\\\":\\\"Overloaded\\\"}}\"}}";
        HttpProvider provider = Anthropic.onVertex("my-project", "global", () -> "t");

        assertThat(Refused.by(provider, 529, body).kind()).isEqualTo(FailureKind.OVERLOADED);
        assertThat(Refused.by(provider, 401, "{\"error\":{\"code\":401,\"status\":\"UNAUTHENTICATED\"}}")
                        .kind())
                .isEqualTo(FailureKind.AUTHENTICATION);
    }

    @Test
    void names_the_artifact_that_is_missing_where_tokens_cannot_be_had() throws Exception {
        try (URLClassLoader withoutGoogle = Without.library("com.google.")) {
            for (Class<?> publisher : List.of(Gemini.class, Anthropic.class)) {
                Class<?> provider = withoutGoogle.loadClass(publisher.getName());

                assertThatThrownBy(() -> provider.getMethod("onVertex", String.class, String.class)
                                .invoke(null, "my-project", "global"))
                        .cause()
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("com.google.auth:google-auth-library-oauth2-http");
                assertThat(provider.getMethod("onVertex", String.class, String.class, Supplier.class)
                                .invoke(null, "my-project", "global", counted()))
                        .asString()
                        .contains("aiplatform.googleapis.com");
            }
        }
    }

    @Test
    void project_and_location_come_from_the_environment() {
        Map<String, String> environment =
                Map.of("GOOGLE_CLOUD_PROJECT", "my-project", "GOOGLE_CLOUD_LOCATION", "europe-west4");

        assertThat(Gemini.onVertexFrom(environment))
                .asString()
                .contains("https://europe-west4-aiplatform.googleapis.com/v1beta1/projects/my-project/"
                        + "locations/europe-west4/publishers/google");
        assertThat(Anthropic.onVertexFrom(environment)).asString().contains("/publishers/anthropic");
        assertThatIllegalStateException()
                .isThrownBy(() -> Anthropic.onVertexFrom(Map.of("GOOGLE_CLOUD_PROJECT", "my-project")))
                .withMessage("GOOGLE_CLOUD_LOCATION is not set; set it, or call Anthropic.onVertex(project, location)");
    }

    private static Supplier<String> counted() {
        AtomicInteger count = new AtomicInteger();
        return () -> "token" + count.incrementAndGet();
    }

    /** A call and a stream. */
    private static List<ServerRequest> asked(ProviderServer server, HttpProvider provider) {
        server.reply("Hi").reply("Hi");
        ChatRequest question = ChatRequest.builder()
                .user("Hello")
                .cache(new Content.CachePoint(null))
                .build();
        try (ResilientLlmClient client =
                ResilientLlmClient.builder().provider(provider).build()) {
            assertThat(client.chat(question).text()).isEqualTo("Hi");
            assertThat(client.stream(question).response().text()).isEqualTo("Hi");
        }
        return server.requests();
    }
}
