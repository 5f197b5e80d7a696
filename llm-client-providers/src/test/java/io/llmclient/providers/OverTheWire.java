package io.llmclient.providers;

import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.LlmClient;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Stage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The servers and providers of tests over real sockets. */
final class OverTheWire {

    /**
     * The names of all, as {@link #server(Stage, String)} takes them; it knows two varieties, too: {@code deepseek} and
     * {@code bedrock-anthropic}.
     */
    static final List<String> DIALECTS =
            List.of("openai", "openai-responses", "anthropic", "gemini", "bedrock", "mistral", "cohere", "ollama");

    private OverTheWire() {}

    /** A server of this dialect, audited and closed with the test. */
    static ProviderServer server(Stage stage, String dialect) {
        return stage.register(
                switch (dialect) {
                    case "openai", "deepseek" -> ProviderServer.openAi();
                    case "openai-responses" -> ProviderServer.openAiResponses();
                    case "anthropic" -> ProviderServer.anthropic();
                    case "mistral" -> ProviderServer.mistral();
                    case "cohere" -> ProviderServer.cohere();
                    case "ollama" -> ProviderServer.ollama();
                    case "bedrock" -> ProviderServer.bedrock();
                    case "bedrock-anthropic" -> ProviderServer.bedrockAnthropic();
                    default -> ProviderServer.gemini();
                });
    }

    /** Each of {@link #DIALECTS} with each other. */
    static Stream<Arguments> pairs() {
        return DIALECTS.stream()
                .flatMap(
                        from -> DIALECTS.stream().filter(to -> !to.equals(from)).map(to -> Arguments.of(from, to)));
    }

    /** A server of another dialect than this. */
    static ProviderServer other(Stage stage, String dialect) {
        return server(stage, dialect.equals("gemini") ? "anthropic" : "gemini");
    }

    /** The provider that a server plays. */
    static HttpProvider provider(ProviderServer server) {
        return provider(server.provider(), server);
    }

    /** The provider of this name at a server of its dialect. */
    static HttpProvider provider(String name, ProviderServer server) {
        return switch (name) {
            case "openai" -> OpenAi.withKey("key-1").model("gpt-4.1").baseUrl(server.url());
            case "openai-responses" ->
                OpenAiResponses.withKey("key-4")
                        .model("gpt-5.6-terra")
                        .named("openai-responses")
                        .baseUrl(server.url());
            case "anthropic" ->
                Anthropic.withKey("key-2").model("claude-sonnet-4-5").baseUrl(server.url());
            case "mistral" ->
                Mistral.withKey("key-5").model("mistral-large-latest").baseUrl(server.url());
            case "cohere" ->
                Cohere.withKey("key-4").model("command-a-plus-05-2026").baseUrl(server.url());
            case "ollama" -> Ollama.local().model("qwen3").baseUrl(server.url());
            case "bedrock" ->
                Bedrock.withKey("eu-central-1", "key-4")
                        .model("eu.anthropic.claude-sonnet-4-5-20250929-v1:0")
                        .baseUrl(server.url());
            case "bedrock-anthropic" ->
                BedrockAnthropic.withKey("eu-central-1", "key-4")
                        .model("eu.anthropic.claude-sonnet-4-5-20250929-v1:0")
                        .baseUrl(server.url());
            case "deepseek" ->
                CompatibleHost.DEEPSEEK
                        .withKey("key-6")
                        .model("deepseek-v4-pro")
                        .baseUrl(server.url());
            default -> Gemini.withKey("key-3").model("gemini-3-flash").baseUrl(server.url());
        };
    }

    /** The answer to a greeting, streamed or not. */
    static ChatResponse answer(LlmClient client, boolean streaming) {
        if (!streaming) {
            return client.chat("hi");
        }
        try (ChatStream stream = client.stream("hi")) {
            return stream.response();
        }
    }
}
