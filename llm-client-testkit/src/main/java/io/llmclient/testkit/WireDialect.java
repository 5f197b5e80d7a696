package io.llmclient.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one provider's service looks from outside: its address, requests, answers and errors. Stateless. A further
 * dialect is one more of these.
 */
interface WireDialect {

    /** The provider's name, such as {@code openai}. */
    String provider();

    /** What stands between host and the paths of the API in a client's base URL; empty for nothing. */
    String basePath();

    /** What a request asks for, and whether the real service would refuse it. */
    WireAsk read(HttpMessage request, String requestId);

    /** Headers of every answer and error, without content type and date. */
    Map<String, String> headers(String requestId, int status);

    /** The content type of a 200. */
    String contentType(boolean streaming);

    /** A whole answer, unstreamed. */
    Map<String, @Nullable Object> answer(WireAsk ask, Reply reply, String answerId);

    /** An answer piece by piece. */
    WireStream stream(WireAsk ask, Reply reply, String answerId);

    /** A failure that is told in words. */
    WireError error(WireAsk ask, Fault fault, String requestId);

    /** Whether a time to wait is told in a field of the error body where others have {@code Retry-After} in seconds. */
    default boolean tellsSecondsInBody() {
        return false;
    }

    /** An error object as an event inside a stream that began well. */
    String errorEvent(Map<String, @Nullable Object> body);

    /** The bytes in which events of a stream go over the wire. */
    default byte[] framed(String events) {
        return events.getBytes(StandardCharsets.UTF_8);
    }

    /** The first bytes of an event of a stream, which may go on for long. */
    default byte[] beginning() {
        return framed("data: {\"");
    }
}
