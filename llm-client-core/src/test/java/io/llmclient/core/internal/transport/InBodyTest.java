package io.llmclient.core.internal.transport;

import static io.llmclient.core.internal.transport.Calls.LONG;
import static io.llmclient.core.internal.transport.Calls.SHORT;
import static io.llmclient.core.internal.transport.Calls.await;
import static io.llmclient.core.internal.transport.Calls.failure;
import static io.llmclient.core.internal.transport.Calls.kindOf;
import static io.llmclient.core.internal.transport.Calls.post;
import static io.llmclient.core.internal.transport.Calls.readAll;
import static io.llmclient.core.internal.transport.Calls.readSome;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.core.internal.transport.Calls.OnThread;
import io.llmclient.core.internal.transport.RawServer.Wire;
import io.llmclient.spi.Cancellation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All the ways in which a body fails, and how it is stopped. */
class InBodyTest {

    private final Transport transport = new Transport();
    private final CountDownLatch reading = new CountDownLatch(1);

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void a_body_that_stalls_is_left_at_the_limit() throws Exception {
        try (RawServer server = streaming(Wire::awaitClose);
                HttpAnswer answer = post(transport, server.url())) {
            answer.limit(SHORT);
            LlmException failure = failure(() -> readAll(answer));

            assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
            assertThat(failure.status()).isEqualTo(200);
            assertThat(failure)
                    .hasMessage("127.0.0.1:%d did not go on with its answer within 150 ms".formatted(server.port()));
            server.awaitClientClosed();
        }
    }

    @Test
    void without_a_limit_of_its_own_a_body_has_that_of_the_headers() throws Exception {
        try (RawServer server = streaming(Wire::awaitClose);
                HttpAnswer answer = post(transport, server.url(), SHORT.multipliedBy(2))) {
            assertThat(kindOf(() -> readAll(answer))).isEqualTo(FailureKind.TIMED_OUT);
        }
    }

    @Test
    void bytes_that_count_for_nothing_do_not_move_the_limit() throws Exception {
        try (RawServer server = streaming(wire -> {
                    while (wire.pause(5)) {
                        wire.chunk(": ping\n\n");
                    }
                });
                HttpAnswer answer = post(transport, server.url())) {
            answer.limit(SHORT);

            assertThat(kindOf(() -> readAll(answer))).isEqualTo(FailureKind.TIMED_OUT);
            server.awaitClientClosed();
        }
    }

    @Test
    void a_flood_that_counts_for_nothing_does_not_move_the_limit() throws Exception {
        try (RawServer server = streaming(wire -> {
                    while (true) {
                        wire.chunk(": ping\n\n".repeat(1_000));
                    }
                });
                HttpAnswer answer = post(transport, server.url())) {
            answer.limit(SHORT);

            assertThat(kindOf(() -> readAll(answer))).isEqualTo(FailureKind.TIMED_OUT);
        }
    }

    @Test
    void a_reader_that_moves_the_limit_reads_on() throws Exception {
        try (RawServer server = streaming(wire -> {
                    for (int i = 0; i < 30; i++) {
                        wire.pause(20);
                        wire.chunk("data: x\n\n");
                    }
                    wire.endOfChunks();
                });
                HttpAnswer answer = post(transport, server.url())) {
            SseReader events = new SseReader(answer::read);
            int count = 0;
            Duration limit = Duration.ofMillis(400);
            answer.limit(limit);
            while (events.next()) {
                answer.limit(limit);
                count++;
            }
            assertThat(count).isEqualTo(31);
        }
    }

    @Test
    void a_body_that_ends_in_a_chunk_was_broken_off() throws Exception {
        try (RawServer server = streaming(wire -> wire.send("ff\r\nhalf a chu"));
                HttpAnswer answer = post(transport, server.url())) {
            LlmException failure = failure(() -> readAll(answer));

            assertThat(failure.kind()).isEqualTo(FailureKind.STREAM_INTERRUPTED);
            assertThat(failure).hasMessage("127.0.0.1:%d broke off its answer".formatted(server.port()));
        }
    }

    @Test
    void a_body_that_ends_between_chunks_was_broken_off() throws Exception {
        try (RawServer server = streaming(wire -> wire.chunk("data: 1\n\n"));
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(kindOf(() -> readAll(answer))).isEqualTo(FailureKind.STREAM_INTERRUPTED);
        }
    }

