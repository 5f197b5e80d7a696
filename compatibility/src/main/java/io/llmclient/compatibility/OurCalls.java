package io.llmclient.compatibility;

import io.llmclient.EmbeddingClient;
import io.llmclient.LlmClient;
import io.llmclient.TypedTool;
import io.llmclient.core.ResilientEmbeddingClient;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.Anthropic;
import io.llmclient.providers.Gemini;
import io.llmclient.providers.OpenAi;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;

/** What an application does with this library; each method returns what the model said. */
final class OurCalls {

    /** The arguments of a tool, and an answer. */
    record City(String name) {}

    private OurCalls() {}

    static String chat() {
        try (ProviderServer server = ProviderServer.openAi().reply("Hello");
                LlmClient client = client(openAi(server))) {
            return client.chat("Hi").text();
        }
    }

    static String stream() {
        try (ProviderServer server = ProviderServer.gemini().reply("Hello");
                LlmClient client =
                        client(Gemini.withKey("key").baseUrl(server.url()).model("gemini-3.8-flash"))) {
            return client.stream("Hi").response().text();
        }
    }

    static String failover() {
        try (ProviderServer down = ProviderServer.openAi().down(Fault.refused());
                ProviderServer up = ProviderServer.anthropic().reply("Hello");
                LlmClient client = client(
                        openAi(down), Anthropic.withKey("key").baseUrl(up.url()).model("claude-sonnet-5-5"))) {
            return client.chat("Hi").text();
        }
    }

    static String structuredAnswer() {
        try (ProviderServer server = ProviderServer.openAi().reply("{\"name\":\"Hello\"}");
                LlmClient client = client(openAi(server))) {
            return client.chat("Hi", City.class).value().name();
        }
    }

    static String toolCall() {
        TypedTool<City> greet = TypedTool.of("greet", "Greets a city", City.class, City::name);
        try (ProviderServer server = ProviderServer.openAi()
                        .reply(Reply.toolCall("greet", "{\"name\":\"Bonn\"}"))
                        .reply("Hello");
                LlmClient client = client(openAi(server))) {
            return client.run("Hi", greet).text();
        }
    }

    static String embedding() {
        try (ProviderServer server = ProviderServer.openAi().reply(Reply.vectors(new float[] {0.5f, 2}));
                EmbeddingClient client = ResilientEmbeddingClient.builder()
                        .provider(OpenAi.withKey("key").baseUrl(server.url()).embedding("text-embedding-3-small", 2))
                        .build()) {
            return client.embed("Hi")[1] == 2 ? "Hello" : "another vector";
        }
    }

    private static HttpProvider openAi(ProviderServer server) {
        return OpenAi.withKey("key").baseUrl(server.url()).model("gpt-5.6-terra");
    }

    private static LlmClient client(HttpProvider... providers) {
        ResilientLlmClient.Builder builder = ResilientLlmClient.builder();
        for (HttpProvider provider : providers) {
            builder.provider(provider);
        }
        return builder.build();
    }
}
