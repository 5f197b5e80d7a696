package io.llmclient.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Amazon's binary framing of a stream. Events come in as text, {@code event: name} and {@code data: json} in a line
 * each and a blank line behind; a name that ends in {@code Exception} makes an exception.
 */
final class AwsFrames {

    static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

    private static final Pattern EVENT = Pattern.compile("(?:event: (\\S*)\n)?data: ([^\n]*)\n\n");
    private static final int PRELUDE = 12;
    private static final int CHECKSUM = 4;
    private static final byte STRING = 7;

    /** Some megabytes, which no client takes amiss. */
    private static final int UNENDING = 8 << 20;

    /** What becomes of an event's name and data. */
    interface Wrapping {
        byte[] frame(String name, String data);
    }

    private AwsFrames() {}

    static byte[] of(String events, Wrapping wrapping) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        Matcher event = EVENT.matcher(events);
        while (event.find()) {
            String name = event.group(1) == null ? "" : event.group(1);
            frames.writeBytes(
                    name.endsWith("Exception")
                            ? frame("exception", name, event.group(2))
                            : wrapping.frame(name, event.group(2)));
        }
        return frames.toByteArray();
    }

    /** The frame of one event. */
    static byte[] event(String type, String json) {
        return frame("event", type, json);
    }

    private static byte[] frame(String kind, String type, String json) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        headers.writeBytes(header(":" + kind + "-type", type));
        headers.writeBytes(header(":content-type", "application/json"));
        headers.writeBytes(header(":message-type", kind));
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        int length = PRELUDE + headers.size() + payload.length + CHECKSUM;
        ByteBuffer frame = ByteBuffer.allocate(length);
        frame.put(prelude(length, headers.size())).put(headers.toByteArray()).put(payload);
        frame.putInt(checksum(frame.array(), length - CHECKSUM));
        return frame.array();
    }

    private static byte[] header(String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + name.length() + 1 + 2 + bytes.length)
                .put((byte) name.length())
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(STRING)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }

    /** The first bytes of a frame that is to be long. */
    static byte[] beginning() {
        return prelude(UNENDING, 0);
    }

    private static byte[] prelude(int length, int headers) {
        ByteBuffer prelude = ByteBuffer.allocate(PRELUDE).putInt(length).putInt(headers);
        return prelude.putInt(checksum(prelude.array(), PRELUDE - CHECKSUM)).array();
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}
