package io.llmclient.providers;

import io.llmclient.spi.ProviderClient;
import io.llmclient.testkit.ProviderContract;
import io.llmclient.testkit.ProviderServer;
import java.util.List;

class AnthropicContractTest extends ProviderContract {

    @Override
    protected ProviderServer server() {
        return ProviderServer.anthropic();
    }

    @Override
    protected ProviderClient client(String baseUrl, String apiKey) {
        return Anthropic.withKey(apiKey).baseUrl(baseUrl).model("claude-sonnet-5-5");
    }

    @Override
    protected ProviderClient client(String baseUrl, List<String> apiKeys) {
        return Anthropic.withKeys(apiKeys.toArray(String[]::new))
                .baseUrl(baseUrl)
                .model("claude-sonnet-5-5");
    }
}
