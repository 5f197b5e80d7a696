package io.llmclient.core.http;

import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatEvent;
import io.llmclient.ChatStream;
import io.llmclient.FailureKind;
import io.llmclient.LlmClient;
import io.llmclient.LlmException;
import io.llmclient.RetryPolicy;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.testkit.LlmTestExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests with a signature instead of a key, and streams that are no server-sent events. */
@ExtendWith(LlmTestExtension.class)
final class SignedAndFramedTest {

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void open() throws IOException {
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private LlmClient client(Framing framing, Auth auth) {
        HttpProvider parrot = HttpProvider.of(
                        "parrot", new Parrot(framing), server.url("/v1").toString(), auth)
                .model("a%3Ara");
        return ResilientLlmClient.builder()
                .provider(parrot)
                .retry(RetryPolicy.never())
                .build();
    }

    private void answers(String contentType, Buffer body) {
        server.enqueue(new MockResponse.Builder()
                .addHeader("content-type", contentType)
                .chunkedBody(body, 7)
                .build());
    }

    @Test
    void a_signer_sees_what_is_sent_and_its_headers_are_sent_too() throws Exception {
        answers("application/json", new Buffer().writeUtf8("{\"said\":\"hello\",\"done\":\"yes\"}"));
        AtomicReference<String> signed = new AtomicReference<>();
        Auth auth = Auth.signed((url, headers, body, now) -> {
            signed.set(url.getRawPath() + " " + headers.get("content-type") + " "
                    + new String(body, StandardCharsets.UTF_8));
            return Map.of("authorization", "signature", "x-date", "today");
        });
        try (LlmClient client = client(Framing.SSE, auth)) {
            client.chat("hello");
        }

        RecordedRequest sent = server.takeRequest();
        assertThat(sent.getHeaders().get("authorization")).isEqualTo("signature");
        assertThat(sent.getHeaders().get("x-date")).isEqualTo("today");
        assertThat(signed.get())
                .isEqualTo(sent.getUrl().encodedPath() + " "
                        + sent.getHeaders().get("content-type") + " "
                        + sent.getBody().utf8())
                .startsWith("/v1/say/a%3Ara application/json {");
    }

    @Test
    void a_signer_that_throws_is_a_wrong_key() {
        Auth auth = Auth.signed((url, headers, body, now) -> {
            throw new IllegalStateException("secret");
        });
        try (LlmClient client = client(Framing.SSE, auth)) {
            assertThatFailureOf(() -> client.chat("hello")).hasKind(FailureKind.AUTHENTICATION);
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void a_signer_whose_header_cannot_be_sent_is_a_wrong_key_that_is_not_shown() {
        Auth auth = Auth.signed((url, headers, body, now) -> Map.of("authorization", "s3cret\n"));
        try (LlmClient client = client(Framing.SSE, auth)) {
            assertThatFailureOf(() -> client.chat("hello"))
                    .hasKind(FailureKind.AUTHENTICATION)
                    .satisfies(failure -> assertThat(failure)
                            .hasStackTraceContaining("U+000A")
                            .asString()
                            .doesNotContain("s3cret"));
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void a_signer_may_say_what_failed() {
        Auth auth = Auth.signed((url, headers, body, now) -> {
            throw LlmException.builder(FailureKind.CONNECTION_FAILED)
                    .message("no token")
                    .build();
        });
        try (LlmClient client = client(Framing.SSE, auth)) {
            assertThatFailureOf(() -> client.chat("hello"))
                    .hasKind(FailureKind.CONNECTION_FAILED)
                    .satisfies(failure -> assertThat(failure.provider()).isNotNull());
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void a_stream_may_come_a_document_a_line() throws Exception {
        answers(
                "application/x-ndjson",
                new Buffer().writeUtf8("{\"said\":\"a\"}\n{\"said\":\"b\"}\n\n{\"done\":\"yes\"}\n"));
        try (LlmClient client = client(Framing.JSON_LINES, Auth.none())) {
            assertThat(texts(client)).containsExactly("a", "b");
        }
        assertThat(server.takeRequest().getHeaders().get("accept")).isEqualTo("application/x-ndjson");
    }

    @Test
    void lines_that_end_too_early_are_a_failure() {
        answers("application/x-ndjson", new Buffer().writeUtf8("{\"said\":\"a\"}\n"));
        try (LlmClient client = client(Framing.JSON_LINES, Auth.none())) {
            assertThatFailureOf(() -> texts(client)).hasKind(FailureKind.STREAM_INTERRUPTED);
        }
    }

    @Test
    void an_exception_in_amazons_frames_is_classified_by_its_type() {
        byte[] throttled = Base64.getDecoder()
                .decode(
                        "AAAAsgAAAGE1kNXTDzpleGNlcHRpb24tdHlwZQcAE3Rocm90dGxpbmdFeGNlcHRpb24NOmNvbnRlbnQtdHlwZQcAEGFwcGxpY2F0"
                                + "aW9uL2pzb24NOm1lc3NhZ2UtdHlwZQcACWV4Y2VwdGlvbnsibWVzc2FnZSI6IlRvbyBtYW55IHJlcXVlc3RzLCBwbGVhc2Ugd2Fp"
                                + "dCBiZWZvcmUgdHJ5aW5nIGFnYWluLiJ96P+yag==");
        answers("application/vnd.amazon.eventstream", new Buffer().write(throttled));
        LlmClient client = client(Framing.AWS_EVENTS, Auth.none());
        try (client) {
            assertThatFailureOf(() -> texts(client)).hasKind(FailureKind.RATE_LIMITED);
        }
    }

    private static List<String> texts(LlmClient client) {
        List<String> texts = new ArrayList<>();
        try (ChatStream stream = client.stream("hello")) {
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.TextDelta delta) {
                    texts.add(delta.text());
                }
            }
        }
        return texts;
    }
}
