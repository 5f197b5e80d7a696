package io.llmclient.core.internal.transport;

import java.util.Arrays;

/**
 * Reads server-sent events. An event's data stay bytes in the reader's own buffer, several lines of them joined with a
 * line feed, and nothing is allocated per event.
 *
 * <p>More forgiving than the standard where providers need it: an event that the end of the stream leaves unterminated
 * is one all the same, and bare JSON between events (Gemini writes errors so, over several lines) is an event without a
 * name. {@code id} and {@code retry} are ignored. Comments and blank lines cost no memory.
 */
public final class SseReader implements EventReader {

    private static final int FIRST_BUFFER = 1024;

    private final Intake intake;
    private final int maxEventBytes;
    private final EventNames names = new EventNames();

    /** Holds the event's data at [dataStart, dataEnd) and, behind them, what is not read yet at [line, end). */
    private byte[] buffer = new byte[FIRST_BUFFER];

    private int dataStart;
    private int dataEnd;
    private int line;
    private int scanned;
    private int end;

    private boolean firstLine = true;
    private boolean afterCr;
    private boolean skipping;
    private boolean hasData;
    private boolean bare;
    private String event = "";

    /** With the default limits. */
    public SseReader(Source in) {
        this(in, MAX_EVENT_BYTES, MAX_TOTAL_BYTES);
    }

    /** With other limits, in bytes. */
    public SseReader(Source in, int maxEventBytes, long maxTotalBytes) {
        this.intake = new Intake(in, maxTotalBytes);
        this.maxEventBytes = maxEventBytes;
    }

    @Override
    public boolean next() {
        startEvent();
        while (true) {
            int lineEnd = findLineEnd();
            if (lineEnd >= 0) {
                if (takeLine(lineEnd)) {
                    return true;
                }
            } else if (!fill()) {
                return takeRest();
            }
        }
    }

    @Override
    public String event() {
        return event;
    }

    @Override
    public byte[] buffer() {
        return buffer;
    }

    @Override
    public int start() {
        return dataStart;
    }

    @Override
    public int length() {
        return dataEnd - dataStart;
    }

    private void startEvent() {
        dataStart = line;
        dataEnd = line;
        hasData = false;
        bare = false;
        event = "";
    }

