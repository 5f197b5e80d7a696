package io.llmclient.examples.crashcard;

import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.Anthropic;
import io.llmclient.providers.Bedrock;
import io.llmclient.providers.Cohere;
import io.llmclient.providers.Gemini;
import io.llmclient.providers.Mistral;
import io.llmclient.providers.Ollama;
import io.llmclient.providers.OpenAi;
import io.llmclient.providers.OpenAiResponses;
import io.llmclient.testkit.ProviderServer;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A dialect on the card: a server that speaks it and a provider that understands it. Another one joins by being listed
 * here.
 *
 * @param provider with these keys; talks to the real service until it is given another address
 */
record CardDialect(String name, Supplier<ProviderServer> server, Function<String[], HttpProvider> provider) {

    static final List<CardDialect> ALL = List.of(
            new CardDialect("openai", ProviderServer::openAi, OpenAi::withKeys),
            new CardDialect("anthropic", ProviderServer::anthropic, Anthropic::withKeys),
            new CardDialect("gemini", ProviderServer::gemini, Gemini::withKeys),
            new CardDialect("responses", ProviderServer::openAiResponses, OpenAiResponses::withKeys),
            new CardDialect("bedrock", ProviderServer::bedrock, keys -> Bedrock.withKeys("eu-central-1", keys)),
            new CardDialect("mistral", ProviderServer::mistral, Mistral::withKeys),
            new CardDialect("cohere", ProviderServer::cohere, Cohere::withKeys),
            new CardDialect("ollama", ProviderServer::ollama, Ollama::withKeys));

    /** A provider that talks to this server with these keys. */
    HttpProvider at(ProviderServer where, String... keys) {
        return provider.apply(keys).baseUrl(where.url());
    }

    @Override
    public String toString() {
        return name;
    }
}
