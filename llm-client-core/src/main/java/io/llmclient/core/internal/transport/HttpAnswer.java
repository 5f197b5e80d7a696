package io.llmclient.core.internal.transport;

import io.llmclient.LlmException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response whose headers are there and whose body is still to be read, by one thread.
 *
 * <p>Reading throws {@link LlmException}: {@code TIMED_OUT} when the {@link #limit(Duration)} passed,
 * {@code STREAM_INTERRUPTED} when the body broke off, {@code MALFORMED_RESPONSE} when it cannot be decoded,
 * {@code CANCELLED} when the call was cancelled, the thread interrupted (its flag stays set) or the answer closed.
 */
public final class HttpAnswer implements AutoCloseable {

    /** What {@link #drain(Duration)} reads at most: more costs more than a new connection. */
    private static final int DRAINED_BYTES = 64 * 1024;

    private final Exchange exchange;
    private final Response response;
    private final BufferedSource source;
    private final Watch watch;
    /** Held while reading, so that a close from another thread does not touch the source under the reader. */
    private final ReentrantLock reading = new ReentrantLock();

    private Duration limit;
    private long until;
    private boolean atEnd;
    private volatile boolean released;
    private volatile boolean closed;

    HttpAnswer(Exchange exchange, Response response, Duration limit) {
        this.exchange = exchange;
        this.response = response;
        this.source = Objects.requireNonNull(response.body()).source();
        this.watch = exchange.watch();
        this.limit = limit;
        this.until = Watch.moment(limit);
    }

    /** The HTTP status; redirects come as they are, never followed. */
    public int status() {
        return response.code();
    }

    /** The first value of a header, in any case; null when there is none, or when it is longer than 8 kB. */
    public @Nullable String header(String name) {
        return HeaderFields.find(response.headers(), name);
    }

    /** Lower-case names and their first values; the first 100 of them, without values longer than 8 kB. */
    public Map<String, String> headers() {
        return headers(name -> true);
    }

    /** Those of {@link #headers()} whose lower-case names are wanted. */
    public Map<String, String> headers(Predicate<String> wanted) {
        return HeaderFields.of(response.headers(), wanted);
    }

    /** The media type in lower case without parameters, such as {@code text/event-stream}; empty when there is none. */
    public String contentType() {
        String value = Objects.requireNonNullElse(header("content-type"), "");
        int end = value.indexOf(';');
        return HeaderFields.lower((end < 0 ? value : value.substring(0, end)).strip());
    }

    /**
     * Sets the moment by which the next bytes of the body must have come: this long from now. A reader moves it forward
     * whenever it got something that counts. Before the first call it is as long as the headers had, counted from their
     * arrival.
     */
    public void limit(Duration time) {
        limit = time;
        until = Watch.moment(time);
    }

    /** The whole body, decompressed; a failure when it is larger than this. */
    public byte[] body(int maxBytes) {
        return guarded(() -> {
            if (source.request(maxBytes + 1L)) {
                throw exchange.tooLarge(maxBytes, status());
            }
            atEnd = true;
            return source.readByteArray();
        });
    }

    /** The first so many bytes of the body, decompressed; all of it when there are no more. */
    public byte[] start(int bytes) {
        return guarded(() -> {
            atEnd = !source.request(bytes);
            return source.readByteArray(atEnd ? source.getBuffer().size() : bytes);
        });
    }

    /** More of the body, decompressed: how many bytes came, at least one; -1 when there are no more. */
    public int read(byte[] into, int from, int count) {
        return guarded(() -> {
            int got = source.read(into, from, count);
            atEnd = got < 0;
            return got;
        });
    }

    /**
     * Reads away what is left of a body whose reader has all it wants, such as the end mark of the framing after
     * {@code [DONE]}, so that the connection can be used again. Never fails; what doesn't come in time or is too much
     * costs the connection, at {@link #close()}.
     */
    public void drain(Duration atMost) {
        limit(atMost);
        reading.lock();
        watch.begin(until);
        try {
            atEnd = atEnd || (!closed && !source.request(DRAINED_BYTES));
        } catch (IOException e) {
            exchange.stop();
        } finally {
            watch.end();
            unlock();
        }
    }

    /**
     * Ends the answer: the connection is kept if the body was read to its end, else closed. From any thread, any number
     * of times.
     */
    @Override
    public void close() {
        closed = true;
        if (reading.tryLock()) {
            unlock();
        } else {
            exchange.stop(); // wakes the reader, who then releases
        }
    }

    /** Looks again after the lock is free: a close may have found it taken just after this looked. */
    private void unlock() {
        do {
            try {
                if (closed && !released) {
                    released = true;
                    release();
                }
            } finally {
                reading.unlock();
            }
        } while (closed && !released && reading.tryLock());
    }

    private void release() {
        exchange.end();
        if (!atEnd) {
            exchange.stop(); // else OkHttp would go on reading for a while, in hope of the end
        }
        response.close();
    }

    private <T> T guarded(Reading<T> read) {
        reading.lock();
        watch.begin(until);
        try {
            if (closed) {
                throw exchange.alreadyClosed(status());
            }
            return read.run();
        } catch (IOException e) {
            throw exchange.bodyFailed(e, status(), limit);
        } finally {
            watch.end();
            unlock();
        }
    }

    private interface Reading<T> {
        T run() throws IOException;
    }
}
