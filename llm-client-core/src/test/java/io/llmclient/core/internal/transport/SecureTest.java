package io.llmclient.core.internal.transport;

import static io.llmclient.core.internal.transport.Calls.LONG;
import static io.llmclient.core.internal.transport.Calls.SHORT;
import static io.llmclient.core.internal.transport.Calls.failure;
import static io.llmclient.core.internal.transport.Calls.kindOf;
import static io.llmclient.core.internal.transport.Calls.post;
import static io.llmclient.core.internal.transport.Calls.readAll;
import static io.llmclient.core.internal.transport.Calls.readSome;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.core.internal.transport.Calls.OnThread;
import io.llmclient.spi.Cancellation;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS and HTTP/2 change nothing about answers, limits, interrupts and cancellation. */
class SecureTest {

    private static SSLContext tls;
    private static X509TrustManager trust;

    private final MockWebServer server = new MockWebServer();
    private Transport transport;

    @BeforeAll
    static void makeCertificate(@TempDir Path directory) throws Exception {
        KeyStore store = selfSigned(directory.resolve("localhost.p12"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "changeit".toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store);
        trust = (X509TrustManager) trusted.getTrustManagers()[0];
        tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
    }

    /** With the JDK's own tool, so that no key lies in the project. */
    private static KeyStore selfSigned(Path file) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "localhost",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=DNS:localhost,IP:127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, "changeit".toCharArray());
        }
        return store;
    }

    @BeforeEach
    void open() {
        server.useHttps(tls.getSocketFactory());
        OkHttpClient base = Transport.configure(new OkHttpClient.Builder())
                .sslSocketFactory(tls.getSocketFactory(), trust)
                .build();
        transport = new Transport(base, Transport.DEFAULT_CONNECT_TIMEOUT);
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    private void serve(boolean http2) throws Exception {
        server.setProtocols(http2 ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.HTTP_1_1));
        server.start();
    }

    private URI url() {
        return URI.create("https://localhost:" + server.getPort() + "/v1/chat");
    }

    private static MockResponse stalling() {
        return new MockResponse.Builder()
                .body("x".repeat(100_000))
                .throttleBody(1_000, 20, TimeUnit.SECONDS)
                .build();
    }

    private static MockResponse silent() {
        return new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connections_are_used_again(boolean http2) throws Exception {
        serve(http2);
        for (int i = 0; i < 3; i++) {
            server.enqueue(new MockResponse.Builder().body("ok").build());
            try (HttpAnswer answer = post(transport, url())) {
                assertThat(readAll(answer)).isEqualTo("ok");
            }
            RecordedRequest request = server.takeRequest();
            assertThat(request.getExchangeIndex()).isEqualTo(i);
            assertThat(request.getVersion()).isEqualTo(http2 ? "HTTP/2" : "HTTP/1.1");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_silent_server_is_left_at_the_limit(boolean http2) throws Exception {
        serve(http2);
        server.enqueue(silent());

        assertThat(kindOf(() -> post(transport, url(), SHORT.multipliedBy(5)))).isEqualTo(FailureKind.TIMED_OUT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_body_that_stalls_is_left_at_the_limit(boolean http2) throws Exception {
        serve(http2);
        server.enqueue(stalling());
        try (HttpAnswer answer = post(transport, url())) {
            answer.limit(SHORT);

            assertThat(kindOf(() -> readAll(answer))).isEqualTo(FailureKind.TIMED_OUT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_thread_that_waits_for_an_answer_can_be_interrupted(boolean http2) throws Exception {
        serve(http2);
        server.enqueue(silent());
        OnThread<HttpAnswer> call = new OnThread<>(() -> post(transport, url()));
        server.takeRequest();
        call.interrupt();

        assertThat(call.failure().kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(call.isInterrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_thread_that_waits_for_an_answer_can_be_cancelled(boolean http2) throws Exception {
        serve(http2);
        server.enqueue(silent());
        Cancellation cancellation = new Cancellation();
        OnThread<HttpAnswer> call = new OnThread<>(() -> post(transport, url(), LONG, cancellation));
        server.takeRequest();
        cancellation.cancel();

        assertThat(call.failure().kind()).isEqualTo(FailureKind.CANCELLED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_reader_can_be_interrupted(boolean http2) throws Exception {
        serve(http2);
        server.enqueue(stalling());
        try (HttpAnswer answer = post(transport, url())) {
            OnThread<Integer> reader = reader(answer);
            reader.interrupt();

            assertThat(reader.failure().kind()).isEqualTo(FailureKind.CANCELLED);
            assertThat(reader.isInterrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_reader_ends_when_another_thread_closes_the_answer(boolean http2) throws Exception {
        serve(http2);
        server.enqueue(stalling());
        HttpAnswer answer = post(transport, url());
        OnThread<Integer> reader = reader(answer);
        answer.close();

        assertThat(reader.failure().kind()).isEqualTo(FailureKind.CANCELLED);
    }

    @Test
    void an_interrupted_reader_leaves_the_others_of_its_connection_alone() throws Exception {
        serve(true);
        server.enqueue(new MockResponse.Builder().body("warm").build());
        server.enqueue(stalling());
        server.enqueue(new MockResponse.Builder()
                .body("y".repeat(4_000))
                .throttleBody(1_000, 100, TimeUnit.MILLISECONDS)
                .build());
        try (HttpAnswer answer = post(transport, url())) {
            readAll(answer);
        }
        HttpAnswer stalled = post(transport, url());
        try (HttpAnswer other = post(transport, url())) {
            OnThread<Integer> reader = reader(stalled);
            reader.interrupt();
            reader.failure();
            stalled.close();

            assertThat(readAll(other)).hasSize(4_000);
        }
    }

    @Test
    void a_stream_that_is_reset_was_broken_off() throws Exception {
        serve(true);
        server.enqueue(new MockResponse.Builder()
                .body("z".repeat(10_000))
                .onResponseBody(new SocketEffect.CloseStream(2))
                .build());
        try (HttpAnswer answer = post(transport, url())) {
            assertThat(kindOf(() -> readAll(answer))).isEqualTo(FailureKind.STREAM_INTERRUPTED);
        }
    }

    @Test
    void a_connection_that_the_server_closed_while_idle_is_replaced() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        ServerSocket listener =
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try (RawServer raw = new RawServer(listener, wire -> {
            wire.request();
            wire.answer(200, "", "ok");
            wire.end();
            closed.countDown();
        })) {
            URI url = URI.create("https://localhost:" + raw.port() + "/");
            try (HttpAnswer answer = post(transport, url)) {
                readAll(answer);
            }
            Calls.await(closed);
            try (HttpAnswer answer = post(transport, url)) {
                assertThat(readAll(answer)).isEqualTo("ok");
            }
            assertThat(raw.connections()).isEqualTo(2);
        }
    }

    @Test
    void a_strangers_certificate_is_a_failed_connection() throws Exception {
        serve(true);
        try (Transport strict = new Transport()) {
            LlmException failure = failure(() -> post(strict, url()));

            assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_FAILED);
            assertThat(failure).hasMessage("no TLS connection with localhost:%d".formatted(server.getPort()));
        }
    }

    private static OnThread<Integer> reader(HttpAnswer answer) throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        OnThread<Integer> reader = new OnThread<>(() -> {
            byte[] some = new byte[2_000];
            readSome(answer, some);
            reading.countDown();
            int got = 0;
            while (got >= 0) {
                got = readSome(answer, some);
            }
            return got;
        });
        Calls.await(reading);
        return reader;
    }
}
