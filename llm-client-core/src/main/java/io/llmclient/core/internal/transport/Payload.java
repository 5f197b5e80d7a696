package io.llmclient.core.internal.transport;

import java.io.OutputStream;
import okio.Buffer;

/** The body of one request: first written, then sent, which takes the bytes out of it. Not for several threads. */
public final class Payload extends OutputStream {

    private final Buffer buffer = new Buffer();

    /** Empty. */
    public Payload() {}

    @Override
    public void write(int b) {
        buffer.writeByte(b);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        buffer.write(bytes, from, count);
    }

    /** Takes out what was written, instead of sending it. */
    public byte[] take() {
        return buffer.readByteArray();
    }

    /** What was written, which is still sent. */
    public byte[] copy() {
        return buffer.snapshot().toByteArray();
    }

    Buffer buffer() {
        return buffer;
    }
}