    /**
     * The place of the CR or LF that ends the line, or -1. Drops the LF of a CRLF, whose CR has ended the line before.
     */
    private int findLineEnd() {
        if (afterCr && line < end) {
            afterCr = false;
            if (buffer[line] == '\n') {
                line++;
                scanned = Math.max(scanned, line);
            }
        }
        byte[] bytes = buffer;
        int stop = end;
        int i = scanned;
        while (i < stop && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        scanned = i;
        return i < stop ? i : -1;
    }

    /** Works on the line up to there, and goes behind it. Whether the event is complete. */
    private boolean takeLine(int lineEnd) {
        if (skipping) {
            skipping = false;
        } else {
            int from = afterByteOrderMark();
            if (from == lineEnd) {
                goBehind(lineEnd);
                return endOfEvent();
            }
            if (startsAnother(from, lineEnd)) {
                return true; // the line is read again, as the next event's first
            }
            takeField(from, lineEnd);
        }
        goBehind(lineEnd);
        return false;
    }

    private void goBehind(int lineEnd) {
        afterCr = buffer[lineEnd] == '\r';
        line = lineEnd + 1;
        scanned = line;
        firstLine = false;
    }

    private int afterByteOrderMark() {
        boolean marked = firstLine
                && end - line >= 3
                && buffer[line] == (byte) 0xEF
                && buffer[line + 1] == (byte) 0xBB
                && buffer[line + 2] == (byte) 0xBF;
        return marked ? line + 3 : line;
    }

    /** A blank line ends an event that has data; one without is none, and takes its name with it. */
    private boolean endOfEvent() {
        if (!hasData) {
            startEvent();
        }
        return hasData;
    }

    /**
     * Whether this line cannot belong to the event that was begun: bare JSON after fields, or fields after bare JSON.
     */
    private boolean startsAnother(int from, int to) {
        return hasData && (bare ? isField(from, to, "data") || isField(from, to, "event") : isBareJson(from));
    }

    private boolean isBareJson(int from) {
        return buffer[from] == '{' || buffer[from] == '[';
    }

    private void takeField(int from, int to) {
        if (bare || isBareJson(from)) {
            bare = true;
            append(from, to);
        } else if (isField(from, to, "data")) {
            append(valueStart(from + 4, to), to);
        } else if (isField(from, to, "event")) {
            event = names.get(buffer, valueStart(from + 5, to), to);
        }
    }

    private boolean isField(int from, int to, String name) {
        int colon = from + name.length();
        if (colon > to || (colon < to && buffer[colon] != ':')) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (buffer[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Behind the colon and one space, as far as there are such. */
    private int valueStart(int colon, int to) {
        int value = Math.min(colon + 1, to);
        return value < to && buffer[value] == ' ' ? value + 1 : value;
    }

    /** Adds a line to the data; the first stays where it is, the others move up to it. */
    private void append(int from, int to) {
        if (!hasData) {
            hasData = true;
            dataStart = from;
            dataEnd = to;
        } else {
            buffer[dataEnd++] = '\n'; // there is room: at least a line end lies between
            System.arraycopy(buffer, from, buffer, dataEnd, to - from);
            dataEnd += to - from;
        }
        if (length() > maxEventBytes) {
            throw Intake.tooLarge("an event", maxEventBytes);
        }
    }

    /** At the end of the stream: a last line without its end, and an event without its blank line. */
    private boolean takeRest() {
        if (line < end && !skipping) {
            int from = afterByteOrderMark();
            if (from < end) {
                if (startsAnother(from, end)) {
                    return true;
                }
                takeField(from, end);
            }
        }
        line = end;
        scanned = end;
        if (!hasData) {
            startEvent();
        }
        return hasData;
    }

    private boolean fill() {
        if (skipping) {
            dropLine();
        }
        makeRoom();
        int got = intake.read(buffer, end, buffer.length - end);
        end += Math.max(0, got);
        return got >= 0;
    }

    private void makeRoom() {
        if (buffer.length - end > buffer.length / 4) {
            return;
        }
        compact();
        if (end == buffer.length && line < end && isIgnored()) {
            skipping = true;
            dropLine();
        }
        if (end == buffer.length) {
            grow();
        }
    }

    private void dropLine() {
        end = line;
        scanned = line;
    }

    private void grow() {
        int largest = (int) Math.min((long) maxEventBytes + FIRST_BUFFER, Integer.MAX_VALUE - 8);
        if (buffer.length >= largest) {
            throw Intake.tooLarge("an event", maxEventBytes);
        }
        buffer = Arrays.copyOf(buffer, (int) Math.min(buffer.length * 2L, largest));
    }

    /** Whether a line that fills the buffer has nothing that we want: a comment, or another field. */
    private boolean isIgnored() {
        if (bare) {
            return false;
        }
        int from = afterByteOrderMark();
        boolean wanted = isBareJson(from) || isLongField(from, "data") || isLongField(from, "event");
        return !wanted;
    }

    private boolean isLongField(int from, String name) {
        return end - from > name.length() && isField(from, end, name);
    }

    /** Moves the data to the front of the buffer, and behind them what is not read yet. */
    private void compact() {
        if (!hasData) {
            dataStart = line;
            dataEnd = line;
        }
        int dataLength = dataEnd - dataStart;
        int newLine = hasData ? dataLength + 1 : 0; // with a gap for the line feed that append puts between
        if (newLine < line) {
            System.arraycopy(buffer, dataStart, buffer, 0, dataLength);
            System.arraycopy(buffer, line, buffer, newLine, end - line);
            end -= line - newLine;
            scanned -= line - newLine;
            line = newLine;
        }
        dataEnd -= dataStart;
        dataStart = 0;
    }
}
