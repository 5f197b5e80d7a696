package io.llmclient.core.internal.transport;

/** Reads one JSON document a line, as Ollama sends them. Blank lines are none; the last one may lack its end. */
public final class LineReader extends WindowReader {

    private int start;
    private int length;

    /** With the default limits. */
    public LineReader(Source in) {
        this(in, MAX_EVENT_BYTES, MAX_TOTAL_BYTES);
    }

    /** With other limits, in bytes. */
    public LineReader(Source in, int maxEventBytes, long maxTotalBytes) {
        super(in, maxEventBytes, maxTotalBytes);
    }

    @Override
    public boolean next() {
        int scanned = 0;
        while (true) {
            if (scanned == available()) {
                if (!fill()) {
                    return take(scanned, scanned);
                }
            } else if (at(scanned) != '\n') {
                scanned++;
            } else if (take(scanned, scanned + 1)) {
                return true;
            } else {
                scanned = 0;
            }
        }
    }

    /** Takes a line and its end; whether there is anything in it. */
    private boolean take(int bytes, int withEnd) {
        int from = 0;
        int to = bytes;
        while (from < to && at(from) >= 0 && at(from) <= ' ') {
            from++;
        }
        while (from < to && at(to - 1) >= 0 && at(to - 1) <= ' ') {
            to--;
        }
        start = unread() + from;
        length = to - from;
        take(withEnd);
        return length > 0;
    }

    @Override
    public String event() {
        return "";
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
