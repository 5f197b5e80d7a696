package io.llmclient.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request that a {@link ProviderServer} got, and what became of it. Safe for use by several threads. */
public final class ServerRequest {

    private final HttpMessage message;
    private final WireAsk ask;
    private final String requestId;
    private final Instant at;
    private final WireConnection connection;
    private volatile @Nullable Integer status;
    private volatile boolean answered;

    ServerRequest(HttpMessage message, WireAsk ask, String requestId, Instant at, WireConnection connection) {
        this.message = message;
        this.ask = ask;
        this.requestId = requestId;
        this.at = at;
        this.connection = connection;
    }

    /** The HTTP method. */
    public String method() {
        return message.method();
    }

    /** The path, with the query if there is one. */
    public String path() {
        return message.target();
    }

    /** All headers, names in lower case. */
    public Map<String, List<String>> headers() {
        return message.headers();
    }

    /** A header's first value, by its name in any case; null when it is not there. */
    public @Nullable String header(String name) {
        return message.header(name.toLowerCase(Locale.ROOT));
    }

    /** The body as text; empty for none. */
    public String body() {
        return message.bodyText();
    }

    /** Whether it asked for a stream. */
    public boolean streaming() {
        return ask.streaming();
    }

    /** The model it named; null when it named none. */
    public @Nullable String model() {
        return ask.model();
    }

    /** When it was there in full, by the server's clock. */
    public Instant at() {
        return at;
    }

    /** The status that was answered; null while there is none, and for ever where the script wants none. */
    public @Nullable Integer status() {
        return status;
    }

    /** The id that the server gave it; Gemini does not tell it to the client. */
    public String requestId() {
        return requestId;
    }

    /** Whether the answer was sent to its end, as far as the script wants it to have one. */
    public boolean answered() {
        return answered;
    }

    /** Whether the client closed the connection before the answer had ended. */
    public boolean closedEarly() {
        return !answered && connection.isClosedByClient();
    }

    /**
     * Waits in real time until the client closes the connection that this request came on.
     *
     * @return false when it did not in this time
     * @throws AssertionError when the thread is interrupted meanwhile
     */
    public boolean awaitClientClose(Duration limit) {
        try {
            return connection.awaitClientClose(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the client to close the connection", e);
        }
    }

    boolean cameOnTheConnectionOf(ServerRequest other) {
        return connection == other.connection;
    }

    WireAsk ask() {
        return ask;
    }

    void status(int sent) {
        status = sent;
    }

    void answeredInFull() {
        answered = true;
    }

    /** Method, path and status; no headers and no query, which may hold keys. */
    @Override
    public String toString() {
        return method() + " " + path().split("\\?")[0] + (status == null ? "" : " → " + status);
    }
}
