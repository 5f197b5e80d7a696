package io.llmclient.core.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Reads the binary frames of {@code application/vnd.amazon.eventstream}: two lengths and their checksum, headers, a
 * payload, and the checksum of it all. An event's name is its type. An exception is an event with the name of its type,
 * which is put into its data as {@code __type}, where the bodies of HTTP errors have it.
 */
public final class AwsEventReader extends WindowReader {

    private static final int PRELUDE = 12;
    private static final int CHECKSUM = 4;
    private static final int MAX_HEADER_BYTES = 128 << 10;
    private static final int STRING = 7;

    /** The bytes of a header's value by its type; those of types 6 and 7 come with their length. */
    private static final int[] SIZES = {0, 0, 1, 2, 4, 8, 0, 0, 8, 16};

    private final int maxEventBytes;
    private final CRC32 checksum = new CRC32();
    private String event = "";
    private byte[] made = {};
    private int start;
    private int length;

    /** With the default limits. */
    public AwsEventReader(Source in) {
        this(in, MAX_EVENT_BYTES, MAX_TOTAL_BYTES);
    }

    /** With other limits, in bytes. */
    public AwsEventReader(Source in, int maxEventBytes, long maxTotalBytes) {
        super(in, maxEventBytes, maxTotalBytes);
        this.maxEventBytes = maxEventBytes;
    }

    /** A stream that ends within a frame just ends: whether the answer was whole, the reader of the events knows. */
    @Override
    public boolean next() {
        if (!has(PRELUDE)) {
            return false;
        }
        int total = number(0);
        int headers = number(4);
        if (checksum(8) != number(8)) {
            throw Intake.malformed("the lengths of a frame do not match their checksum");
        }
        if (headers < 0 || headers > MAX_HEADER_BYTES || total < PRELUDE + headers + CHECKSUM) {
            throw Intake.malformed("the lengths of a frame are impossible");
        }
        if (total > maxEventBytes) {
            throw Intake.tooLarge("an event", maxEventBytes);
        }
        if (!has(total)) {
            return false;
        }
        if (checksum(total - CHECKSUM) != number(total - CHECKSUM)) {
            throw Intake.malformed("a frame does not match its checksum");
        }
        read(headers(headers), PRELUDE + headers, total - CHECKSUM);
        take(total);
        return true;
    }

    private boolean has(int bytes) {
        while (available() < bytes) {
            if (!fill()) {
                return false;
            }
        }
        return true;
    }

    private int number(int offset) {
        return (short16(offset) << 16) | short16(offset + 2);
    }

    private int short16(int offset) {
        return ((at(offset) & 0xff) << 8) | (at(offset + 1) & 0xff);
    }

    private int checksum(int bytes) {
        checksum.reset();
        checksum.update(super.buffer(), unread(), bytes);
        return (int) checksum.getValue();
    }

    private Map<String, String> headers(int bytes) {
        Map<String, String> headers = new HashMap<>();
        int at = PRELUDE;
        int end = PRELUDE + bytes;
        while (at < end) {
            int nameEnd = at + 1 + (at(at) & 0xff);
            int type = nameEnd < end ? at(nameEnd) : -1;
            int value = nameEnd + 1;
            if (type < 0 || type >= SIZES.length) {
                throw Intake.malformed("a frame has a header of no known type");
            }
            int size = SIZES[type];
            if (type == STRING || type == STRING - 1) {
                size = value + 2 <= end ? short16(value) : 0;
                value += 2;
            }
            if (value + size > end) {
                throw Intake.malformed("a header of a frame is longer than all of them");
            }
            if (type == STRING) {
                headers.put(text(at + 1, nameEnd), text(value, value + size));
            }
            at = value + size;
        }
        return headers;
    }

    private String text(int from, int to) {
        return new String(super.buffer(), unread() + from, to - from, UTF_8);
    }

    private void read(Map<String, String> headers, int from, int to) {
        String kind = headers.getOrDefault(":message-type", "event");
        switch (kind) {
            case "exception" -> {
                event = headers.getOrDefault(":exception-type", "");
                String payload = text(from, to).strip();
                String rest = payload.startsWith("{") ? payload.substring(1).strip() : "}";
                make("{\"__type\":\"" + plain(event) + "\"" + (rest.startsWith("}") ? "" : ",") + rest);
            }
            case "error" -> {
                event = headers.getOrDefault(":error-code", "");
                make("{\"__type\":\"" + plain(event) + "\",\"message\":\""
                        + plain(headers.getOrDefault(":error-message", "")) + "\"}");
            }
            default -> {
                event = headers.getOrDefault(":event-type", "");
                made = new byte[0];
                start = unread() + from;
                length = to - from;
            }
        }
    }

    private void make(String json) {
        made = json.getBytes(UTF_8);
        start = 0;
        length = made.length;
    }

    /** Without what JSON would have to quote. */
    private static String plain(String words) {
        return words.replaceAll("[\\p{Cntrl}\"\\\\]", " ");
    }

    @Override
    public String event() {
        return event;
    }

    @Override
    public byte[] buffer() {
        return made.length > 0 ? made : super.buffer();
    }

    @Override
    public int start() {
        return start;
    }

    @Override
    public int length() {
        return length;
    }
}
