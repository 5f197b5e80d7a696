package io.llmclient.core.internal.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server on loopback that does byte by byte what a test says, once for each connection. */
final class RawServer implements AutoCloseable {

    /** What to do with a connection. When it returns, the connection is closed. */
    interface Script {
        void play(Wire wire) throws Exception;
    }

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Void> clientClosed = new CompletableFuture<>();

    RawServer(Script script) throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(() -> accept(script));
    }

    private void accept(Script script) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                threads.execute(() -> play(script, socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void play(Script script, Socket socket) {
        try (socket) {
            script.play(new Wire(socket));
        } catch (Exception e) {
            clientClosed.complete(null); // scripts don't fail but by the client's going away
        }
    }

    URI url() {
        return url("/v1/chat?key=secret-in-query");
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + path);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The requests that came, headers and body. */
    List<String> requests() {
        return requests;
    }

    int connections() {
        return sockets.size();
    }

    /** Waits until a connection is closed by the client. */
    void awaitClientClosed() throws Exception {
        try {
            clientClosed.get(5, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the client did not close the connection", e);
        }
    }

    boolean isClientClosed() {
        return clientClosed.isDone();
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }

    /** One connection, from the server's side. */
    final class Wire {
        private final Socket socket;
        private final InputStream in;

        private Wire(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        /** Reads a request with a known length. */
        String request() throws IOException {
            String head = head();
            String length = head.toLowerCase(Locale.ROOT).replaceFirst("(?s).*content-length: (\\d+).*", "$1");
            String request = head + new String(in.readNBytes(Integer.parseInt(length)), ISO_8859_1);
            requests.add(request);
            return request;
        }

        private String head() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) {
                    throw new EOFException();
                }
                head.write(b);
            }
            return head.toString(ISO_8859_1);
        }

        Wire send(String text) throws IOException {
            return send(text.getBytes(ISO_8859_1));
        }

        Wire send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        }

        /** Status, and headers each with its line end. */
        Wire head(int status, String headers) throws IOException {
            return send("HTTP/1.1 " + status + " Words\r\n" + headers + "\r\n");
        }

        Wire answer(int status, String headers, String body) throws IOException {
            return head(status, headers + "Content-Length: " + body.length() + "\r\n")
                    .send(body);
        }

        Wire stream() throws IOException {
            return head(200, "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n");
        }

        Wire chunk(String text) throws IOException {
            return send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
        }

        /** Ends the chunked body, so that another request may follow. */
        Wire endOfChunks() throws IOException {
            return send("0\r\n\r\n");
        }

        /** Waits until the client goes away. */
        void awaitClose() throws IOException {
            while (in.read() >= 0) {}
            clientClosed.complete(null);
        }

        /** Waits until the test is over, deaf to the client. */
        void hang() throws InterruptedException {
            closing.await();
        }

        /** Lets time pass; false when the test is over. */
        boolean pause(int millis) throws InterruptedException {
            return !closing.await(millis, TimeUnit.MILLISECONDS);
        }

        /** Closes properly, so that the client's system knows when this returns. */
        void end() throws IOException {
            socket.shutdownOutput();
            socket.close();
        }

        /** Closes with a TCP reset. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
