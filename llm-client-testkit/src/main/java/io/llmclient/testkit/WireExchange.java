package io.llmclient.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plays one behaviour on one connection, byte by byte. Returns when the answer has ended; throws when the connection
 * broke.
 */
final class WireExchange {

    private static final byte[] NOISE = {(byte) 0xfe, 0x00, (byte) 0xff, 0x7b, 0x22, 0x07, (byte) 0xc3, 0x28, 0x5d, 0x01
    };

    private final WireDialect dialect;
    private final ServerRequest request;
    private final WireConnection connection;
    private final String answerId;
    private final Instant now;
    private final boolean unknownFields;

    WireExchange(
            WireDialect dialect,
            ServerRequest request,
            WireConnection connection,
            String answerId,
            Instant now,
            boolean unknownFields) {
        this.dialect = dialect;
        this.request = request;
        this.connection = connection;
        this.answerId = answerId;
        this.now = now;
        this.unknownFields = unknownFields;
    }

    void play(Behaviour behaviour) throws IOException {
        if (behaviour instanceof Fault fault) {
            connection.pause(fault.delay());
            fail(fault);
        } else if (request.streaming()) {
            stream((Reply) behaviour);
        } else {
            answer((Reply) behaviour);
        }
    }

    private void fail(Fault fault) throws IOException {
        switch (fault.type()) {
            case REFUSED, RESET_BEFORE_HEADERS -> connection.reset();
            case RESET_AFTER_HEADERS -> {
                head(200, ok(), null);
                connection.flush();
                connection.reset();
            }
            case HANG -> connection.pauseForEver();
            case GARBAGE -> garbage();
            case WRONG_CONTENT_TYPE ->
                whole(200, Map.of("content-type", "text/html"), "<html><body><h1>It works!</h1></body></html>");
            case EMPTY_BODY -> whole(200, ok(), "");
            case ENDLESS_LINE -> endlessLine();
            default -> error(dialect.error(request.ask(), fault, request.requestId()), fault);
        }
    }

    private void error(WireError error, Fault fault) throws IOException {
        if (error.status() == 200 && request.streaming()) {
            whole(200, ok(), dialect.errorEvent(error.body()));
        } else {
            boolean told = fault.hint() == Fault.Hint.SECONDS && dialect.tellsSecondsInBody();
            refuse(told ? error : WireHints.inHeader(error, fault, now));
        }
    }

