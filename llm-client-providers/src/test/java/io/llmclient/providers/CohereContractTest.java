package io.llmclient.providers;

import io.llmclient.spi.ProviderClient;
import io.llmclient.testkit.ProviderContract;
import io.llmclient.testkit.ProviderServer;
import java.util.List;

class CohereContractTest extends ProviderContract {

    @Override
    protected ProviderServer server() {
        return ProviderServer.cohere();
    }

    @Override
    protected ProviderClient client(String baseUrl, String apiKey) {
        return Cohere.withKey(apiKey).baseUrl(baseUrl).model("command-a-plus-05-2026");
    }

    @Override
    protected ProviderClient client(String baseUrl, List<String> apiKeys) {
        return Cohere.withKeys(apiKeys.toArray(String[]::new)).baseUrl(baseUrl).model("command-a-plus-05-2026");
    }
}
