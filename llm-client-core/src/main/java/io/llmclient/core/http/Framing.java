package io.llmclient.core.http;

import io.llmclient.core.internal.transport.AwsEventReader;
import io.llmclient.core.internal.transport.EventReader;
import io.llmclient.core.internal.transport.LineReader;
import io.llmclient.core.internal.transport.SseReader;
import java.util.function.Function;

/** How the body of a streamed answer is cut into events. */
public enum Framing {

    /** Server-sent events: nearly everybody. An event has a name, or none. */
    SSE("text/event-stream", SseReader::new),

    /** One JSON document a line (Ollama's own API). Events have no names. */
    JSON_LINES("application/x-ndjson", LineReader::new),

    /**
     * Amazon's binary event stream (Bedrock). An event's name is its type; an exception in the stream is an event with
     * the name of its type, which is in its document as {@code __type}.
     */
    AWS_EVENTS("application/vnd.amazon.eventstream", AwsEventReader::new);

    private final String mediaType;
    private final Function<EventReader.Source, EventReader> reader;

    Framing(String mediaType, Function<EventReader.Source, EventReader> reader) {
        this.mediaType = mediaType;
        this.reader = reader;
    }

    /** What a request for a stream accepts. */
    String mediaType() {
        return mediaType;
    }

    EventReader reader(EventReader.Source in) {
        return reader.apply(in);
    }
}
