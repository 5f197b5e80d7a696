package io.llmclient.compatibility;

import java.util.List;
import java.util.function.Supplier;

/** Something that the JVM of both does. Its call gives "Hello", which is what the model said. */
record Act(String name, Supplier<String> call) {

    static List<Act> all() {
        return List.of(
                new Act("our chat", OurCalls::chat),
                new Act("our stream", OurCalls::stream),
                new Act("our failover", OurCalls::failover),
                new Act("our structured answer", OurCalls::structuredAnswer),
                new Act("our tool call", OurCalls::toolCall),
                new Act("our embedding", OurCalls::embedding),
                new Act("openai-java call", OfficialCalls::openAiCall),
                new Act("openai-java stream", OfficialCalls::openAiStream),
                new Act("openai-java structured answer", OfficialCalls::openAiStructuredAnswer),
                new Act("anthropic-java call", OfficialCalls::anthropicCall),
                new Act("anthropic-java stream", OfficialCalls::anthropicStream),
                new Act("anthropic-java structured answer", OfficialCalls::anthropicStructuredAnswer),
                new Act("google-genai call", OfficialCalls::geminiCall),
                new Act("google-genai stream", OfficialCalls::geminiStream));
    }
}
