package io.llmclient.core.internal.transport;

import static io.llmclient.core.internal.transport.Calls.LONG;
import static io.llmclient.core.internal.transport.Calls.SHORT;
import static io.llmclient.core.internal.transport.Calls.await;
import static io.llmclient.core.internal.transport.Calls.failure;
import static io.llmclient.core.internal.transport.Calls.kindOf;
import static io.llmclient.core.internal.transport.Calls.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.core.internal.transport.Calls.OnThread;
import io.llmclient.spi.Cancellation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All the ways in which no response comes. */
class BeforeHeadersTest {

    private final Transport transport = new Transport();
    private final CountDownLatch requested = new CountDownLatch(1);

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void a_closed_port_is_a_failed_connection() throws Exception {
        URI nobody;
        try (RawServer server = new RawServer(wire -> {})) {
            nobody = server.url();
        }
        LlmException failure = failure(() -> post(transport, nobody));

        assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_FAILED);
        assertThat(failure).hasMessage("127.0.0.1:%d cannot be connected to".formatted(nobody.getPort()));
        assertThat(failure.status()).isNull();
    }

    @Test
    void an_unknown_host_is_a_failed_connection() {
        LlmException failure = failure(() -> post(transport, URI.create("http://nobody.invalid/")));

        assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_FAILED);
        assertThat(failure).hasMessage("no address found for nobody.invalid:80");
    }

    @Test
    void a_server_without_tls_is_a_failed_connection() throws Exception {
        try (RawServer server = new RawServer(wire -> wire.send("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            URI url = URI.create("https://127.0.0.1:" + server.port() + "/");
            LlmException failure = failure(() -> post(transport, url));

            assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_FAILED);
            assertThat(failure).hasMessage("no TLS connection with 127.0.0.1:%d".formatted(server.port()));
        }
    }

    @Test
    void a_connection_that_is_closed_before_the_answer_has_failed_and_is_not_tried_again() throws Exception {
        try (RawServer server = new RawServer(RawServer.Wire::request)) {
            LlmException failure = failure(() -> post(transport, server.url()));

            assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_FAILED);
            assertThat(failure)
                    .hasMessage("127.0.0.1:%d closed the connection before it answered".formatted(server.port()));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_connection_that_is_reset_before_the_answer_has_failed_and_is_not_tried_again() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.reset();
        })) {
            assertThat(kindOf(() -> post(transport, server.url()))).isEqualTo(FailureKind.CONNECTION_FAILED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n"
            })
    void what_is_not_http_is_no_answer(String garbage) throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.send(garbage.replace("200", "204")).awaitClose();
        })) {
            LlmException failure = failure(() -> post(transport, server.url()));

            assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
            assertThat(failure).hasMessage("127.0.0.1:%d does not answer in HTTP".formatted(server.port()));
        }
    }

    @Test
    void a_silent_server_is_left_at_the_limit() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.awaitClose();
        })) {
            LlmException failure = failure(() -> post(transport, server.url(), SHORT));

            assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
            assertThat(failure).hasMessage("127.0.0.1:%d did not answer within 150 ms".formatted(server.port()));
            server.awaitClientClosed();
        }
    }

    @Test
    void headers_that_trickle_in_are_left_at_the_limit() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.send("HTTP/1.1 200 OK\r\n");
            while (wire.pause(5)) {
                wire.send("x");
            }
        })) {
            assertThat(kindOf(() -> post(transport, server.url(), SHORT))).isEqualTo(FailureKind.TIMED_OUT);
            server.awaitClientClosed();
        }
    }

    @Test
    void interim_answers_without_end_are_no_answer() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            while (wire.pause(1)) {
                wire.send("HTTP/1.1 102 Processing\r\n\r\n");
            }
        })) {
            assertThat(kindOf(() -> post(transport, server.url(), SHORT)))
                    .isIn(FailureKind.TIMED_OUT, FailureKind.MALFORMED_RESPONSE); // the latter with OkHttp 4
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "h: v\r\n"})
    void a_flood_of_headers_is_stopped_long_before_the_limit(String flood) throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.send("HTTP/1.1 200 OK\r\n");
            while (true) {
                wire.send(flood.repeat(1_000));
            }
        })) {
            assertThat(kindOf(() -> post(transport, server.url(), LONG)))
                    .isIn(FailureKind.CONNECTION_FAILED, FailureKind.MALFORMED_RESPONSE);
            server.awaitClientClosed();
        }
    }

    @Test
    void an_upload_that_nobody_reads_is_left_at_the_limit() throws Exception {
        try (RawServer server = new RawServer(RawServer.Wire::hang)) {
            Payload large = Calls.payload(new byte[64 * 1024 * 1024]);

            assertThat(kindOf(() -> transport.post(
                            new Endpoint(server.url(), Map.of()), Map.of(), large, SHORT, new Cancellation())))
                    .isEqualTo(FailureKind.TIMED_OUT);
        }
    }

    @Test
    void a_tls_handshake_that_nobody_answers_is_left_at_the_limit() throws Exception {
        try (RawServer server = new RawServer(RawServer.Wire::awaitClose)) {
            URI url = URI.create("https://127.0.0.1:" + server.port() + "/");

            assertThat(kindOf(() -> post(transport, url, SHORT))).isEqualTo(FailureKind.TIMED_OUT);
            server.awaitClientClosed();
        }
    }

    @Test
    void without_time_nothing_is_sent() throws Exception {
        try (RawServer server = new RawServer(RawServer.Wire::request)) {
            assertThat(kindOf(() -> post(transport, server.url(), Duration.ZERO)))
                    .isEqualTo(FailureKind.TIMED_OUT);
            assertThat(kindOf(() -> post(transport, server.url(), Duration.ofMillis(-5))))
                    .isEqualTo(FailureKind.TIMED_OUT);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void a_very_long_limit_is_all_right() throws Exception {
        try (RawServer server = new RawServer(wire -> {
                    wire.request();
                    wire.answer(200, "", "ok");
                });
                HttpAnswer answer = post(transport, server.url(), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThat(answer.body(10)).asString().isEqualTo("ok");
        }
    }

    @Test
    void a_connection_that_is_not_accepted_is_left_at_the_connect_timeout() throws Exception {
        try (FullServer server = new FullServer();
                Transport impatient = new Transport(SHORT)) {
            LlmException failure = failure(() -> post(impatient, server.url()));

            assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
            assertThat(failure.getMessage()).endsWith(" did not accept a connection in time");
        }
    }

    @Test
    void a_connection_that_is_not_accepted_is_left_at_the_limit() throws Exception {
        try (FullServer server = new FullServer()) {
            assertThat(kindOf(() -> post(transport, server.url(), SHORT))).isEqualTo(FailureKind.TIMED_OUT);
        }
    }

    @Test
    void a_thread_that_waits_for_a_connection_can_be_interrupted() throws Exception {
        try (FullServer server = new FullServer()) {
            OnThread<HttpAnswer> call = new OnThread<>(() -> post(transport, server.url()));
            call.interrupt();

            assertThat(call.failure().kind()).isEqualTo(FailureKind.CANCELLED);
            assertThat(call.isInterrupted()).isTrue();
        }
    }

    @Test
    void a_thread_that_waits_for_an_answer_can_be_interrupted() throws Exception {
        try (RawServer server = silent()) {
            OnThread<HttpAnswer> call = new OnThread<>(() -> post(transport, server.url()));
            await(requested);
            call.interrupt();

            assertThat(call.failure().kind()).isEqualTo(FailureKind.CANCELLED);
            assertThat(call.isInterrupted()).isTrue();
            server.awaitClientClosed();
        }
    }

    @Test
    void a_thread_that_is_interrupted_already_is_not_made_to_wait() throws Exception {
        try (RawServer server = silent()) {
            OnThread<HttpAnswer> call = new OnThread<>(() -> {
                Thread.currentThread().interrupt();
                return post(transport, server.url());
            });

            assertThat(call.failure().kind()).isEqualTo(FailureKind.CANCELLED);
            assertThat(call.isInterrupted()).isTrue();
        }
    }

    @Test
    void a_cancelled_call_closes_its_socket() throws Exception {
        try (RawServer server = silent()) {
            Cancellation cancellation = new Cancellation();
            OnThread<HttpAnswer> call = new OnThread<>(() -> post(transport, server.url(), LONG, cancellation));
            await(requested);
            cancellation.cancel();

            assertThat(call.failure().kind()).isEqualTo(FailureKind.CANCELLED);
            assertThat(call.isInterrupted()).isFalse();
            server.awaitClientClosed();
        }
    }

    @Test
    void a_call_that_is_cancelled_before_it_begins_sends_nothing() throws Exception {
        try (RawServer server = silent()) {
            Cancellation cancellation = new Cancellation();
            cancellation.cancel();

            assertThat(kindOf(() -> post(transport, server.url(), LONG, cancellation)))
                    .isEqualTo(FailureKind.CANCELLED);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void closing_the_transport_cancels_its_calls() throws Exception {
        try (RawServer server = silent()) {
            OnThread<HttpAnswer> call = new OnThread<>(() -> post(transport, server.url()));
            await(requested);
            transport.close();

            assertThat(call.failure().kind()).isEqualTo(FailureKind.CANCELLED);
            server.awaitClientClosed();
        }
    }

    @Test
    void a_closed_transport_sends_nothing() throws Exception {
        try (RawServer server = silent()) {
            transport.close();
            transport.close();

            assertThat(kindOf(() -> post(transport, server.url()))).isEqualTo(FailureKind.CANCELLED);
            assertThat(server.connections()).isZero();
        }
    }

    private RawServer silent() throws Exception {
        return new RawServer(wire -> {
            wire.request();
            requested.countDown();
            wire.awaitClose();
        });
    }

    /** A port whose queue of connections is full, so that the system lets a further one wait. */
    private static final class FullServer implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<Socket> waiting = new ArrayList<>();

        FullServer() throws IOException {
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), 50);
                } catch (SocketTimeoutException full) {
                    return;
                }
            }
            throw new IllegalStateException("the queue never fills");
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : waiting) {
                socket.close();
            }
            listener.close();
        }
    }
}
