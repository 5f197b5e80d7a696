package io.llmclient.examples;

import io.llmclient.Description;
import io.llmclient.LlmClient;
import io.llmclient.ToolRun;
import io.llmclient.TypedTool;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.providers.Anthropic;
import io.llmclient.providers.OpenAi;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;

/**
 * A model that looks up the weather of two cities. Its provider is gone when it has the results, and the next one
 * answers from them. Local servers play the providers, so it needs no key: {@code mvn -q -Pdemo verify
 * -Ddemo=ToolUse}.
 */
public final class ToolUse {

    /** The arguments of the tool. */
    public record City(@Description("in English") String name) {}

    /** Its result. */
    public record Weather(String sky, int degrees) {}

    private ToolUse() {}

    public static void main(String[] args) {
        TypedTool<City> weather = TypedTool.of("weather", "Tells the weather of a city", City.class, city -> {
            System.out.println("looking up " + city.name());
            return new Weather("sunny", 21);
        });
        Reply asks = Reply.toolCall("weather", "{\"name\": \"Bonn\"}").andToolCall("weather", "{\"name\": \"Rome\"}");
        try (ProviderServer openai = ProviderServer.openAi().reply(asks).otherwise(Fault.quotaExhausted());
                ProviderServer anthropic = ProviderServer.anthropic().reply("It is sunny in both, with 21 °C.");
                LlmClient client = ResilientLlmClient.builder()
                        .provider(OpenAi.withKey("key").model("gpt-4.1").baseUrl(openai.url()))
                        .provider(Anthropic.withKey("key")
                                .model("claude-sonnet-5-5")
                                .baseUrl(anthropic.url()))
                        .build()) {
            ToolRun run = client.run("How is the weather in Bonn and in Rome?", weather);
            System.out.println(run.text());
            run.routes().forEach(System.out::println);
            System.out.println(run.usage());
        }
    }
}
