package io.llmclient.providers;

import io.llmclient.spi.ProviderClient;
import io.llmclient.testkit.ProviderContract;
import io.llmclient.testkit.ProviderServer;

class BedrockContractTest extends ProviderContract {

    @Override
    protected ProviderServer server() {
        return ProviderServer.bedrock();
    }

    @Override
    protected ProviderClient client(String baseUrl, String apiKey) {
        return Bedrock.withKey("us-east-1", apiKey)
                .baseUrl(baseUrl)
                .model("us.anthropic.claude-sonnet-4-5-20250929-v1:0");
    }
}
