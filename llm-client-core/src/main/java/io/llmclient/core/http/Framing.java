package io.llmclient.core.http;

import io.llmclient.core.internal.transport.AwsEventReader;
import io.llmclient.core.internal.transport.EventReader;
import io.llmclient.core.internal.transport.LineReader;
import io.llmclient.core.internal.transport.SseReader;

/** How the body of a streamed answer is cut into events. */
public enum Framing {

    /** Server-sent events: nearly everybody. An event has a name, or none. */
    SSE("text/event-stream"),

    /** One JSON document a line (Ollama's own API). Events have no names. */
    JSON_LINES("application/x-ndjson"),

    /**
     * Amazon's binary event stream (Bedrock). An event's name is its type; an exception in the stream is an event with
     * the name of its type, which is in its document as {@code __type}.
     */
    AWS_EVENTS("application/vnd.amazon.eventstream");

    private final String mediaType;

    Framing(String mediaType) {
        this.mediaType = mediaType;
    }

    /** What a request for a stream accepts. */
    String mediaType() {
        return mediaType;
    }

    EventReader reader(EventReader.Source in) {
        return switch (this) {
            case SSE -> new SseReader(in);
            case JSON_LINES -> new LineReader(in);
            case AWS_EVENTS -> new AwsEventReader(in);
        };
    }
}
