package io.llmclient.core.internal.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Looks whether a used connection is still open, right before a request is sent on it. OkHttp looks only after ten idle
 * seconds, but many servers close after five; and a request that is lost in a closed connection is not sent again,
 * since nobody knows that it was lost.
 */
final class UsedConnections extends EventListener implements Interceptor {

    /** What is known of the connection of one call; its request carries it. */
    static final class Trace {
        private volatile boolean connecting;
        private volatile boolean gone;

        /** Whether the call failed before it sent anything, because its connection was closed. */
        boolean isGone() {
            return gone;
        }
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        trace(call).connecting = true;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Trace trace = trace(chain.call());
        if (!trace.connecting) {
            Connection connection = Objects.requireNonNull(chain.connection());
            if (isGone(connection)) {
                trace.gone = true;
                connection.socket().close();
                throw new IOException("the idle connection was closed by its server");
            }
        }
        return chain.proceed(chain.request());
    }

    private static Trace trace(Call call) {
        return Objects.requireNonNull(call.request().tag(Trace.class));
    }

    /**
     * On an idle HTTP/1 connection there is nothing to read but its end. HTTP/2 connections have a reader of their own.
     */
    private static boolean isGone(Connection connection) {
        SocketChannel channel = connection.socket().getChannel();
        if (channel == null || connection.protocol() == Protocol.HTTP_2) {
            return false;
        }
        try {
            channel.configureBlocking(false);
            boolean silent = channel.read(ByteBuffer.allocate(1)) == 0;
            channel.configureBlocking(true);
            return !silent;
        } catch (IOException e) {
            return true;
        }
    }
}
