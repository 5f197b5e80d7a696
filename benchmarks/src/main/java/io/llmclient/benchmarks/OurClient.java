package io.llmclient.benchmarks;

import io.llmclient.BreakerPolicy;
import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatStream;
import io.llmclient.LlmClient;
import io.llmclient.RetryPolicy;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.Anthropic;
import io.llmclient.providers.Gemini;
import io.llmclient.providers.OpenAi;
import java.time.Duration;

/** This library. */
final class OurClient implements Subject {

    private final LlmClient client;

    private OurClient(LlmClient client) {
        this.client = client;
    }

    /** With one provider and all defaults. */
    static OurClient of(Dialect dialect, String base) {
        return new OurClient(
                ResilientLlmClient.builder().provider(provider(dialect, base)).build());
    }

    /** With a first provider that fails; it is not asked again within a call, and never given a rest. */
    static OurClient failingOver(String failing, String base) {
        BreakerPolicy closed = BreakerPolicy.defaults()
                .withFailuresInARow(Integer.MAX_VALUE)
                .withFailureRate(100, Integer.MAX_VALUE, Duration.ofSeconds(1));
        return new OurClient(ResilientLlmClient.builder()
                .provider(provider(Dialect.OPENAI, failing).named("first"))
                .provider(provider(Dialect.OPENAI, base))
                .retry(RetryPolicy.never())
                .breaker(closed)
                .build());
    }

    private static HttpProvider provider(Dialect dialect, String base) {
        return switch (dialect) {
            case OPENAI -> OpenAi.withKey(Ask.KEY).baseUrl(base + "/v1").model(dialect.model);
            case ANTHROPIC -> Anthropic.withKey(Ask.KEY).baseUrl(base).model(dialect.model);
            case GEMINI -> Gemini.withKey(Ask.KEY).baseUrl(base).model(dialect.model);
        };
    }

    static ChatRequest request() {
        return ChatRequest.builder()
                .system(Ask.SYSTEM)
                .user(Ask.USER)
                .maxOutputTokens(Ask.MAX_TOKENS)
                .build();
    }

    @Override
    public int call() {
        return client.chat(request()).text().length();
    }

    @Override
    public int stream() {
        int chars = 0;
        try (ChatStream stream = client.stream(request())) {
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.TextDelta delta) {
                    chars += delta.text().length();
                }
            }
        }
        return chars;
    }
}
