package io.llmclient.providers;

import io.llmclient.spi.ProviderClient;
import io.llmclient.testkit.ProviderContract;
import io.llmclient.testkit.ProviderServer;
import java.util.List;

class MistralContractTest extends ProviderContract {

    @Override
    protected ProviderServer server() {
        return ProviderServer.mistral();
    }

    @Override
    protected ProviderClient client(String baseUrl, String apiKey) {
        return Mistral.withKey(apiKey).baseUrl(baseUrl).model("mistral-large-latest");
    }

    @Override
    protected ProviderClient client(String baseUrl, List<String> apiKeys) {
        return Mistral.withKeys(apiKeys.toArray(String[]::new)).baseUrl(baseUrl).model("mistral-large-latest");
    }
}
