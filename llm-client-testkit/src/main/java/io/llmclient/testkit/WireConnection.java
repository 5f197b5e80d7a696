package io.llmclient.testkit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One accepted socket: reads requests, writes bytes, and notices when the client goes away. Used by one thread; {@link
 * #close()} and {@link #closeIfIdle()} come from others.
 */
final class WireConnection implements Closeable {

    private final Socket socket;
    private final PushbackInputStream in;
    private final OutputStream out;
    private final CountDownLatch clientClosed = new CountDownLatch(1);
    private final CountDownLatch serverClosed = new CountDownLatch(1);
    private boolean busy;

    WireConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = new PushbackInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** Waits for the next request; null when the connection ended instead. */
    @Nullable
    HttpMessage nextRequest() throws IOException {
        int first = read();
        if (first < 0 || !becomeBusy()) {
            return null;
        }
        in.unread(first);
        HttpMessage request = HttpMessage.read(in, this::sendContinue);
        if (request == null) {
            clientClosed.countDown();
        }
        return request;
    }

    private void sendContinue() throws IOException {
        write("HTTP/1.1 100 Continue\r\n\r\n");
        flush();
    }

    private synchronized boolean becomeBusy() {
        busy = serverClosed.getCount() > 0;
        return busy;
    }

    /** The exchange is over; the connection waits for the next one. */
    synchronized void becomeIdle() {
        busy = false;
    }

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) throws IOException {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw clientIsGone(e);
        }
    }

    void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw clientIsGone(e);
        }
    }

    /**
     * Waits in real time. Reading with a time limit is the wait: so it ends at once, with an exception, when either
     * side closes.
     */
    void pause(Duration time) throws IOException {
        if (time.isZero() || time.isNegative()) {
            return;
        }
        flush();
        long end = System.nanoTime() + time.toNanos();
        socket.setSoTimeout(millisAtLeastOne(time.toNanos()));
        try {
            int early = read();
            if (early < 0) {
                throw new IOException("the client closed the connection");
            }
            in.unread(early); // it sends its next request already
            awaitServerClose(end - System.nanoTime());
        } catch (SocketTimeoutException e) {
            // The time is over and nobody closed: go on.
        } finally {
            if (!socket.isClosed()) {
                socket.setSoTimeout(0);
            }
        }
    }

    /** Says nothing until either side closes. */
    void pauseForEver() throws IOException {
        while (true) {
            pause(Duration.ofHours(1));
        }
    }

    private static int millisAtLeastOne(long nanos) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999)));
    }

    private void awaitServerClose(long nanos) throws IOException {
        try {
            if (serverClosed.await(nanos, TimeUnit.NANOSECONDS)) {
                throw new IOException("the server is closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private int read() throws IOException {
        try {
            int b = in.read();
            if (b < 0) {
                clientIsGone(null);
            }
            return b;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            throw clientIsGone(e);
        }
    }

    /** An error that this server did not cause by closing is the client's doing. */
    private @Nullable IOException clientIsGone(@Nullable IOException e) {
        if (serverClosed.getCount() > 0) {
            clientClosed.countDown();
        }
        return e;
    }

    /** Whether the client has closed the connection. */
    boolean isClosedByClient() {
        return clientClosed.getCount() == 0;
    }

    /** Waits in real time until the client closes the connection; false when it did not in this time. */
    boolean awaitClientClose(Duration limit) throws InterruptedException {
        return clientClosed.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends the connection with a TCP reset instead of an orderly end. What was flushed is delivered first. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // The socket is gone already, which is what a reset is for.
        }
        close();
    }

    /** Closes the connection unless it is in the middle of an exchange. */
    synchronized void closeIfIdle() {
        if (!busy) {
            close();
        }
    }

    @Override
    public void close() {
        serverClosed.countDown();
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to save.
        }
    }
}
