package io.llmclient.providers.internal.google;

import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.auth.oauth2.ServiceAccountCredentials;
import io.llmclient.FailureKind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoogleTokensTest {

    private static final String ACCOUNT = "robot@my-project.iam.gserviceaccount.com";

    /** Google's library counts a token as expired in its last three minutes. */
    private static final int ALMOST_EXPIRED = 100;

    private static KeyPair keys;

    private final MockWebServer server = new MockWebServer();

    @BeforeAll
    static void makeKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    @BeforeEach
    void open() throws IOException {
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_token_is_asked_for_once_and_shown_by_every_attempt() {
        server.enqueue(token("token-1", 3600));
        GoogleTokens tokens = tokens();

        assertThat(shown(tokens)).isEqualTo(Map.of("authorization", "Bearer token-1"));
        assertThat(shown(tokens)).isEqualTo(Map.of("authorization", "Bearer token-1"));
        assertThat(server.getRequestCount()).isOne();
    }

    @Test
    void a_token_is_asked_for_in_the_name_of_the_account_and_for_the_scope_of_the_cloud() throws Exception {
        server.enqueue(token("token-1", 3600));
        shown(tokens());

        String form = server.takeRequest().getBody().utf8();
        String[] assertion = form.substring(form.indexOf("assertion=") + 10).split("\\.", -1);
        assertThat(new String(Base64.getUrlDecoder().decode(assertion[1]), StandardCharsets.UTF_8))
                .contains("\"iss\":\"" + ACCOUNT + "\"")
                .contains("\"scope\":\"https://www.googleapis.com/auth/cloud-platform\"");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.getPublic());
        signature.update((assertion[0] + "." + assertion[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(assertion[2])))
                .isTrue();
    }

    @Test
    void a_token_that_is_about_to_expire_is_not_shown_again() {
        server.enqueue(token("token-1", ALMOST_EXPIRED));
        server.enqueue(token("token-2", 3600));
        GoogleTokens tokens = tokens();

        assertThat(shown(tokens)).containsValue("Bearer token-1");
        assertThat(shown(tokens)).containsValue("Bearer token-2");
        assertThat(shown(tokens)).containsValue("Bearer token-2");
    }

    @Test
    void attempts_of_many_threads_share_one_token() throws Exception {
        CountDownLatch begun = new CountDownLatch(8);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                begun.await(10, TimeUnit.SECONDS);
                return token("token-1", 3600);
            }
        });
        GoogleTokens tokens = tokens();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Map<String, String>>> all = IntStream.range(0, 8)
                    .mapToObj(thread -> threads.submit(() -> {
                        begun.countDown();
                        return shown(tokens);
                    }))
                    .toList();
            for (Future<Map<String, String>> one : all) {
                assertThat(one.get(10, TimeUnit.SECONDS)).containsValue("Bearer token-1");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.getRequestCount()).isOne();
    }

    @Test
    void the_project_that_pays_is_named_if_the_credentials_name_one() {
        server.enqueue(token("token-1", 3600));
        GoogleTokens tokens =
                new GoogleTokens(() -> account().setQuotaProjectId("payer").build());

        assertThat(shown(tokens)).containsEntry("x-goog-user-project", "payer");
    }

    @ParameterizedTest
    @CsvSource({
        "400, AUTHENTICATION",
        "401, AUTHENTICATION",
        "403, AUTHENTICATION",
        "408, SERVER_ERROR",
        "429, SERVER_ERROR",
        "503, SERVER_ERROR"
    })
    void what_the_token_server_says_is_told_once_and_without_its_words(int status, FailureKind kind) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .code(status)
                        .body("{\"error\":\"invalid_grant\",\"error_description\":\"secret\"}")
                        .build();
            }
        });

        assertThatFailureOf(() -> shown(tokens()))
                .hasKind(kind)
                .hasMessageContaining("Google's token server")
                .hasMessageContaining("HTTP " + status)
                .satisfies(failure -> assertThat(failure.getMessage())
                        .doesNotContain("secret")
                        .doesNotContain(ACCOUNT));
        assertThat(server.getRequestCount()).as("the client retries").isOne();
    }

    @Test
    void a_token_server_that_is_gone_is_a_failed_connection() {
        GoogleTokens tokens = tokens();
        server.close();

        assertThatFailureOf(() -> shown(tokens)).hasKind(FailureKind.CONNECTION_FAILED);
    }

    @Test
    void credentials_that_are_not_there_are_looked_for_again_at_the_next_attempt() {
        server.enqueue(token("token-1", 3600));
        int[] looks = {0};
        GoogleTokens tokens = new GoogleTokens(() -> {
            if (looks[0]++ == 0) {
                throw new IOException("Your default credentials were not found.");
            }
            return account().build();
        });

        assertThatFailureOf(() -> shown(tokens))
                .hasKind(FailureKind.AUTHENTICATION)
                .hasMessageContaining("GOOGLE_APPLICATION_CREDENTIALS");
        assertThat(shown(tokens)).containsValue("Bearer token-1");
    }

    @Test
    void an_interrupt_ends_the_wait_for_the_token_that_another_thread_asks_for() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                over.await(10, TimeUnit.SECONDS);
                return token("token-1", 3600);
            }
        });
        GoogleTokens tokens = tokens();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Map<String, String>> asking = other.submit(() -> shown(tokens));
            assertThat(server.takeRequest(10, TimeUnit.SECONDS)).isNotNull();
            Thread.currentThread().interrupt();

            assertThatFailureOf(() -> shown(tokens)).hasKind(FailureKind.CANCELLED);
            assertThat(Thread.interrupted()).as("the flag stays").isTrue();
            over.countDown();
            assertThat(asking.get(10, TimeUnit.SECONDS)).containsValue("Bearer token-1");
        } finally {
            over.countDown();
            other.shutdownNow();
        }
    }

    private GoogleTokens tokens() {
        return new GoogleTokens(() -> account().build());
    }

    private ServiceAccountCredentials.Builder account() {
        return ServiceAccountCredentials.newBuilder()
                .setClientEmail(ACCOUNT)
                .setPrivateKey(keys.getPrivate())
                .setPrivateKeyId("1")
                .setTokenServerUri(server.url("/token").uri());
    }

    private static Map<String, String> shown(GoogleTokens tokens) {
        return tokens.sign(
                URI.create("https://aiplatform.googleapis.com/v1beta1/x"), Map.of(), new byte[0], Instant.EPOCH);
    }

    private static MockResponse token(String token, int seconds) {
        return new MockResponse.Builder()
                .addHeader("content-type", "application/json")
                .body("{\"access_token\":\"" + token + "\",\"expires_in\":" + seconds + ",\"token_type\":\"Bearer\"}")
                .build();
    }
}
