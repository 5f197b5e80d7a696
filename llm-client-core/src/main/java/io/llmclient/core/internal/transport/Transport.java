package io.llmclient.core.internal.transport;

import io.llmclient.LlmException;
import io.llmclient.spi.Cancellation;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sends requests of one provider, each once, on the calling thread. Safe for use by several threads; starts none of its
 * own.
 *
 * <p>Nothing is repeated behind the caller's back: a request that was sent is never sent again, redirects are not
 * followed (a key must not travel to another host), and there is no cache, cookie or authentication dialogue. Only
 * another address of the host is tried when one does not accept the connection.
 */
public final class Transport implements AutoCloseable {

    /** A data centre that does not accept a connection in this time is not there. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Idle connections: as many as a busy application without HTTP/2 uses at once, or it would make new ones for each wave. */
    private static final int IDLE_CONNECTIONS = 256;

    private static final int IDLE_MINUTES = 5;

    private final OkHttpClient client;
    private final Set<Exchange> inFlight = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** With the default connect timeout. */
    public Transport() {
        this(DEFAULT_CONNECT_TIMEOUT);
    }

    /** With another limit for connecting to one address. */
    public Transport(Duration connectTimeout) {
        this(Shared.CLIENT, connectTimeout);
    }

    /** For tests, which need their own certificates. */
    Transport(OkHttpClient base, Duration connectTimeout) {
        client = base.newBuilder()
                .connectTimeout(connectTimeout)
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_MINUTES, TimeUnit.MINUTES))
                .dispatcher(new Dispatcher())
                .build();
    }

    /**
     * Refuses a header that cannot be sent, so that a bad key is found when a provider is built.
     *
     * @throws IllegalArgumentException naming the header and the place, never the value
     */
    public static void checkHeader(String name, String value) {
        HeaderFields.check(name, value);
    }

    /**
     * Sends a request and waits for the response headers.
     *
     * @param secrets headers that say who asks
     * @param limit for everything until the headers are there; a host name that resolves slowly may make it longer,
     *     since Java cannot interrupt that
     * @param cancellation stops the call until the answer is closed
     * @return to be closed by the caller
     * @throws LlmException when no response came: {@code CONNECTION_FAILED}, {@code TIMED_OUT}, {@code CANCELLED} (also
     *     when the thread is interrupted; its flag stays set) or {@code MALFORMED_RESPONSE}
     * @throws IllegalArgumentException as {@link #checkHeader(String, String)}
     */
    public HttpAnswer post(
            Endpoint endpoint, Map<String, String> secrets, Payload body, Duration limit, Cancellation cancellation) {
        Exchange exchange = new Exchange(client, request(endpoint, secrets, body), cancellation, inFlight);
        boolean answered = false;
        try {
            exchange.begin();
            if (closed) {
                exchange.stop();
            }
            Response response = exchange.headers(limit);
            answered = true;
            return new HttpAnswer(exchange, response, limit);
        } finally {
            if (!answered) {
                exchange.end();
            }
        }
    }

    private static Request.Builder request(Endpoint endpoint, Map<String, String> secrets, Payload body) {
        Request.Builder request = new Request.Builder()
                .url(endpoint.url())
                .headers(endpoint.headers())
                .post(new OneShotBody(body.buffer()));
        secrets.forEach((name, value) -> {
            HeaderFields.check(name, value);
            request.header(name, value);
        });
        return request;
    }

    /**
     * Cancels the calls in flight and closes the connections. Later calls fail as cancelled. Closing twice does
     * nothing.
     */
    @Override
    public void close() {
        closed = true;
        inFlight.forEach(Exchange::stop);
        client.connectionPool().evictAll();
    }

    /** What all transports of a JVM share: the setup of TLS, which is costly. Made when the first transport is. */
    private static final class Shared {

        static final OkHttpClient CLIENT = configure(new OkHttpClient.Builder()).build();
    }

    /** OkHttp as this room needs it: the limits are ours, per call, and the pipeline is who repeats. */
    static OkHttpClient.Builder configure(OkHttpClient.Builder builder) {
        UsedConnections used = new UsedConnections();
        Interceptor both = chain -> RetryAfterShield.over(used.intercept(chain)); // OkHttp makes a chain for each
        return builder.socketFactory(new InterruptibleSockets())
                .eventListener(used)
                .addNetworkInterceptor(both)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(true) // only before the request is sent: see OneShotBody
                .callTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO);
    }
}
