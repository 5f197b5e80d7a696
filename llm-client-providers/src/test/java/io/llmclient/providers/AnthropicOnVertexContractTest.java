package io.llmclient.providers;

import io.llmclient.spi.ProviderClient;
import io.llmclient.testkit.ProviderContract;
import io.llmclient.testkit.ProviderServer;

class AnthropicOnVertexContractTest extends ProviderContract {

    @Override
    protected ProviderServer server() {
        return ProviderServer.anthropic();
    }

    @Override
    protected ProviderClient client(String baseUrl, String apiKey) {
        return Anthropic.onVertex("my-project", "global", () -> apiKey)
                .baseUrl(baseUrl + "/v1beta1/projects/my-project/locations/global/publishers/anthropic")
                .model("claude-sonnet-4-5@20250929");
    }
}
