package io.llmclient.core.internal.transport;

import static io.llmclient.core.internal.transport.Calls.LONG;
import static io.llmclient.core.internal.transport.Calls.SHORT;
import static io.llmclient.core.internal.transport.Calls.kindOf;
import static io.llmclient.core.internal.transport.Calls.post;
import static io.llmclient.core.internal.transport.Calls.readAll;
import static io.llmclient.core.internal.transport.Calls.readSome;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.FailureKind;
import io.llmclient.spi.Cancellation;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections are used again when they are good, and closed when they are not. */
class ConnectionsTest {

    private final Transport transport = new Transport();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void a_body_that_was_read_as_a_stream_leaves_a_connection_for_the_next() throws Exception {
        assertReused(Calls::readAll);
    }

    @Test
    void a_body_that_was_read_whole_leaves_a_connection_for_the_next() throws Exception {
        assertReused(answer -> answer.body(1_000));
    }

    @Test
    void a_body_that_is_drained_behind_its_last_event_leaves_a_connection_for_the_next() throws Exception {
        assertReused(answer -> {
            new SseReader(answer::read).next();
            answer.drain(LONG);
        });
    }

    private void assertReused(Consumer<HttpAnswer> read) throws Exception {
        try (RawServer server = streaming()) {
            for (int i = 0; i < 3; i++) {
                try (HttpAnswer answer = post(transport, server.url())) {
                    read.accept(answer);
                }
            }
            assertThat(server.connections()).isOne();
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void a_body_that_is_closed_early_takes_its_connection_with_it() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.stream().chunk("data: 1\n\n").chunk("data: 2\n\n");
            wire.awaitClose();
        })) {
            for (int i = 0; i < 2; i++) {
                try (HttpAnswer answer = post(transport, server.url())) {
                    new SseReader(answer::read).next();
                }
            }
            server.awaitClientClosed();
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void draining_does_not_wait_for_a_server_that_does_not_end() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.stream().chunk("data: [DONE]\n\n");
            wire.awaitClose();
        })) {
            HttpAnswer answer = post(transport, server.url());
            answer.drain(SHORT);
            answer.close();

            server.awaitClientClosed();
        }
    }

    @Test
    void draining_does_not_read_a_flood_to_its_end() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.stream();
            while (true) {
                wire.chunk("x".repeat(10_000));
            }
        })) {
            HttpAnswer answer = post(transport, server.url());
            answer.drain(LONG);
            answer.close();

            server.awaitClientClosed();
        }
    }

    @Test
    void a_connection_that_the_server_closed_while_idle_is_replaced() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.answer(200, "", "ok");
            wire.end();
            closed.countDown();
        })) {
            try (HttpAnswer answer = post(transport, server.url())) {
                readAll(answer);
            }
            Calls.await(closed);
            try (HttpAnswer answer = post(transport, server.url())) {
                assertThat(readAll(answer)).isEqualTo("ok");
            }
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void a_request_that_is_lost_on_a_used_connection_is_not_repeated() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.request();
            wire.answer(200, "", "ok");
            wire.request();
            wire.reset();
        })) {
            try (HttpAnswer answer = post(transport, server.url())) {
                readAll(answer);
            }
            assertThat(kindOf(() -> post(transport, server.url()))).isEqualTo(FailureKind.CONNECTION_FAILED);
            assertThat(server.requests()).hasSize(2);
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void a_limit_of_one_answer_does_not_reach_the_next() throws Exception {
        try (RawServer server = streaming()) {
            try (HttpAnswer answer = post(transport, server.url())) {
                answer.limit(Duration.ofMillis(1));
                answer.limit(LONG);
                readAll(answer);
                answer.limit(Duration.ofNanos(1));
            }
            try (HttpAnswer answer = post(transport, server.url())) {
                assertThat(readAll(answer)).isEqualTo("data: 1\n\n");
            }
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void a_cancellation_that_comes_after_the_end_does_no_harm() throws Exception {
        Cancellation cancellation = new Cancellation();
        try (RawServer server = streaming()) {
            try (HttpAnswer answer = post(transport, server.url(), LONG, cancellation)) {
                readAll(answer);
            }
            cancellation.cancel();
            try (HttpAnswer answer = post(transport, server.url())) {
                readAll(answer);
            }
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void closing_the_transport_closes_idle_connections() throws Exception {
        try (RawServer server = streaming()) {
            try (HttpAnswer answer = post(transport, server.url())) {
                readAll(answer);
            }
            transport.close();

            server.awaitClientClosed();
        }
    }

    @Test
    void two_transports_share_no_connection() throws Exception {
        try (RawServer server = streaming();
                Transport other = new Transport()) {
            try (HttpAnswer answer = post(transport, server.url())) {
                readAll(answer);
            }
            try (HttpAnswer answer = post(other, server.url())) {
                readAll(answer);
            }
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void answers_of_one_transport_are_read_side_by_side() throws Exception {
        try (RawServer server = streaming();
                HttpAnswer first = post(transport, server.url());
                HttpAnswer second = post(transport, server.url())) {
            byte[] some = new byte[3];

            assertThat(readSome(second, some)).isEqualTo(3);
            assertThat(readAll(first)).isEqualTo("data: 1\n\n");
            assertThat(readAll(second)).isEqualTo("a: 1\n\n");
        }
    }

    private static RawServer streaming() throws IOException {
        return new RawServer(wire -> {
            while (true) {
                wire.request();
                wire.stream().chunk("data: 1\n\n").endOfChunks();
            }
        });
    }
}
