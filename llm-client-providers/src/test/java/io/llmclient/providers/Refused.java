package io.llmclient.providers;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmclient.LlmException;
import io.llmclient.RetryPolicy;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.http.HttpProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

/** What becomes of an error in a provider's own words. */
final class Refused {

    private Refused() {}

    /**
     * The failure of a call that is answered with this.
     *
     * @param headers names and values in turn
     */
    static LlmException by(HttpProvider provider, int status, String body, String... headers) {
        MockResponse.Builder response = new MockResponse.Builder().code(status).body(body);
        for (int i = 0; i < headers.length; i += 2) {
            response.setHeader(headers[i], headers[i + 1]);
        }
        try (MockWebServer server = new MockWebServer()) {
            server.enqueue(response.build());
            server.start();
            HttpProvider local = provider.baseUrl("http://127.0.0.1:" + server.getPort());
            try (ResilientLlmClient client = ResilientLlmClient.builder()
                    .provider(local.model("some-model"))
                    .retry(RetryPolicy.never())
                    .build()) {
                return catchThrowableOfType(LlmException.class, () -> client.chat("Hello"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
