package io.llmclient.providers;

import io.llmclient.spi.ProviderClient;
import io.llmclient.testkit.ProviderContract;
import io.llmclient.testkit.ProviderServer;

class GeminiOnVertexContractTest extends ProviderContract {

    @Override
    protected ProviderServer server() {
        return ProviderServer.gemini();
    }

    @Override
    protected ProviderClient client(String baseUrl, String apiKey) {
        return Gemini.onVertex("my-project", "global", () -> apiKey)
                .baseUrl(baseUrl + "/v1beta1/projects/my-project/locations/global/publishers/google")
                .model("gemini-3.8-flash");
    }
}
