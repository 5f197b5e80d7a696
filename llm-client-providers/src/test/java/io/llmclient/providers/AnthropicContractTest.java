package io.llmclient.providers;

import io.llmclient.spi.ProviderClient;
import io.llmclient.testkit.ProviderContract;
import io.llmclient.testkit.ProviderServer;

class AnthropicContractTest extends ProviderContract {

    @Override
    protected ProviderServer server() {
        return ProviderServer.anthropic();
    }

    @Override
    protected ProviderClient client(String baseUrl, String apiKey) {
        return Anthropic.withKey(apiKey).baseUrl(baseUrl).model("claude-sonnet-5-5");
    }
}
