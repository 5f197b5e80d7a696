package io.llmclient.benchmarks;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.concurrent.CompletableFuture;

/** LangChain4j's OpenAI module, with its defaults; it talks through the JDK's HTTP client. */
final class LangChain4jClient implements Subject {

    private final OpenAiChatModel model;
    private final OpenAiStreamingChatModel streaming;

    LangChain4jClient(String base) {
        model = OpenAiChatModel.builder()
                .apiKey(Ask.KEY)
                .baseUrl(base + "/v1")
                .modelName(Dialect.OPENAI.model)
                .maxCompletionTokens(Ask.MAX_TOKENS)
                .build();
        streaming = OpenAiStreamingChatModel.builder()
                .apiKey(Ask.KEY)
                .baseUrl(base + "/v1")
                .modelName(Dialect.OPENAI.model)
                .maxCompletionTokens(Ask.MAX_TOKENS)
                .build();
    }

    private static ChatRequest request() {
        return ChatRequest.builder()
                .messages(SystemMessage.from(Ask.SYSTEM), UserMessage.from(Ask.USER))
                .build();
    }

    @Override
    public int call() {
        return model.chat(request()).aiMessage().text().length();
    }

    @Override
    public int stream() throws Exception {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        streaming.chat(request(), new StreamingChatResponseHandler() {
            private int chars;

            @Override
            public void onPartialResponse(String piece) {
                chars += piece.length();
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                done.complete(chars);
            }

            @Override
            public void onError(Throwable error) {
                done.completeExceptionally(error);
            }
        });
        return done.get();
    }
}