    @Test
    void a_body_that_is_shorter_than_its_length_was_broken_off() throws Exception {
        try (RawServer server = answering("Content-Length: 100\r\n", "short".getBytes(StandardCharsets.UTF_8));
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(kindOf(() -> answer.body(1_000))).isEqualTo(FailureKind.STREAM_INTERRUPTED);
        }
    }

    @Test
    void a_body_that_is_reset_was_broken_off() throws Exception {
        try (RawServer server = streaming(wire -> {
                    await(reading);
                    wire.reset();
                });
                HttpAnswer answer = post(transport, server.url())) {
            readSome(answer, new byte[1]);
            reading.countDown();

            assertThat(kindOf(() -> readAll(answer))).isEqualTo(FailureKind.STREAM_INTERRUPTED);
        }
    }

    @Test
    void gzip_that_ends_early_was_broken_off() throws Exception {
        byte[] packed = TransportTest.gzip("some words");
        byte[] half = Arrays.copyOf(packed, packed.length - 6);
        try (RawServer server = answering("Content-Encoding: gzip\r\nContent-Length: " + half.length + "\r\n", half);
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(kindOf(() -> readAll(answer))).isEqualTo(FailureKind.STREAM_INTERRUPTED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12, 24})
    void gzip_that_is_broken_is_nonsense(int place) throws Exception {
        byte[] packed = TransportTest.gzip("some words, some more words");
        packed[place < 24 ? place : packed.length - 6] ^= 0x55;
        try (RawServer server =
                        answering("Content-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n", packed);
                HttpAnswer answer = post(transport, server.url())) {
            LlmException failure = failure(() -> readAll(answer));

            assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
            assertThat(failure)
                    .hasMessage("127.0.0.1:%d sent an answer that cannot be decoded".formatted(server.port()));
        }
    }

    @Test
    void bad_framing_is_nonsense() throws Exception {
        try (RawServer server = streaming(wire -> wire.send("xyz\r\nwords\r\n").awaitClose());
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(kindOf(() -> readAll(answer))).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        }
    }

    @Test
    void a_body_of_the_largest_size_passes() throws Exception {
        try (RawServer server = answering("Content-Length: 100\r\n", new byte[100]);
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(answer.body(100)).hasSize(100);
        }
    }

    @Test
    void a_body_that_is_too_large_is_a_failure() throws Exception {
        try (RawServer server = answering("Content-Length: 101\r\n", new byte[101]);
                HttpAnswer answer = post(transport, server.url())) {
            LlmException failure = failure(() -> answer.body(100));

            assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
            assertThat(failure)
                    .hasMessage("the answer of 127.0.0.1:%d is larger than 100 bytes".formatted(server.port()));
        }
    }

    @Test
    void an_endless_body_stops_at_the_size_it_may_have() throws Exception {
        try (RawServer server = streaming(wire -> {
            while (true) {
                wire.chunk("x".repeat(10_000));
            }
        })) {
            HttpAnswer answer = post(transport, server.url());
            FailureKind kind = kindOf(() -> answer.body(1_000_000));
            answer.close();

            assertThat(kind).isEqualTo(FailureKind.MALFORMED_RESPONSE);
            server.awaitClientClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5;", "0000000", "5\r\nhello"})
    void framing_without_end_stops_at_the_size_that_a_response_may_have(String framing) throws Exception {
        try (RawServer server = streaming(wire -> {
                    wire.send(framing);
                    byte[] more = "0".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
                    for (int i = 0; i < 200; i++) {
                        wire.send(more);
                    }
                    wire.awaitClose();
                });
                HttpAnswer answer = post(transport, server.url())) {
            answer.limit(Duration.ofSeconds(5));

            assertThat(kindOf(() -> readAll(answer))).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        }
    }

    @Test
    void a_gzip_header_without_end_stops_at_the_size_that_a_response_may_have() throws Exception {
        byte[] withName = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0};
        byte[] name = "x".repeat(200 << 20).getBytes(StandardCharsets.US_ASCII);
        try (RawServer server = new RawServer(wire -> {
                    wire.request();
                    wire.head(200, "Content-Encoding: gzip\r\n").send(withName).send(name);
                    wire.awaitClose();
                });
                HttpAnswer answer = post(transport, server.url())) {
            answer.limit(Duration.ofSeconds(5));

            assertThat(kindOf(() -> readAll(answer))).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        }
    }

    @Test
    void a_gzip_bomb_stops_at_the_size_it_may_have() throws Exception {
        byte[] bomb = TransportTest.gzip("0".repeat(20_000_000));
        try (RawServer server = answering("Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n", bomb);
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(kindOf(() -> answer.body(1_000_000))).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        }
    }

    @Test
    void a_gzip_bomb_in_a_stream_stops_at_the_size_of_an_event() throws Exception {
        byte[] bomb = TransportTest.gzip("data: " + "0".repeat(20_000_000));
        try (RawServer server = answering("Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n", bomb);
                HttpAnswer answer = post(transport, server.url())) {
            SseReader events = new SseReader(answer::read, 1_000_000, 1_000_000_000);

            assertThat(kindOf(events::next)).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        }
    }

    @Test
    void a_reader_can_be_interrupted() throws Exception {
        try (RawServer server = streaming(Wire::awaitClose);
                HttpAnswer answer = post(transport, server.url())) {
            OnThread<Integer> reader = reader(answer);
            reader.interrupt();

            assertThat(reader.failure().kind()).isEqualTo(FailureKind.CANCELLED);
            assertThat(reader.isInterrupted()).isTrue();
            server.awaitClientClosed();
        }
    }

    @Test
    void a_reader_can_be_cancelled() throws Exception {
        Cancellation cancellation = new Cancellation();
        try (RawServer server = streaming(Wire::awaitClose);
                HttpAnswer answer = post(transport, server.url(), LONG, cancellation)) {
            OnThread<Integer> reader = reader(answer);
            cancellation.cancel();

            assertThat(reader.failure().kind()).isEqualTo(FailureKind.CANCELLED);
            assertThat(reader.isInterrupted()).isFalse();
            server.awaitClientClosed();
        }
    }

    @Test
    void a_reader_ends_when_another_thread_closes_the_answer() throws Exception {
        try (RawServer server = streaming(Wire::awaitClose)) {
            HttpAnswer answer = post(transport, server.url());
            OnThread<Integer> reader = reader(answer);
            answer.close();

            assertThat(reader.failure().kind()).isEqualTo(FailureKind.CANCELLED);
            server.awaitClientClosed();
        }
    }

    @Test
    void a_reader_ends_when_the_transport_is_closed() throws Exception {
        try (RawServer server = streaming(Wire::awaitClose);
                HttpAnswer answer = post(transport, server.url())) {
            OnThread<Integer> reader = reader(answer);
            transport.close();

            assertThat(reader.failure().kind()).isEqualTo(FailureKind.CANCELLED);
            server.awaitClientClosed();
        }
    }

    @Test
    void a_closed_answer_cannot_be_read() throws Exception {
        try (RawServer server = answering("Content-Length: 2\r\n", "ok".getBytes(StandardCharsets.UTF_8))) {
            HttpAnswer answer = post(transport, server.url());
            answer.close();
            answer.close();

            assertThat(kindOf(() -> readAll(answer))).isEqualTo(FailureKind.CANCELLED);
            assertThat(kindOf(() -> answer.body(10))).isEqualTo(FailureKind.CANCELLED);
            answer.drain(SHORT);
        }
    }

    @Test
    void closing_closes_the_socket_at_once_even_in_a_flood() throws Exception {
        try (RawServer server = streaming(wire -> {
            while (true) {
                wire.chunk("data: x\n\n".repeat(1_000));
            }
        })) {
            long fastest = Long.MAX_VALUE; // of several, since the machine may be busy
            for (int i = 0; i < 5; i++) {
                HttpAnswer answer = post(transport, server.url());
                long start = System.nanoTime();
                answer.close();
                fastest = Math.min(fastest, System.nanoTime() - start);
            }
            assertThat(TimeUnit.NANOSECONDS.toMillis(fastest)).isLessThan(80);
            server.awaitClientClosed();
        }
    }

    private OnThread<Integer> reader(HttpAnswer answer) throws InterruptedException {
        OnThread<Integer> reader = new OnThread<>(() -> {
            byte[] some = new byte[100];
            readSome(answer, some);
            reading.countDown();
            return readSome(answer, some);
        });
        await(reading);
        return reader;
    }

    /** Sends one event, and goes on as it is told. */
    private static RawServer streaming(RawServer.Script then) throws IOException {
        return new RawServer(wire -> {
            wire.request();
            wire.stream().chunk("data: 0\n\n");
            then.play(wire);
        });
    }

    private static RawServer answering(String headers, byte[] body) throws IOException {
        return new RawServer(wire -> {
            wire.request();
            wire.head(200, headers).send(body);
        });
    }
}
