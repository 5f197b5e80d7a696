package io.llmclient.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Deflater;

/** Plays the faults in which a response begins well and is no answer. The same in every dialect. */
final class HostileAnswer {

    private static final byte[] NOISE = {(byte) 0xfe, 0x00, (byte) 0xff, 0x7b, 0x22, 0x07, (byte) 0xc3, 0x28, 0x5d, 0x01
    };

    private static final int BLOCK = 1024 * 1024;
    private static final int BOMB_BLOCKS = 4 * 1024;
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};

    private static final int DEPTH = 100_000;

    private final WireDialect dialect;
    private final WireResponse response;
    private final WireConnection connection;
    private final boolean streaming;

    HostileAnswer(WireDialect dialect, WireResponse response, WireConnection connection, boolean streaming) {
        this.dialect = dialect;
        this.response = response;
        this.connection = connection;
        this.streaming = streaming;
    }

    void garbage() throws IOException {
        response.head(200, response.ok(), null);
        byte[] prefix = ascii(streaming ? "data: " : "");
        for (int i = 0; i < 3; i++) {
            byte[] event = Arrays.copyOf(prefix, prefix.length + NOISE.length + 2);
            System.arraycopy(NOISE, 0, event, prefix.length, NOISE.length);
            Arrays.fill(event, event.length - 2, event.length, (byte) '\n');
            response.chunk(event);
        }
        response.lastChunk();
    }

    /** One JSON text, of which so many bytes come at once and the next ones after a pause, until the client goes away. */
    void endlessLine(int size, Duration every) throws IOException {
        response.head(200, response.ok(), null);
        response.chunk(beginning());
        byte[] more = filling(size);
        while (true) {
            connection.pause(every);
            response.chunk(more);
        }
    }

    void wrongLength() throws IOException {
        response.head(200, response.ok(), 1_000);
        breakOff();
    }

    void halfChunk() throws IOException {
        response.head(200, response.ok(), null);
        response.beginChunk(1_000);
        breakOff();
    }

    private void breakOff() throws IOException {
        connection.write(beginning());
        connection.flush();
        connection.close();
    }

    void brokenChunk() throws IOException {
        response.head(200, response.ok(), null);
        response.chunk(beginning());
        connection.write("no number\r\n");
        connection.pauseForEver();
    }

    /** Sends until the client goes away. */
    void headerFlood() throws IOException {
        connection.write(WireResponse.statusLine(200));
        byte[] header = ascii("x-flood: " + "x".repeat(8 * 1024) + "\r\n");
        while (true) {
            connection.write(header);
        }
    }

    /**
     * Packed once and sent many times: a block of its own for gzip, too. No client should get as far as the checksum,
     * so there is none.
     */
    void gzipBomb() throws IOException {
        byte[] beginning = packed(beginning());
        byte[] block = packed(filling(BLOCK));
        Map<String, String> headers = new HashMap<>(response.ok());
        headers.put("content-encoding", "gzip");
        response.head(200, headers, GZIP_HEADER.length + beginning.length + BOMB_BLOCKS * block.length);
        connection.write(GZIP_HEADER);
        connection.write(beginning);
        for (int i = 0; i < BOMB_BLOCKS; i++) {
            connection.write(block);
        }
        connection.flush();
    }

    private static byte[] packed(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(bytes);
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            byte[] buffer = new byte[8 * 1024];
            int length = buffer.length;
            while (length == buffer.length) {
                length = deflater.deflate(buffer, 0, buffer.length, Deflater.FULL_FLUSH);
                packed.write(buffer, 0, length);
            }
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    void deepJson() throws IOException {
        String json = "{\"x\":".repeat(DEPTH) + "0" + "}".repeat(DEPTH);
        response.whole(200, response.ok(), streaming ? dialect.framed("data: " + json + "\n\n") : ascii(json));
    }

    /** The first bytes of a JSON text, in the first event of a stream where it is one. */
    private byte[] beginning() {
        return streaming ? dialect.beginning() : ascii("{\"");
    }

    private static byte[] filling(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
