package io.llmclient.examples;

import io.llmclient.Description;
import io.llmclient.LlmClient;
import io.llmclient.StructuredOutputException;
import io.llmclient.StructuredResponse;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.providers.Anthropic;
import io.llmclient.providers.OpenAi;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.ProviderServer;
import java.util.List;
import java.util.Optional;

/**
 * An answer that is a record, although the first provider has no credit left. Local servers play the providers, so it
 * needs no key: {@code mvn -q -Pdemo verify -Ddemo=StructuredAnswer}.
 */
public final class StructuredAnswer {

    /** What the model is asked for. */
    public record Recipe(
            String title, @Description("in minutes") int time, List<String> steps, Optional<String> source) {}

    private StructuredAnswer() {}

    public static void main(String[] args) {
        String soup = "{\"title\": \"Leek soup\", \"time\": 30, \"steps\": [\"Chop\", \"Boil\"], \"source\": null}";
        try (ProviderServer openai = ProviderServer.openAi().otherwise(Fault.quotaExhausted());
                ProviderServer anthropic = ProviderServer.anthropic().reply(soup);
                LlmClient client = ResilientLlmClient.builder()
                        .provider(OpenAi.withKey("key").model("gpt-5.6-terra").baseUrl(openai.url()))
                        .provider(Anthropic.withKey("key")
                                .model("claude-sonnet-5-5")
                                .baseUrl(anthropic.url()))
                        .build()) {
            StructuredResponse<Recipe> answer = client.chat("A recipe with leeks, please.", Recipe.class);
            System.out.println(answer.value());
            System.out.println(answer.response().route());
        } catch (StructuredOutputException e) {
            System.err.println(e.reason() + ": " + e.text());
        }
    }
}
