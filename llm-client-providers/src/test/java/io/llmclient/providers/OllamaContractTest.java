package io.llmclient.providers;

import io.llmclient.spi.ProviderClient;
import io.llmclient.testkit.ProviderContract;
import io.llmclient.testkit.ProviderServer;
import java.util.List;

class OllamaContractTest extends ProviderContract {

    @Override
    protected ProviderServer server() {
        return ProviderServer.ollama();
    }

    @Override
    protected ProviderClient client(String baseUrl, String apiKey) {
        return Ollama.withKey(apiKey).baseUrl(baseUrl).model("qwen3");
    }

    @Override
    protected ProviderClient client(String baseUrl, List<String> apiKeys) {
        return Ollama.withKeys(apiKeys.toArray(String[]::new)).baseUrl(baseUrl).model("qwen3");
    }
}
