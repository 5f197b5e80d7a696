package io.llmclient.providers;

import io.llmclient.spi.ProviderClient;
import io.llmclient.testkit.ProviderContract;
import io.llmclient.testkit.ProviderServer;
import java.util.List;

class AzureOpenAiContractTest extends ProviderContract {

    @Override
    protected ProviderServer server() {
        return ProviderServer.openAi();
    }

    @Override
    protected ProviderClient client(String baseUrl, String apiKey) {
        return AzureOpenAi.withKey(baseUrl, apiKey).baseUrl(baseUrl).model("gpt-4.1");
    }

    @Override
    protected ProviderClient client(String baseUrl, List<String> apiKeys) {
        return AzureOpenAi.withKeys(baseUrl, apiKeys.toArray(String[]::new))
                .baseUrl(baseUrl)
                .model("gpt-4.1");
    }
}
