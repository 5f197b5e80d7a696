package io.llmclient.core.internal.transport;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A body that OkHttp may send once: a request that may have reached a model costs money, so only the pipeline repeats
 * it.
 */
final class OneShotBody extends RequestBody {

    private final Buffer bytes;
    private final long length;

    OneShotBody(Buffer bytes) {
        this.bytes = bytes;
        this.length = bytes.size();
    }

    /** None: the header is the caller's. */
    @Override
    public @Nullable MediaType contentType() {
        return null;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(bytes, length);
    }
}
