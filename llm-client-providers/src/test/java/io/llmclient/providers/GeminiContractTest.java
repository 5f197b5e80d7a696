package io.llmclient.providers;

import io.llmclient.spi.ProviderClient;
import io.llmclient.testkit.ProviderContract;
import io.llmclient.testkit.ProviderServer;
import java.util.List;

class GeminiContractTest extends ProviderContract {

    @Override
    protected ProviderServer server() {
        return ProviderServer.gemini();
    }

    @Override
    protected ProviderClient client(String baseUrl, String apiKey) {
        return Gemini.withKey(apiKey).baseUrl(baseUrl).model("gemini-3.8-flash");
    }

    @Override
    protected ProviderClient client(String baseUrl, List<String> apiKeys) {
        return Gemini.withKeys(apiKeys.toArray(String[]::new)).baseUrl(baseUrl).model("gemini-3.8-flash");
    }
}
