package io.llmclient.compatibility;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.llmclient.testkit.ProviderServer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What an application does with the official SDKs; each method returns what the model said. */
final class OfficialCalls {

    /** An answer. The SDKs, too, make a schema of its class. */
    public static final class Greeting {
        public String words = "";
    }

    private static final String GREETING = "{\"words\":\"Hello\"}";
    private static final ChatCompletionCreateParams TO_OPENAI = ChatCompletionCreateParams.builder()
            .model("gpt-5.6-terra")
            .addUserMessage("Hi")
            .build();
    private static final MessageCreateParams TO_ANTHROPIC = MessageCreateParams.builder()
            .model("claude-sonnet-5-5")
            .addUserMessage("Hi")
            .maxTokens(100)
            .build();

    private OfficialCalls() {}

    static String openAiCall() {
        return openAi(
                "Hello",
                client -> client.chat().completions().create(TO_OPENAI).choices().stream()
                        .flatMap(choice -> choice.message().content().stream())
                        .collect(Collectors.joining()));
    }

    static String openAiStream() {
        return openAi("Hello", client -> {
            try (StreamResponse<ChatCompletionChunk> answer =
                    client.chat().completions().createStreaming(TO_OPENAI)) {
                return answer.stream()
                        .flatMap(chunk -> chunk.choices().stream())
                        .flatMap(choice -> choice.delta().content().stream())
                        .collect(Collectors.joining());
            }
        });
    }

    static String openAiStructuredAnswer() {
        return openAi(
                GREETING,
                client -> client
                        .chat()
                        .completions()
                        .create(TO_OPENAI.toBuilder()
                                .responseFormat(Greeting.class)
                                .build())
                        .choices()
                        .stream()
                        .flatMap(choice -> choice.message().content().stream())
                        .map(greeting -> greeting.words)
                        .collect(Collectors.joining()));
    }

    private static String openAi(String answer, Function<OpenAIClient, String> use) {
        try (ProviderServer server = ProviderServer.openAi().reply(answer)) {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .apiKey("key")
                    .baseUrl(server.url())
                    .build();
            try {
                return use.apply(client);
            } finally {
                client.close();
            }
        }
    }

    static String anthropicCall() {
        return anthropic(
                "Hello",
                client -> client.messages().create(TO_ANTHROPIC).content().stream()
                        .flatMap(block -> block.text().stream())
                        .map(text -> text.text())
                        .collect(Collectors.joining()));
    }

    static String anthropicStream() {
        return anthropic("Hello", client -> {
            try (com.anthropic.core.http.StreamResponse<RawMessageStreamEvent> answer =
                    client.messages().createStreaming(TO_ANTHROPIC)) {
                return answer.stream()
                        .flatMap(event -> event.contentBlockDelta().stream())
                        .flatMap(event -> event.delta().text().stream())
                        .map(text -> text.text())
                        .collect(Collectors.joining());
            }
        });
    }

    static String anthropicStructuredAnswer() {
        return anthropic(
                GREETING,
                client ->
                        client
                                .messages()
                                .create(TO_ANTHROPIC.toBuilder()
                                        .outputConfig(Greeting.class)
                                        .build())
                                .content()
                                .stream()
                                .flatMap(block -> block.text().stream())
                                .map(text -> text.text().words)
                                .collect(Collectors.joining()));
    }

    private static String anthropic(String answer, Function<AnthropicClient, String> use) {
        try (ProviderServer server = ProviderServer.anthropic().reply(answer)) {
            AnthropicClient client = AnthropicOkHttpClient.builder()
                    .apiKey("key")
                    .baseUrl(server.url())
                    .build();
            try {
                return use.apply(client);
            } finally {
                client.close();
            }
        }
    }

    static String geminiCall() {
        return gemini(client -> String.valueOf(
                client.models.generateContent("gemini-3.8-flash", "Hi", null).text()));
    }

    static String geminiStream() {
        return gemini(client -> {
            try (ResponseStream<GenerateContentResponse> answer =
                    client.models.generateContentStream("gemini-3.8-flash", "Hi", null)) {
                return StreamSupport.stream(answer.spliterator(), false)
                        .map(GenerateContentResponse::text)
                        .collect(Collectors.joining());
            }
        });
    }

    private static String gemini(Function<Client, String> use) {
        try (ProviderServer server = ProviderServer.gemini().reply("Hello");
                Client client = Client.builder()
                        .apiKey("key")
                        .httpOptions(HttpOptions.builder().baseUrl(server.url()).build())
                        .build()) {
            return use.apply(client);
        }
    }
}
