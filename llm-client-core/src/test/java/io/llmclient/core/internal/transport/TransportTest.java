package io.llmclient.core.internal.transport;

import static io.llmclient.core.internal.transport.Calls.post;
import static io.llmclient.core.internal.transport.Calls.readAll;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmclient.spi.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request goes out as it was given and once, and the answer comes in. */
class TransportTest {

    private final Transport transport = new Transport();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void a_request_arrives_as_it_was_given() throws Exception {
        try (RawServer server = new RawServer(wire -> {
                    wire.request();
                    wire.answer(200, "", "ok");
                });
                HttpAnswer answer = transport.post(
                        new Endpoint(
                                server.url("/v1beta/models/gemini-3:streamGenerateContent?alt=sse"),
                                Map.of("Content-Type", "application/json")),
                        Map.of("x-api-key", "k"),
                        Calls.payload("{\"a\":\"ü\"}".getBytes(UTF_8)),
                        Calls.LONG,
                        new Cancellation())) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(new String(server.requests().get(0).getBytes(ISO_8859_1), UTF_8))
                    .startsWith("POST /v1beta/models/gemini-3:streamGenerateContent?alt=sse HTTP/1.1\r\n")
                    .contains("x-api-key: k\r\n", "Content-Type: application/json\r\n", "Content-Length: 10\r\n")
                    .endsWith("\r\n\r\n{\"a\":\"ü\"}");
        }
    }

    @Test
    void headers_have_lower_case_names_and_their_first_values() throws Exception {
        try (RawServer server = answering(200, "X-Request-Id: r1\r\nX-Request-ID: r2\r\nEmpty:\r\n", "");
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(answer.headers()).containsEntry("x-request-id", "r1").containsEntry("empty", "");
            assertThat(answer.header("X-Request-ID")).isEqualTo("r1");
            assertThat(answer.header("other")).isNull();
        }
    }

    @Test
    void headers_are_limited_in_number_and_length() throws Exception {
        StringBuilder many = new StringBuilder("Long: " + "x".repeat(10_000) + "\r\n");
        for (int i = 0; i < 500; i++) {
            many.append("h").append(i).append(": v\r\n");
        }
        try (RawServer server = answering(200, many.toString(), "");
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(answer.headers()).hasSize(100).doesNotContainKey("long");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "text/event-stream; charset=utf-8, text/event-stream",
        "Application/JSON, application/json",
        "' text/html ;x', text/html",
        "garbage;;, garbage",
        "'', ''"
    })
    void the_content_type_is_its_media_type(String value, String expected) throws Exception {
        try (RawServer server = answering(200, "Content-Type: " + value + "\r\n", "");
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(answer.contentType()).isEqualTo(expected);
        }
    }

    @Test
    void without_a_content_type_it_is_empty() throws Exception {
        try (RawServer server = answering(200, "", "");
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(answer.contentType()).isEmpty();
        }
    }

    @Test
    void a_body_is_read_whole_or_as_a_stream() throws Exception {
        try (RawServer server = answering(200, "", "{\"a\":1}")) {
            try (HttpAnswer answer = post(transport, server.url())) {
                assertThat(answer.body(100)).asString().isEqualTo("{\"a\":1}");
            }
            try (HttpAnswer answer = post(transport, server.url())) {
                assertThat(readAll(answer)).isEqualTo("{\"a\":1}");
                assertThat(answer.read(new byte[1], 0, 1)).isEqualTo(-1);
            }
        }
    }

    @Test
    void an_errors_body_is_read_like_another() throws Exception {
        try (RawServer server = answering(429, "", "slow down");
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.body(100)).asString().isEqualTo("slow down");
        }
    }

    @Test
    void an_answer_without_a_body_is_empty() throws Exception {
        try (RawServer server = new RawServer(wire -> {
                    wire.request();
                    wire.head(204, "");
                });
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(answer.body(100)).isEmpty();
        }
    }

    @Test
    void gzip_is_unpacked() throws Exception {
        byte[] packed = gzip("unpacked");
        try (RawServer server = new RawServer(wire -> {
                    assertThat(wire.request()).contains("Accept-Encoding: gzip\r\n");
                    wire.head(200, "Content-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n")
                            .send(packed);
                });
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(readAll(answer)).isEqualTo("unpacked");
        }
    }

    @Test
    void a_stream_is_read_as_it_comes() throws Exception {
        try (RawServer server = new RawServer(wire -> {
                    wire.request();
                    wire.stream().chunk("data: 1\n\n");
                    wire.awaitClose();
                });
                HttpAnswer answer = post(transport, server.url())) {
            SseReader events = new SseReader(answer::read);

            assertThat(events.next()).isTrue();
            assertThat(events.length()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirects_are_not_followed(int status) throws Exception {
        try (RawServer other = answering(200, "", "");
                RawServer server = answering(status, "Location: " + other.url() + "\r\n", "");
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(other.connections()).isZero();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, 'WWW-Authenticate: Basic realm=\"x\"\r\n'",
        "408, ''",
        "408, 'Retry-After: 0\r\n'",
        "421, ''",
        "425, ''",
        "503, 'Retry-After: 0\r\n'"
    })
    void no_status_makes_a_request_go_out_twice(int status, String headers) throws Exception {
        try (RawServer server = answering(status, headers, "words");
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body(100)).asString().isEqualTo("words");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "1795176020000", "99999999999999999999", "Fri, 20 Nov 2026 12:00:20 GMT"})
    void any_retry_after_of_a503_is_handed_on(String hint) throws Exception {
        try (RawServer server = answering(503, "Retry-After: " + hint + "\r\n", "");
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(answer.header("retry-after")).isEqualTo(hint);
            assertThat(answer.headers()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret\n", "sec\ret", "secrét", "secret\u0000", "secret\u007f"})
    void a_header_that_cannot_be_sent_is_refused_without_showing_it(String value) {
        assertThatThrownBy(() -> transport.post(
                        new Endpoint(URI.create("http://127.0.0.1:1/"), Map.of()),
                        Map.of("authorization", value),
                        new Payload(),
                        Calls.LONG,
                        new Cancellation()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("authorization")
                .hasMessageNotContaining("sec")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "ü", "a\n"})
    void a_header_name_that_cannot_be_sent_is_refused(String name) {
        assertThatThrownBy(() -> Transport.checkHeader(name, "v")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://secret/", "secret", "mailto:secret", "file:/secret"})
    void a_url_that_is_not_http_is_refused_without_showing_it(String url) {
        assertThatThrownBy(() -> post(transport, URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    private static RawServer answering(int status, String headers, String body) throws IOException {
        return new RawServer(wire -> {
            while (true) {
                wire.request();
                wire.answer(status, headers, body);
            }
        });
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }
}
