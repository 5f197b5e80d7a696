package io.llmclient.providers;

import io.llmclient.spi.ProviderClient;
import io.llmclient.testkit.ProviderContract;
import io.llmclient.testkit.ProviderServer;

class GeminiContractTest extends ProviderContract {

    @Override
    protected ProviderServer server() {
        return ProviderServer.gemini();
    }

    @Override
    protected ProviderClient client(String baseUrl, String apiKey) {
        return Gemini.withKey(apiKey).baseUrl(baseUrl).model("gemini-3.8-flash");
    }
}
