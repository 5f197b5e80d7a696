package io.llmclient.core.internal.transport;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Hides the {@code Retry-After} of a 503 from OkHttp, which would read it as an {@code int} and throw on a moment in
 * epoch milliseconds.
 */
final class RetryAfterShield implements Interceptor {

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String hint = response.header("Retry-After");
        if (response.code() != 503 || hint == null) {
            return response;
        }
        return response.newBuilder()
                .removeHeader("Retry-After")
                .addHeader(HeaderFields.SHIELDED_RETRY_AFTER, hint)
                .build();
    }
}
