package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.RetryPolicy;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.ServerRequest;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BedrockTest {

    private static final String MODEL = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    private static final String ARN = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/" + MODEL;
    private static final String SECRET = "a-secret-access-key";
    private static final Map<String, String> CREDENTIALS =
            Map.of("AWS_REGION", "us-east-1", "AWS_ACCESS_KEY_ID", "AKID", "AWS_SECRET_ACCESS_KEY", SECRET);

    private static ChatResponse ask(HttpProvider provider, ProviderServer server) {
        HttpProvider local = provider.baseUrl(server.url());
        try (ResilientLlmClient client = ResilientLlmClient.builder()
                .provider(local)
                .retry(RetryPolicy.defaults().withBackoff(Duration.ofMillis(1), Duration.ofMillis(1)))
                .build()) {
            return client.chat("Hello");
        }
    }

    @Test
    void asks_for_its_model_by_an_encoded_path_with_its_key() {
        try (ProviderServer server = ProviderServer.bedrock()) {
            server.reply("Hi").reply("Hi");

            assertThat(ask(Bedrock.withKey("us-east-1", "k-1").model(MODEL), server)
                            .text())
                    .isEqualTo("Hi");
            ask(Bedrock.withKey("us-east-1", () -> "k-2").model(ARN), server);

            ServerRequest first = server.takeRequest();
            assertThat(first.path()).isEqualTo("/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse");
            assertThat(first.header("authorization")).isEqualTo("Bearer k-1");
            ServerRequest second = server.takeRequest();
            assertThat(second.path()).contains("inference-profile%2Fus.anthropic");
            assertThat(second.header("authorization")).isEqualTo("Bearer k-2");
        }
    }

    @Test
    void signs_what_is_sent() {
        AwsCredentials credentials = AwsCredentials.of("AKID", SECRET, "a-session-token");
        HttpProvider provider =
                Bedrock.withCredentials("eu-central-1", () -> credentials).header("x-own", "a  b");
        try (ProviderServer server = ProviderServer.bedrock()) {
            for (String model : new String[] {MODEL, ARN, "strange model+~*é"}) {
                server.reply("Hi");

                ask(provider.model(model), server);

                ServerRequest request = server.takeRequest();
                assertSigned(request);
                assertThat(request.header("x-amz-security-token")).isEqualTo("a-session-token");
            }
        }
    }

    /** As AWS would see it: by the path, the headers and the body that came. */
    private static void assertSigned(ServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
        URI url = URI.create("http://" + headers.get("host") + request.path());
        byte[] body = request.body().getBytes(StandardCharsets.UTF_8);

        assertThat(SignatureCheck.given(headers)).isEqualTo(SignatureCheck.expected(SECRET, url, headers, body));
    }

    @Test
    void signs_each_attempt_with_the_credentials_of_that_moment() {
        AtomicInteger asked = new AtomicInteger();
        HttpProvider provider = Bedrock.withCredentials(
                        "us-east-1", () -> AwsCredentials.of("AKID" + asked.incrementAndGet(), SECRET))
                .model(MODEL);
        try (ProviderServer server = ProviderServer.bedrock()) {
            server.fail(Fault.serverError()).reply("Hi");

            ask(provider, server);

            assertThat(server.requests())
                    .allSatisfy(BedrockTest::assertSigned)
                    .extracting(request -> String.valueOf(request.header("authorization")))
                    .satisfiesExactly(
                            first -> assertThat(first).contains("Credential=AKID1/"),
                            second -> assertThat(second).contains("Credential=AKID2/"));
        }
    }

    @Test
    void fails_as_unauthenticated_where_there_are_no_credentials() {
        HttpProvider provider = Bedrock.withCredentials("us-east-1", () -> {
                    throw new IllegalStateException("the session is over");
                })
                .model(MODEL);
        try (ProviderServer server = ProviderServer.bedrock()) {
            assertThatThrownBy(() -> ask(provider, server))
                    .isInstanceOf(LlmException.class)
                    .extracting(e -> ((LlmException) e).kind())
                    .isEqualTo(FailureKind.AUTHENTICATION);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void an_exception_in_a_stream_is_what_it_is_in_an_answer() {
        try (ProviderServer server = ProviderServer.bedrock()) {
            server.otherwise(Reply.words(5).failAfter(2, Fault.rateLimited()));
            HttpProvider provider =
                    Bedrock.withKey("us-east-1", "k").baseUrl(server.url()).model(MODEL);
            try (ResilientLlmClient client = ResilientLlmClient.builder()
                    .provider(provider)
                    .retry(RetryPolicy.never())
                    .build()) {
                assertThatThrownBy(() -> client.stream("Hello").response())
                        .cause()
                        .isInstanceOfSatisfying(LlmException.class, cause -> {
                            assertThat(cause.kind()).isEqualTo(FailureKind.RATE_LIMITED);
                            assertThat(cause.code()).isEqualTo("throttlingException");
                        });
            }
        }
    }

    @Test
    void prefers_a_key_in_the_environment_to_credentials() {
        Map<String, String> environment = new HashMap<>(CREDENTIALS);
        assertThat(Bedrock.from(environment)).asString().contains("signed requests");

        environment.put("AWS_BEARER_TOKEN_BEDROCK", "k-1");
        assertThat(Bedrock.from(environment)).asString().contains("authorization: Bearer ***");
        assertThat(BedrockAnthropic.from(environment)).asString().contains("authorization: Bearer ***");
    }

    @Test
    void is_where_the_environment_says() {
        Map<String, String> environment = new HashMap<>(CREDENTIALS);
        environment.put("AWS_DEFAULT_REGION", "eu-west-1");
        assertThat(Bedrock.from(environment)).asString().contains("https://bedrock-runtime.us-east-1.amazonaws.com");

        environment.put("AWS_REGION", " ");
        assertThat(Bedrock.from(environment)).asString().contains("https://bedrock-runtime.eu-west-1.amazonaws.com");

        environment.put("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "https://bedrock-runtime.cn-north-1.amazonaws.com.cn");
        assertThat(Bedrock.from(environment)).asString().contains("cn-north-1.amazonaws.com.cn");
    }

    @Test
    void says_which_variables_are_missing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Bedrock.from(Map.of()))
                .withMessageContaining("AWS_REGION")
                .withMessageContaining("Bedrock.withKey");
        assertThatIllegalStateException()
                .isThrownBy(() -> BedrockAnthropic.from(Map.of("AWS_REGION", "us-east-1", "AWS_ACCESS_KEY_ID", "AKID")))
                .withMessageContaining("AWS_BEARER_TOKEN_BEDROCK")
                .withMessageContaining("AWS_SECRET_ACCESS_KEY")
                .withMessageContaining("BedrockAnthropic.withKey");
    }

    @Test
    void refuses_what_is_no_region_and_what_are_no_credentials() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bedrock.withKey("evil.example/x", "k"))
                .withMessageContaining("us-east-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsCredentials.of("AKID", " "))
                .withMessageContaining("secretAccessKey");
    }

    @Test
    void shows_no_secret() {
        assertThat(AwsCredentials.of("AKID", SECRET, "a-session-token"))
                .asString()
                .doesNotContain("AKID", SECRET, "a-session-token");
        assertThat(Bedrock.from(CREDENTIALS)).asString().doesNotContain("AKID", SECRET);
    }

    @Test
    void names_the_artifact_that_is_missing_where_credentials_cannot_sign() throws Exception {
        try (URLClassLoader withoutAmazon = Without.library("software.amazon.")) {
            Class<?> bedrock = withoutAmazon.loadClass(Bedrock.class.getName());

            assertThatThrownBy(() -> bedrock.getMethod("withCredentials", String.class, Supplier.class)
                            .invoke(null, "us-east-1", (Supplier<?>) () -> null))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("software.amazon.awssdk:http-auth-aws");
            assertThat(bedrock.getMethod("withKey", String.class, String.class).invoke(null, "us-east-1", "k"))
                    .asString()
                    .contains("bedrock.converse");
        }
    }
}
