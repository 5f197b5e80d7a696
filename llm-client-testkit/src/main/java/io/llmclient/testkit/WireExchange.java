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

    /** As much of an endless line as one chunk holds. */
    private static final int LINE_PIECE = 64 * 1024;

    private final WireDialect dialect;
    private final ServerRequest request;
    private final WireConnection connection;
    private final String answerId;
    private final Instant now;
    private final boolean unknownFields;
    private final WireResponse response;
    private final HostileAnswer hostile;

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
        response = new WireResponse(dialect, request, connection, now);
        hostile = new HostileAnswer(dialect, response, connection, request.streaming());
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
                response.head(200, response.ok(), null);
                connection.flush();
                connection.reset();
            }
            case HANG -> connection.pauseForEver();
            case GARBAGE -> hostile.garbage();
            case WRONG_CONTENT_TYPE ->
                response.whole(
                        200, Map.of("content-type", "text/html"), "<html><body><h1>It works!</h1></body></html>");
            case EMPTY_BODY -> response.whole(200, response.ok(), "");
            case ENDLESS_LINE -> hostile.endlessLine(LINE_PIECE, Duration.ZERO);
            case TRICKLE -> hostile.endlessLine(1, fault.every());
            case WRONG_LENGTH -> hostile.wrongLength();
            case HALF_CHUNK -> hostile.halfChunk();
            case BROKEN_CHUNK -> hostile.brokenChunk();
            case HEADER_FLOOD -> hostile.headerFlood();
            case GZIP_BOMB -> hostile.gzipBomb();
            case DEEP_JSON -> hostile.deepJson();
            default -> error(dialect.error(request.ask(), fault, request.requestId()), fault);
        }
    }

    private void error(WireError error, Fault fault) throws IOException {
        if (error.status() == 200 && request.streaming()) {
            response.whole(200, response.ok(), dialect.framed(dialect.errorEvent(error.body())));
        } else {
            boolean told = fault.hint() == Fault.Hint.SECONDS && dialect.tellsSecondsInBody();
            refuse(told ? error : WireHints.inHeader(error, fault, now));
        }
    }

    /** Answers with an error. */
    void refuse(WireError error) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>(error.headers());
        headers.put("content-type", dialect.contentType(false));
        response.whole(error.status(), headers, json(error.body()));
    }

    private void answer(Reply reply) throws IOException {
        connection.pause(reply.wholeAfter());
        Ending ending = reply.ending();
        Fault fault = ending.fault();
        String body = json(dialect.answer(request.ask(), reply, answerId));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
        switch (ending.how()) {
            case WHOLE, UNMARKED ->
                response.whole(200, response.ok(), reply.malformedAfter() == null ? bytes : broken(bytes));
            case CUT -> response.whole(200, response.ok(), half);
            case RESET -> {
                response.head(200, response.ok(), bytes.length);
                connection.write(half);
                connection.flush();
                connection.reset();
            }
            case STALL -> {
                response.head(200, response.ok(), bytes.length);
                connection.write(half);
                connection.pauseForEver();
            }
            case FAULT -> {
                if (fault != null) {
                    fail(fault);
                }
            }
            case ENDLESS -> connection.pauseForEver();
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
        response.head(200, response.ok(), null);
        event(stream.opening());
        Ending ending = reply.ending();
        List<Chunk> chunks = reply.chunks();
        int good = reply.chunksBeforeEnd();
        for (int i = 0; i < good; i++) {
            unreadable(reply, stream, i);
            silence(i == 0 ? reply.firstTokenAfter() : reply.between(), reply.pingEvery(), stream);
            event(stream.event(chunks.get(i)));
        }
        unreadable(reply, stream, good);
        if (reply.isEndless()) {
            goOnForEver(reply, stream, good == 0);
        }
        if (ending.kind() != null) {
            endBadly(ending, good < chunks.size() ? stream.event(chunks.get(good)) : stream.finish());
            return;
        }
        event(stream.finish());
        event(ending.how() == Ending.How.UNMARKED ? "" : stream.mark());
        response.lastChunk();
    }

    /** Sends until the client goes away. */
    private void goOnForEver(Reply reply, WireStream stream, boolean atStart) throws IOException {
        silence(atStart ? reply.firstTokenAfter() : reply.between(), reply.pingEvery(), stream);
        event(stream.event(reply.again(true)));
        String more = stream.event(reply.again(false));
        while (true) {
            silence(reply.between(), reply.pingEvery(), stream);
            event(more);
        }
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
            case CUT -> response.lastChunk();
            case RESET -> resetWithin(next);
            case STALL -> connection.pauseForEver();
            case FAULT -> {
                if (fault != null) {
                    // There are no headers left to put a hint into.
                    WireError error = dialect.error(request.ask(), fault.as(Fault.Hint.BODY), request.requestId());
                    event(dialect.errorEvent(error.body()));
                }
                response.lastChunk();
            }
            default -> throw new IllegalStateException("no bad end: " + ending);
        }
    }

    /** Resets in the middle of the next event and of its chunk, as a dying peer does. */
    private void resetWithin(String next) throws IOException {
        byte[] bytes = dialect.framed(next);
        if (bytes.length > 0) {
            response.beginChunk(bytes.length);
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

    private void event(String text) throws IOException {
        if (!text.isEmpty()) {
            response.chunk(dialect.framed(withUnknownFields(text)));
        }
    }

    private String json(Object body) {
        return withUnknownFields(WireJson.write(body));
    }

    private String withUnknownFields(String json) {
        return unknownFields ? UnknownFields.into(json) : json;
    }
}
