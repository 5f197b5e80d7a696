package io.llmclient.providers;

import io.llmclient.spi.ProviderClient;
import io.llmclient.testkit.ProviderContract;
import io.llmclient.testkit.ProviderServer;
import java.util.List;

class OpenAiResponsesContractTest extends ProviderContract {

    @Override
    protected ProviderServer server() {
        return ProviderServer.openAiResponses();
    }

    @Override
    protected ProviderClient client(String baseUrl, String apiKey) {
        return OpenAiResponses.withKey(apiKey).baseUrl(baseUrl).model("gpt-5.6-terra");
    }

    @Override
    protected ProviderClient client(String baseUrl, List<String> apiKeys) {
        return OpenAiResponses.withKeys(apiKeys.toArray(String[]::new))
                .baseUrl(baseUrl)
                .model("gpt-5.6-terra");
    }
}
