package io.llmclient.providers.fuzz;

import io.llmclient.BreakerPolicy;
import io.llmclient.LlmClient;
import io.llmclient.RetryPolicy;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.core.http.MemoryWire;
import io.llmclient.providers.Anthropic;
import io.llmclient.providers.Cohere;
import io.llmclient.providers.Gemini;
import io.llmclient.providers.Ollama;
import io.llmclient.providers.OpenAi;
import io.llmclient.providers.OpenAiResponses;
import java.time.Duration;
import java.util.List;

/** A provider without its network, a client that has only it, and the seeds in its words. */
record Dialect(HttpProvider provider, LlmClient client, MemoryWire wire, List<Seed> seeds) {

    private static final String NOWHERE = "http://127.0.0.1:9";

    static List<Dialect> all() {
        return List.of(
                of(OpenAi.withKey("key").model("gpt-4.1")),
                of(OpenAiResponses.withKey("key").model("gpt-5.6-terra")),
                of(Anthropic.withKey("key").model("claude-sonnet-4-5")),
                of(Gemini.withKey("key").model("gemini-2.5-flash")),
                of(Cohere.withKey("key").model("command-a-plus-05-2026")),
                of(Ollama.local().model("qwen3")));
    }

    private static Dialect of(HttpProvider declared) {
        MemoryWire wire = new MemoryWire();
        HttpProvider provider = wire.below(declared.baseUrl(NOWHERE));
        List<Seed> seeds = Seed.all().stream()
                .filter(seed -> seed.isSpokenAs(provider.dialect()))
                .toList();
        LlmClient client = ResilientLlmClient.builder()
                .provider(provider)
                .retry(RetryPolicy.never())
                .breaker(BreakerPolicy.defaults()
                        .withFailuresInARow(Integer.MAX_VALUE)
                        .withFailureRate(100, Integer.MAX_VALUE, Duration.ofSeconds(1)))
                .build();
        return new Dialect(provider, client, wire, seeds);
    }
}
