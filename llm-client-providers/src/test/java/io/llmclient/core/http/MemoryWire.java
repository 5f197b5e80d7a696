package io.llmclient.core.http;

import io.llmclient.core.internal.transport.MemoryTransport;
import java.io.IOException;
import java.util.Map;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import okio.Timeout;

/**
 * What a server would send, without a server: the real provider reads it through the real HTTP client, in pieces of a
 * size. For one thread.
 */
public final class MemoryWire implements Interceptor {

    private int status = 200;
    private Map<String, String> headers = Map.of();
    private byte[] body = {};
    private int piece = Integer.MAX_VALUE;
    private boolean breaksOff;
    private byte[] sent = {};

    /** The same provider, with this in place of its network. */
    public HttpProvider below(HttpProvider provider) {
        return provider.over(MemoryTransport.answeredBy(this));
    }

    /** What the next request gets. */
    public void answer(int newStatus, Map<String, String> newHeaders, byte[] newBody, int newPiece, boolean breaks) {
        status = newStatus;
        headers = newHeaders;
        body = newBody;
        piece = newPiece;
        breaksOff = breaks;
    }

    /** The body of the last request. */
    public byte[] sent() {
        return sent;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Buffer request = new Buffer();
        chain.request().body().writeTo(request);
        sent = request.readByteArray();
        Response.Builder response = new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .body(new Body(Okio.buffer(new Pieces())));
        headers.forEach(response::header);
        return response.build();
    }

    private static final class Body extends ResponseBody {
        private final BufferedSource source;

        Body(BufferedSource source) {
            this.source = source;
        }

        @Override
        public MediaType contentType() {
            return null;
        }

        @Override
        public long contentLength() {
            return -1;
        }

        @Override
        public BufferedSource source() {
            return source;
        }
    }

    private final class Pieces implements Source {
        private final Timeout timeout = new Timeout();
        private int at;

        @Override
        public long read(Buffer sink, long count) throws IOException {
            if (at == body.length) {
                if (breaksOff) {
                    throw new IOException("reset");
                }
                return -1;
            }
            int size = (int) Math.min(Math.min(piece, count), body.length - at);
            sink.write(body, at, size);
            at += size;
            return size;
        }

        @Override
        public Timeout timeout() {
            return timeout;
        }

        @Override
        public void close() {}
    }
}
