package io.llmclient.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers every request with bytes that are ready: the less it does, the more of the time is the client's. A thread a
 * connection. Prints its port and runs until its input ends.
 *
 * <p>The path says which answer: {@code /200/…} a stream of 200 events in one write, {@code /20/…} one of 20, {@code
 * /paced/…} a slow one, {@code /503/…} a refusal, {@code /open} how many slow ones are open.
 */
public final class LoopbackServer {

    static final int EVENTS = 200;
    static final int FEW_EVENTS = 20;
    private static final int MILLIS_BETWEEN = 500;

    private static final byte[] STREAM_FIELD = "\"stream\"".getBytes(UTF_8);

    private final Ready openAi = new Ready(Dialect.OPENAI);
    private final Ready anthropic = new Ready(Dialect.ANTHROPIC);
    private final Ready gemini = new Ready(Dialect.GEMINI);
    private final byte[] unavailable = Wire.unavailable();
    private final AtomicInteger open = new AtomicInteger();

    private LoopbackServer() {}

    /** Serves until the standard input ends. */
    public static void main(String[] args) throws IOException {
        LoopbackServer server = new LoopbackServer();
        ServerSocket listener = new ServerSocket(0, 2048, InetAddress.getLoopbackAddress());
        daemon(() -> server.accept(listener));
        System.out.println(listener.getLocalPort());
        while (System.in.read() >= 0) {
            // whoever started it keeps the pipe open
        }
    }

    private void accept(ServerSocket listener) {
        try {
            while (true) {
                Socket socket = listener.accept();
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(null, task, "server", 128 * 1024);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            byte[] buffer = new byte[16 * 1024];
            int filled = 0;
            while (true) {
                int head;
                while ((head = end(buffer, filled)) < 0) {
                    int read = in.read(buffer, filled, buffer.length - filled);
                    if (read < 0) {
                        return;
                    }
                    filled += read;
                }
                int length = contentLength(buffer, head);
                while (filled < head + length) {
                    int read = in.read(buffer, filled, buffer.length - filled);
                    if (read < 0) {
                        return;
                    }
                    filled += read;
                }
                answer(target(buffer), asksForStream(buffer, head, head + length), out);
                System.arraycopy(buffer, head + length, buffer, 0, filled - head - length);
                filled -= head + length;
            }
        } catch (IOException e) {
            // the client went away
        }
    }

    private void answer(String target, boolean streaming, OutputStream out) throws IOException {
        if (target.equals("/open")) {
            String body = Integer.toString(open.get());
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body).getBytes(UTF_8));
            return;
        }
        Ready ready = target.contains("/chat/completions") ? openAi : target.contains("/messages") ? anthropic : gemini;
        if (target.startsWith("/503/")) {
            out.write(unavailable);
        } else if (!streaming && !target.contains(":stream")) {
            out.write(ready.answer);
        } else if (target.startsWith("/paced/")) {
            pace(ready.parts, out);
        } else {
            out.write(target.startsWith("/20/") ? ready.shortStream : ready.stream);
        }
    }

    private void pace(List<byte[]> parts, OutputStream out) throws IOException {
        open.incrementAndGet();
        try {
            for (byte[] part : parts) {
                out.write(part);
                Thread.sleep(MILLIS_BETWEEN);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            open.decrementAndGet();
        }
    }

    private static int end(byte[] buffer, int filled) {
        for (int i = 3; i < filled; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static String target(byte[] buffer) {
        int from = 0;
        while (buffer[from] != ' ') {
            from++;
        }
        int to = from + 1;
        while (buffer[to] != ' ') {
            to++;
        }
        return new String(buffer, from + 1, to - from - 1, ISO_8859_1);
    }

    private static int contentLength(byte[] buffer, int head) {
        String text = new String(buffer, 0, head, ISO_8859_1).toLowerCase(Locale.ROOT);
        if (text.contains("transfer-encoding:")) {
            throw new IllegalStateException("a chunked request: not read here");
        }
        int at = text.indexOf("content-length:");
        return at < 0
                ? 0
                : Integer.parseInt(
                        text.substring(at + 15, text.indexOf('\r', at)).strip());
    }

    /** Whether the body says {@code "stream": true}, however it is spaced. */
    private static boolean asksForStream(byte[] buffer, int from, int to) {
        for (int i = from; i + STREAM_FIELD.length < to; i++) {
            if (buffer[i] == '"'
                    && Arrays.equals(buffer, i, i + STREAM_FIELD.length, STREAM_FIELD, 0, STREAM_FIELD.length)) {
                int at = i + STREAM_FIELD.length;
                while (buffer[at] == ' ' || buffer[at] == ':') {
                    at++;
                }
                return buffer[at] == 't';
            }
        }
        return false;
    }

    /** What one dialect answers. */
    private static final class Ready {

        private final byte[] answer;
        private final byte[] stream;
        private final byte[] shortStream;
        private final List<byte[]> parts;

        private Ready(Dialect dialect) {
            answer = Wire.answer(dialect);
            parts = Wire.stream(dialect, EVENTS);
            stream = Wire.join(parts.toArray(byte[][]::new));
            shortStream = Wire.join(Wire.stream(dialect, FEW_EVENTS).toArray(byte[][]::new));
        }
    }
}
