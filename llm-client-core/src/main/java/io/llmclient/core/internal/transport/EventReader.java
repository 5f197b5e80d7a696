package io.llmclient.core.internal.transport;

import io.llmclient.LlmException;
import java.io.IOException;

/** Cuts the body of a stream into events, one at a time, when asked. For one thread. */
public interface EventReader {

    /** The largest event: room for an image in base64. */
    int MAX_EVENT_BYTES = 16 << 20;

    /** The longest stream. */
    long MAX_TOTAL_BYTES = 64L << 20;

    /** Where the bytes come from, as in {@link java.io.InputStream#read(byte[], int, int)}. */
    interface Source {
        int read(byte[] into, int from, int count) throws IOException;
    }

    /**
     * Waits for the next event.
     *
     * @return false at the end of the stream
     * @throws LlmException {@code MALFORMED_RESPONSE} when a limit is passed or the framing is broken; what the source
     *     throws; {@code STREAM_INTERRUPTED} for an {@link IOException} of it
     */
    boolean next();

    /** The event's name; empty when it has none. */
    String event();

    /**
     * Where the event's data are, from {@link #start()} for {@link #length()} bytes of UTF-8. Until {@link #next()} is
     * called again.
     */
    byte[] buffer();

    /** The first byte of the data. */
    int start();

    /** The number of bytes of the data. */
    int length();
}
