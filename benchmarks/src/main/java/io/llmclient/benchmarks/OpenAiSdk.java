package io.llmclient.benchmarks;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;

/** openai-java, with its defaults. */
final class OpenAiSdk implements Subject {

    private final OpenAIClient client;

    OpenAiSdk(String base) {
        client = OpenAIOkHttpClient.builder()
                .apiKey(Ask.KEY)
                .baseUrl(base + "/v1")
                .build();
    }

    private static ChatCompletionCreateParams.Builder request() {
        return ChatCompletionCreateParams.builder()
                .model(Dialect.OPENAI.model)
                .addSystemMessage(Ask.SYSTEM)
                .addUserMessage(Ask.USER)
                .maxCompletionTokens(Ask.MAX_TOKENS);
    }

    @Override
    public int call() {
        return client.chat()
                .completions()
                .create(request().build())
                .choices()
                .get(0)
                .message()
                .content()
                .orElseThrow()
                .length();
    }

    @Override
    public int stream() {
        ChatCompletionCreateParams request = request()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        try (StreamResponse<ChatCompletionChunk> response =
                client.chat().completions().createStreaming(request)) {
            return response.stream()
                    .mapToInt(chunk -> chunk.choices().stream()
                            .mapToInt(choice ->
                                    choice.delta().content().map(String::length).orElse(0))
                            .sum())
                    .sum();
        }
    }
}