    /** Answers with an error. */
    void refuse(WireError error) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>(error.headers());
        headers.put("content-type", dialect.contentType(false));
        whole(error.status(), headers, json(error.body()));
    }

    private void garbage() throws IOException {
        head(200, ok(), null);
        for (int i = 0; i < 3; i++) {
            byte[] prefix = (request.streaming() ? "data: " : "").getBytes(StandardCharsets.US_ASCII);
            byte[] event = Arrays.copyOf(prefix, prefix.length + NOISE.length + 2);
            System.arraycopy(NOISE, 0, event, prefix.length, NOISE.length);
            Arrays.fill(event, event.length - 2, event.length, (byte) '\n');
            chunk(event);
        }
        lastChunk();
    }

    /** Sends until the client goes away. */
    private void endlessLine() throws IOException {
        head(200, ok(), null);
        chunk((request.streaming() ? "data: {\"" : "{\"").getBytes(StandardCharsets.US_ASCII));
        byte[] more = new byte[64 * 1024];
        Arrays.fill(more, (byte) 'x');
        while (true) {
            chunk(more);
        }
    }

    private void answer(Reply reply) throws IOException {
        connection.pause(reply.wholeAfter());
        Ending ending = reply.ending();
        Fault fault = ending.fault();
        String body = json(dialect.answer(request.ask(), reply, answerId));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
        switch (ending.how()) {
            case WHOLE, UNMARKED -> whole(200, ok(), reply.malformedAfter() == null ? bytes : broken(bytes));
            case CUT -> whole(200, ok(), half);
            case RESET -> {
                head(200, ok(), bytes.length);
                connection.write(half);
                connection.flush();
                connection.reset();
            }
            case STALL -> {
                head(200, ok(), bytes.length);
                connection.write(half);
                connection.pauseForEver();
            }
            case FAULT -> {
                if (fault != null) {
                    fail(fault);
                }
            }
        }
    }

    /** A body that is no JSON from its second byte on. */
    private static byte[] broken(byte[] body) {
        byte[] broken = body.clone();
        broken[1] = ']';
        return broken;
    }

    private void stream(Reply reply) throws IOException {
        WireStream stream = dialect.stream(request.ask(), reply, answerId);
        head(200, ok(), null);
        event(stream.opening());
        Ending ending = reply.ending();
        List<Chunk> chunks = reply.chunks();
        for (int i = 0; i < chunks.size(); i++) {
            boolean ends = ending.kind() != null && ending.after() <= i;
            unreadable(reply, stream, i);
            if (ends) {
                endBadly(ending, stream.event(chunks.get(i)));
                return;
            }
            silence(i == 0 ? reply.firstTokenAfter() : reply.between(), reply.pingEvery(), stream);
            event(stream.event(chunks.get(i)));
        }
        unreadable(reply, stream, chunks.size());
        if (ending.kind() != null) {
            endBadly(ending, stream.finish());
            return;
        }
        event(stream.finish());
        event(ending.how() == Ending.How.UNMARKED ? "" : stream.mark());
        lastChunk();
    }

    private void unreadable(Reply reply, WireStream stream, int chunks) throws IOException {
        Integer after = reply.malformedAfter();
        if (after != null && after == chunks) {
            event(stream.malformed());
        }
    }

    private void endBadly(Ending ending, String next) throws IOException {
        Fault fault = ending.fault();
        switch (ending.how()) {
            case CUT -> lastChunk();
            case RESET -> resetWithin(next);
            case STALL -> connection.pauseForEver();
            case FAULT -> {
                if (fault != null) {
                    // There are no headers left to put a hint into.
                    WireError error = dialect.error(request.ask(), fault.as(Fault.Hint.BODY), request.requestId());
                    event(dialect.errorEvent(error.body()));
                }
                lastChunk();
            }
            default -> throw new IllegalStateException("no bad end: " + ending);
        }
    }

    /** Resets in the middle of the next event and of its chunk, as a dying peer does. */
    private void resetWithin(String next) throws IOException {
        byte[] bytes = next.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            connection.write(Integer.toHexString(bytes.length) + "\r\n");
            connection.write(Arrays.copyOf(bytes, bytes.length / 2));
        }
        connection.flush();
        connection.reset();
    }

    private void silence(Duration time, @Nullable Duration pingEvery, WireStream stream) throws IOException {
        Duration left = time;
        while (pingEvery != null && left.compareTo(pingEvery) > 0) {
            connection.pause(pingEvery);
            event(stream.ping());
            left = left.minus(pingEvery);
        }
        connection.pause(left);
    }

    private Map<String, String> ok() {
        return Map.of("content-type", dialect.contentType(request.streaming()));
    }

    private void whole(int status, Map<String, String> headers, String body) throws IOException {
        whole(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private void whole(int status, Map<String, String> headers, byte[] body) throws IOException {
        head(status, headers, body.length);
        connection.write(body);
        connection.flush();
    }

    /** Status line and headers; without a length the body comes in chunks. */
    private void head(int status, Map<String, String> headers, @Nullable Integer length) throws IOException {
        request.status(status);
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" \r\n");
        header(head, "date", WireHints.httpDate(now));
        dialect.headers(request.requestId(), status).forEach((name, value) -> header(head, name, value));
        headers.forEach((name, value) -> header(head, name, value));
        header(head, length == null ? "transfer-encoding" : "content-length", length == null ? "chunked" : "" + length);
        connection.write(head.append("\r\n").toString());
    }

    private static void header(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private void event(String text) throws IOException {
        if (!text.isEmpty()) {
            chunk(withUnknownFields(text).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void chunk(byte[] bytes) throws IOException {
        connection.write(Integer.toHexString(bytes.length) + "\r\n");
        connection.write(bytes);
        connection.write("\r\n");
        connection.flush();
    }

    private void lastChunk() throws IOException {
        connection.write("0\r\n\r\n");
        connection.flush();
    }

    private String json(Object body) {
        return withUnknownFields(WireJson.write(body));
    }

    private String withUnknownFields(String json) {
        return unknownFields ? UnknownFields.into(json) : json;
    }
}
