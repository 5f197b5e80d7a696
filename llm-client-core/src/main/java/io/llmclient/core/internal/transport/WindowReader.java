package io.llmclient.core.internal.transport;

import java.util.Arrays;

/** What readers share that take events out of a buffer, one behind the other. */
abstract class WindowReader implements EventReader {

    private static final int FIRST_BUFFER = 1024;

    private final Intake intake;
    private final int maxEventBytes;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int unread;
    private int end;

    WindowReader(Source in, int maxEventBytes, long maxTotalBytes) {
        this.intake = new Intake(in, maxTotalBytes);
        this.maxEventBytes = maxEventBytes;
    }

    /** Where {@link #at(int)} counts from; changes with {@link #fill()}. */
    final int unread() {
        return unread;
    }

    /** How many bytes are there that belong to no event yet. */
    final int available() {
        return end - unread;
    }

    /** One of the bytes that are there. */
    final byte at(int offset) {
        return buffer[unread + offset];
    }

    /** These bytes were taken; they stay until {@link #fill()}. */
    final void take(int bytes) {
        unread += bytes;
    }

    /** Waits for more bytes behind those that are there; false at the end. */
    final boolean fill() {
        if (end == buffer.length) {
            makeRoom();
        }
        int got = intake.read(buffer, end, buffer.length - end);
        end += Math.max(0, got);
        return got >= 0;
    }

    private void makeRoom() {
        int kept = available();
        if (kept > buffer.length / 2) {
            if (kept > maxEventBytes) {
                throw Intake.tooLarge("an event", maxEventBytes);
            }
            buffer = Arrays.copyOfRange(buffer, unread, unread + buffer.length * 2);
        } else {
            System.arraycopy(buffer, unread, buffer, 0, kept);
        }
        unread = 0;
        end = kept;
    }

    @Override
    public byte[] buffer() {
        return buffer;
    }
}
