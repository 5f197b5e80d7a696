package io.llmclient.compatibility;

import java.util.function.Supplier;

/** What the JVM of both does. Each gives "Hello", which is what the model said. */
enum Act {
    OUR_CHAT(OurCalls::chat),
    OUR_STREAM(OurCalls::stream),
    OUR_FAILOVER(OurCalls::failover),
    OUR_STRUCTURED_ANSWER(OurCalls::structuredAnswer),
    OUR_TOOL_CALL(OurCalls::toolCall),
    OUR_EMBEDDING(OurCalls::embedding),
    OPENAI_CALL(OfficialCalls::openAiCall),
    OPENAI_STREAM(OfficialCalls::openAiStream),
    ANTHROPIC_CALL(OfficialCalls::anthropicCall),
    ANTHROPIC_STREAM(OfficialCalls::anthropicStream),
    GEMINI_CALL(OfficialCalls::geminiCall),
    GEMINI_STREAM(OfficialCalls::geminiStream);

    private final Supplier<String> call;

    Act(Supplier<String> call) {
        this.call = call;
    }

    String answer() {
        return call.get();
    }
}
