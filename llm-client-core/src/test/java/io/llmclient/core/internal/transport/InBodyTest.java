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
    void aBodyThatStallsIsLeftAtTheLimit() throws Exception {
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
    void withoutALimitOfItsOwnABodyHasThatOfTheHeaders() throws Exception {
        try (RawServer server = streaming(Wire::awaitClose);
                HttpAnswer answer = post(transport, server.url(), SHORT.multipliedBy(2))) {
            assertThat(kindOf(() -> readAll(answer))).isEqualTo(FailureKind.TIMED_OUT);
        }
    }

    @Test
    void bytesThatCountForNothingDoNotMoveTheLimit() throws Exception {
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
    void aFloodThatCountsForNothingDoesNotMoveTheLimit() throws Exception {
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
    void aReaderThatMovesTheLimitReadsOn() throws Exception {
        try (RawServer server = streaming(wire -> {
                    for (int i = 0; i < 20; i++) {
                        wire.pause(20);
                        wire.chunk("data: x\n\n");
                    }
                    wire.endOfChunks();
                });
                HttpAnswer answer = post(transport, server.url())) {
            SseReader events = new SseReader(answer.stream());
            int count = 0;
            answer.limit(SHORT);
            while (events.next()) {
                answer.limit(SHORT);
                count++;
            }
            assertThat(count).isEqualTo(21);
        }
    }

    @Test
    void aBodyThatEndsInAChunkWasBrokenOff() throws Exception {
        try (RawServer server = streaming(wire -> wire.send("ff\r\nhalf a chu"));
                HttpAnswer answer = post(transport, server.url())) {
            LlmException failure = failure(() -> readAll(answer));

            assertThat(failure.kind()).isEqualTo(FailureKind.STREAM_INTERRUPTED);
            assertThat(failure).hasMessage("127.0.0.1:%d broke off its answer".formatted(server.port()));
        }
    }

    @Test
    void aBodyThatEndsBetweenChunksWasBrokenOff() throws Exception {
        try (RawServer server = streaming(wire -> wire.chunk("data: 1\n\n"));
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(kindOf(() -> readAll(answer))).isEqualTo(FailureKind.STREAM_INTERRUPTED);
        }
    }

    @Test
    void aBodyThatIsShorterThanItsLengthWasBrokenOff() throws Exception {
        try (RawServer server = answering("Content-Length: 100\r\n", "short".getBytes());
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(kindOf(() -> answer.body(1_000))).isEqualTo(FailureKind.STREAM_INTERRUPTED);
        }
    }

    @Test
    void aBodyThatIsResetWasBrokenOff() throws Exception {
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
    void gzipThatEndsEarlyWasBrokenOff() throws Exception {
        byte[] packed = TransportTest.gzip("some words");
        byte[] half = Arrays.copyOf(packed, packed.length - 6);
        try (RawServer server = answering("Content-Encoding: gzip\r\nContent-Length: " + half.length + "\r\n", half);
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(kindOf(() -> readAll(answer))).isEqualTo(FailureKind.STREAM_INTERRUPTED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12, 24})
    void gzipThatIsBrokenIsNonsense(int place) throws Exception {
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
    void badFramingIsNonsense() throws Exception {
        try (RawServer server = streaming(wire -> wire.send("xyz\r\nwords\r\n").awaitClose());
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(kindOf(() -> readAll(answer))).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        }
    }

    @Test
    void aBodyOfTheLargestSizePasses() throws Exception {
        try (RawServer server = answering("Content-Length: 100\r\n", new byte[100]);
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(answer.body(100)).hasSize(100);
        }
    }

    @Test
    void aBodyThatIsTooLargeIsAFailure() throws Exception {
        try (RawServer server = answering("Content-Length: 101\r\n", new byte[101]);
                HttpAnswer answer = post(transport, server.url())) {
            LlmException failure = failure(() -> answer.body(100));

            assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
            assertThat(failure)
                    .hasMessage("the answer of 127.0.0.1:%d is larger than 100 bytes".formatted(server.port()));
        }
    }

    @Test
    void anEndlessBodyStopsAtTheSizeItMayHave() throws Exception {
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

    @Test
    void aGzipBombStopsAtTheSizeItMayHave() throws Exception {
        byte[] bomb = TransportTest.gzip("0".repeat(100_000_000));
        try (RawServer server = answering("Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n", bomb);
                HttpAnswer answer = post(transport, server.url())) {
            assertThat(kindOf(() -> answer.body(1_000_000))).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        }
    }

    @Test
    void aGzipBombInAStreamStopsAtTheSizeOfAnEvent() throws Exception {
        byte[] bomb = TransportTest.gzip("data: " + "0".repeat(100_000_000));
        try (RawServer server = answering("Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n", bomb);
                HttpAnswer answer = post(transport, server.url())) {
            SseReader events = new SseReader(answer.stream(), 1_000_000, 1_000_000_000);

            assertThat(kindOf(events::next)).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        }
    }

    @Test
    void aReaderCanBeInterrupted() throws Exception {
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
    void aReaderCanBeCancelled() throws Exception {
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
    void aReaderEndsWhenAnotherThreadClosesTheAnswer() throws Exception {
        try (RawServer server = streaming(Wire::awaitClose)) {
            HttpAnswer answer = post(transport, server.url());
            OnThread<Integer> reader = reader(answer);
            answer.close();

            assertThat(reader.failure().kind()).isEqualTo(FailureKind.CANCELLED);
            server.awaitClientClosed();
        }
    }

    @Test
    void aReaderEndsWhenTheTransportIsClosed() throws Exception {
        try (RawServer server = streaming(Wire::awaitClose);
                HttpAnswer answer = post(transport, server.url())) {
            OnThread<Integer> reader = reader(answer);
            transport.close();

            assertThat(reader.failure().kind()).isEqualTo(FailureKind.CANCELLED);
            server.awaitClientClosed();
        }
    }

    @Test
    void aClosedAnswerCannotBeRead() throws Exception {
        try (RawServer server = answering("Content-Length: 2\r\n", "ok".getBytes())) {
            HttpAnswer answer = post(transport, server.url());
            answer.close();
            answer.close();

            assertThat(kindOf(() -> readAll(answer))).isEqualTo(FailureKind.CANCELLED);
            assertThat(kindOf(() -> answer.body(10))).isEqualTo(FailureKind.CANCELLED);
            answer.drain(SHORT);
        }
    }

    @Test
    void closingClosesTheSocketAtOnceEvenInAFlood() throws Exception {
        try (RawServer server = streaming(wire -> {
            while (true) {
                wire.chunk("data: x\n\n".repeat(1_000));
            }
        })) {
            HttpAnswer answer = post(transport, server.url());
            long start = System.nanoTime();
            answer.close();

            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(80);
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
