package io.llmclient.benchmarks;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;

/** anthropic-java, with its defaults. */
final class AnthropicSdk implements Subject {

    private final AnthropicClient client;

    AnthropicSdk(String base) {
        client = AnthropicOkHttpClient.builder().apiKey(Ask.KEY).baseUrl(base).build();
    }

    private static MessageCreateParams request() {
        return MessageCreateParams.builder()
                .model(Dialect.ANTHROPIC.model)
                .maxTokens(Ask.MAX_TOKENS)
                .system(Ask.SYSTEM)
                .addUserMessage(Ask.USER)
                .build();
    }

    @Override
    public int call() {
        return client.messages()
                .create(request())
                .content()
                .get(0)
                .text()
                .orElseThrow()
                .text()
                .length();
    }

    @Override
    public int stream() {
        try (StreamResponse<RawMessageStreamEvent> response = client.messages().createStreaming(request())) {
            return response.stream()
                    .mapToInt(event -> event.contentBlockDelta()
                            .flatMap(delta -> delta.delta().text())
                            .map(text -> text.text().length())
                            .orElse(0))
                    .sum();
        }
    }
}
