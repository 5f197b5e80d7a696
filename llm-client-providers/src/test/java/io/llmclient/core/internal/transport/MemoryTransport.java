package io.llmclient.core.internal.transport;

import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/** A transport that ends before the network: an interceptor answers in its place. */
public final class MemoryTransport {

    private MemoryTransport() {}

    public static Transport answeredBy(Interceptor server) {
        OkHttpClient.Builder base = Transport.configure(new OkHttpClient.Builder());
        return new Transport(base.addInterceptor(server).build(), Duration.ofSeconds(1));
    }
}
