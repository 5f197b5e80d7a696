package io.llmclient.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one response in HTTP/1.1, with the headers that the dialect gives to each. */
final class WireResponse {

    private final WireDialect dialect;
    private final ServerRequest request;
    private final WireConnection connection;
    private final Instant now;

    WireResponse(WireDialect dialect, ServerRequest request, WireConnection connection, Instant now) {
        this.dialect = dialect;
        this.request = request;
        this.connection = connection;
        this.now = now;
    }

    /** The headers of an answer, streamed or whole as it was asked for. */
    Map<String, String> ok() {
        return Map.of("content-type", dialect.contentType(request.streaming()));
    }

    /** A response with its whole body. */
    void whole(int status, Map<String, String> headers, String body) throws IOException {
        whole(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A response with its whole body. */
    void whole(int status, Map<String, String> headers, byte[] body) throws IOException {
        head(status, headers, body.length);
        connection.write(body);
        connection.flush();
    }

    /** Status line and headers; without a length the body comes in chunks. */
    void head(int status, Map<String, String> headers, @Nullable Integer length) throws IOException {
        request.status(status);
        StringBuilder head = new StringBuilder(statusLine(status));
        header(head, "date", WireHints.httpDate(now));
        dialect.headers(request.requestId(), status).forEach((name, value) -> header(head, name, value));
        headers.forEach((name, value) -> header(head, name, value));
        header(head, length == null ? "transfer-encoding" : "content-length", length == null ? "chunked" : "" + length);
        connection.write(head.append("\r\n").toString());
    }

    static String statusLine(int status) {
        return "HTTP/1.1 " + status + " \r\n";
    }

    private static void header(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    void chunk(byte[] bytes) throws IOException {
        beginChunk(bytes.length);
        connection.write(bytes);
        connection.write("\r\n");
        connection.flush();
    }

    void beginChunk(int length) throws IOException {
        connection.write(Integer.toHexString(length) + "\r\n");
    }

    void lastChunk() throws IOException {
        connection.write("0\r\n\r\n");
        connection.flush();
    }
}
