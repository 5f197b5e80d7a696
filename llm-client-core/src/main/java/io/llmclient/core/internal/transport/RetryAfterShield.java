package io.llmclient.core.internal.transport;

import okhttp3.Response;

/**
 * Hides the {@code Retry-After} of a 503 from OkHttp, which would read it as an {@code int} and throw on a moment in
 * epoch milliseconds.
 */
final class RetryAfterShield {

    private RetryAfterShield() {}

    static Response over(Response response) {
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
