package io.llmclient.testkit;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that is no more than a socket, so that a test sees every byte and how the connection ends. */
final class RawConnection implements Closeable {

    private final ProviderServer server;
    private final Socket socket;

    RawConnection(ProviderServer server) throws IOException {
        this.server = server;
        socket = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort());
        socket.setSoTimeout(10_000);
    }

    /** Asks an OpenAI server. */
    RawConnection ask(String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        send("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer k\r\nContent-Length: "
                + bytes.length + "\r\n\r\n" + body);
        return this;
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    InputStream input() throws IOException {
        return socket.getInputStream();
    }

    /** Reads until this text came. */
    String readUntil(String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        int matched = 0; // good enough for texts that don't begin like themselves
        while (matched < wanted.length) {
            int b = socket.getInputStream().read();
            if (b < 0) {
                throw new AssertionError("the server ended the connection after: " + read);
            }
            read.write(b);
            matched = b == wanted[matched] ? matched + 1 : b == wanted[0] ? 1 : 0;
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /** Reads to the orderly end of the connection; throws when it is reset. */
    String readToEnd() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Reads what comes before a reset. */
    String readToReset() {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            for (int b = socket.getInputStream().read();
                    b >= 0;
                    b = socket.getInputStream().read()) {
                read.write(b);
            }
        } catch (IOException e) {
            return read.toString(StandardCharsets.UTF_8);
        }
        throw new AssertionError(server + " ended the connection in good order after: " + read);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
