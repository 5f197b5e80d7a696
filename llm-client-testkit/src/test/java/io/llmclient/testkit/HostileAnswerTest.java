package io.llmclient.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client with nothing between it and the socket sees of the faults below HTTP and JSON. */
class HostileAnswerTest {

    private static final String HEAD_END = "\r\n\r\n";

    private final ProviderServer server = ProviderServer.openAi();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {Wire.OPENAI, Wire.OPENAI_STREAM})
    void a_trickle_sends_a_byte_now_and_then_and_no_event(String ask) throws IOException {
        Duration every = ofMillis(20);
        server.fail(Fault.trickle(every));
        long start = System.nanoTime();

        try (RawConnection connection = new RawConnection(server)) {
            String head = connection.ask(ask).readUntil(HEAD_END);
            String body = connection.readUntil("1\r\nx\r\n1\r\nx\r\n1\r\nx\r\n");

            assertThat(head).startsWith("HTTP/1.1 200 ");
            assertThat(body).contains("{\"").doesNotContain("\n\n");
        }
        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(every.multipliedBy(3).toNanos());
        assertThat(server.takeRequest().awaitClientClose(ofSeconds(5))).isTrue();
    }

    @Test
    void a_trickle_without_a_pause_is_none() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.trickle(Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(strings = {Wire.OPENAI, Wire.OPENAI_STREAM})
    void a_wrong_length_is_announced_and_not_kept_and_the_connection_ends_in_good_order(String ask) throws IOException {
        server.fail(Fault.wrongLength());

        try (RawConnection connection = new RawConnection(server)) {
            String read = connection.ask(ask).readToEnd();

            int announced = Integer.parseInt(read.replaceAll("(?s).*content-length: (\\d+).*", "$1"));
            assertThat(read.substring(read.indexOf(HEAD_END) + HEAD_END.length()))
                    .isNotEmpty()
                    .hasSizeLessThan(announced);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Wire.OPENAI, Wire.OPENAI_STREAM})
    void half_a_chunk_is_followed_by_an_end_in_good_order(String ask) throws IOException {
        server.fail(Fault.halfChunk());

        try (RawConnection connection = new RawConnection(server)) {
            String read = connection.ask(ask).readToEnd();

            assertThat(read).contains("transfer-encoding: chunked");
            String[] chunk =
                    read.substring(read.indexOf(HEAD_END) + HEAD_END.length()).split("\r\n", 2);
            assertThat(chunk[1]).isNotEmpty().hasSizeLessThan(Integer.parseInt(chunk[0], 16));
        }
    }

    @Test
    void a_broken_chunk_has_a_size_that_is_no_number_and_an_open_connection() throws IOException {
        server.fail(Fault.brokenChunk());

        try (RawConnection connection = new RawConnection(server)) {
            connection.ask(Wire.OPENAI).readUntil("\r\nno number\r\n");
            assertThat(server.takeRequest().awaitClientClose(ofMillis(20))).isFalse();
        }

        assertThat(server.requests().get(0).awaitClientClose(ofSeconds(5))).isTrue();
    }

    @Test
    void a_header_flood_goes_on_until_the_client_leaves() throws IOException {
        server.fail(Fault.headerFlood());

        try (RawConnection connection = new RawConnection(server)) {
            InputStream in = connection.ask(Wire.OPENAI).input();
            String read = new String(in.readNBytes(2_000_000), StandardCharsets.US_ASCII);

            assertThat(read).startsWith("HTTP/1.1 200 ").doesNotContain(HEAD_END);
            assertThat(read.lines().skip(1))
                    .hasSizeGreaterThan(100)
                    .allMatch(line -> "x-flood: ".startsWith(line) || line.startsWith("x-flood: x"));
        }
        assertThat(server.takeRequest().awaitClientClose(ofSeconds(5))).isTrue();
        assertThat(server.requests().get(0).status()).isNull();
    }

    @Test
    void a_gzip_bomb_is_small_on_the_wire_and_unpacks_to_more_than_a_gigabyte() throws IOException {
        server.fail(Fault.gzipBomb());

        try (RawConnection connection = new RawConnection(server)) {
            String head = connection.ask(Wire.OPENAI_STREAM).readUntil(HEAD_END);
            assertThat(head).contains("content-encoding: gzip");
            int length = Integer.parseInt(head.replaceAll("(?s).*content-length: (\\d+).*", "$1"));
            assertThat(length).isBetween(1_000_000, 8_000_000);

            GZIPInputStream unpacked = new GZIPInputStream(connection.input());
            String beginning = new String(unpacked.readNBytes(20), StandardCharsets.US_ASCII);
            assertThat(beginning).matches("data: \\{\"x+");
            byte[] megabyte = new byte[1_000_000];
            for (int i = 0; i < 1_100; i++) {
                assertThat(unpacked.readNBytes(megabyte, 0, megabyte.length)).isEqualTo(megabyte.length);
            }
        }
    }

    @Test
    void deep_json_is_one_text_with_as_many_ends_as_beginnings() {
        server.fail(Fault.deepJson()).fail(Fault.deepJson());

        HttpResponse<String> whole = Wire.whole(server);
        HttpResponse<String> stream = Wire.stream(server);

        assertThat(whole.body().chars().filter(c -> c == '{')).hasSize(100_000);
        assertThat(whole.body().chars().filter(c -> c == '}')).hasSize(100_000);
        assertThat(Wire.data(stream)).containsExactly(whole.body());
    }

    @Test
    void an_endless_stream_says_its_last_word_again_and_again_in_good_events() throws IOException {
        server.reply(Reply.text("on and on ").endless());

        try (RawConnection connection = new RawConnection(server)) {
            String read = connection.ask(Wire.OPENAI_STREAM).readUntil("\"and \"");
            for (int i = 0; i < 100; i++) {
                read = connection.readUntil("\"on \"");
            }
            assertThat(read).contains("\"finish_reason\":null").doesNotContain("\"stop\"");
        }
        assertThat(server.takeRequest().awaitClientClose(ofSeconds(5))).isTrue();
    }

    @Test
    void an_endless_block_begins_once_and_does_not_end() throws IOException {
        try (ProviderServer anthropic = ProviderServer.anthropic()) {
            anthropic.reply(Reply.text("on").endless());

            try (RawConnection connection = new RawConnection(anthropic)) {
                connection.send("POST /v1/messages HTTP/1.1\r\nx-api-key: k\r\nanthropic-version: 2023-06-01\r\n"
                        + "Content-Length: " + Wire.ANTHROPIC_STREAM.length() + HEAD_END + Wire.ANTHROPIC_STREAM);
                assertThat(connection.readUntil("\"on\"")).containsOnlyOnce("content_block_start\"");
                for (int i = 0; i < 10; i++) {
                    assertThat(connection.readUntil("\"on\"")).doesNotContain("content_block_st");
                }
            }
        }
    }

    @Test
    void an_endless_stream_keeps_its_pace() throws IOException {
        server.reply(Reply.text("on").between(ofMillis(20)).endless());
        long start = System.nanoTime();

        try (RawConnection connection = new RawConnection(server)) {
            connection.ask(Wire.OPENAI_STREAM);
            for (int i = 0; i < 4; i++) {
                connection.readUntil("\"on\"");
            }
        }
        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(ofMillis(60).toNanos());
    }

    @Test
    void an_endless_answer_never_comes_unstreamed() throws IOException {
        server.reply(Reply.text("on").endless());

        try (RawConnection connection = new RawConnection(server)) {
            connection.ask(Wire.OPENAI);
            assertThat(server.takeRequest().awaitClientClose(ofMillis(50))).isFalse();
        }
        assertThat(server.requests().get(0).status()).isNull();
    }
}
