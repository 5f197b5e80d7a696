package io.llmclient.core.internal.adapt;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.Origin;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.List;
import java.util.regex.Pattern;

/** A model to adapt to. The constants have the limits that their providers really have. */
record Model(String dialect, String name, Capabilities capabilities) {

    static final Model CLAUDE = new Model(
            "anthropic.messages",
            "claude-sonnet-5-5",
            Capabilities.everything()
                    .without(
                            Feature.FORCED_TOOL_CHOICE,
                            Feature.TOOL_CHOICE_SUBSET,
                            Feature.AUDIO,
                            Feature.JSON_OBJECT,
                            Feature.SYSTEM_ANYWHERE,
                            Feature.ASSISTANT_LAST,
                            Feature.ASSISTANT_FIRST,
                            Feature.EMPTY_TEXT,
                            Feature.TEMPERATURE,
                            Feature.TOP_P,
                            Feature.TOP_K,
                            Feature.PENALTIES,
                            Feature.SEED)
                    .withMaxOutputTokens(128_000)
                    .withToolCallIds(Pattern.compile("^[a-zA-Z0-9_-]+$")));

    static final Model GPT = new Model(
            "openai.chat",
            "gpt-4.1",
            Capabilities.everything()
                    .without(Feature.TOOL_ERROR_FLAG, Feature.TOOL_RESULT_MEDIA, Feature.DOCUMENT_URLS, Feature.TOP_K)
                    .withMaxOutputTokens(32_768)
                    .withMaxTemperature(2.0)
                    .withMaxStops(4)
                    .withToolCallIds(Pattern.compile(".{1,40}")));

    static final Model GEMINI = new Model(
            "gemini.generateContent",
            "gemini-2.5-flash",
            Capabilities.everything()
                    .without(
                            Feature.PARALLEL_TOOL_SWITCH,
                            Feature.STRICT_TOOLS,
                            Feature.TOOL_RESULT_MEDIA,
                            Feature.SYSTEM_ANYWHERE,
                            Feature.ASSISTANT_LAST,
                            Feature.ASSISTANT_FIRST,
                            Feature.REPEATED_ROLES,
                            Feature.METADATA)
                    .withMaxOutputTokens(65_536)
                    .withMaxTemperature(2.0)
                    .withMaxStops(5));

    static final Model MISTRAL = new Model(
            "mistral.chat",
            "mistral-medium-latest",
            Capabilities.everything()
                    .without(
                            Feature.TOOL_ERROR_FLAG,
                            Feature.TOOL_RESULT_MEDIA,
                            Feature.SYSTEM_ANYWHERE,
                            Feature.ASSISTANT_LAST,
                            Feature.REPEATED_ROLES,
                            Feature.TOP_K)
                    .withMaxTemperature(1.5)
                    .withToolCallIds(Pattern.compile("^[a-zA-Z0-9]{9}$")));

    /** A model that can do everything but these. */
    static Model without(Feature... missing) {
        return new Model("test.chat", "model-1", Capabilities.everything().without(missing));
    }

    boolean lacks(Feature feature) {
        return !capabilities.has(feature);
    }

    Adapted adapt(ChatRequest request) {
        return Adapter.adapt(request, dialect, name, capabilities);
    }

    Adapted adapt(Message... messages) {
        return adapt(request(messages));
    }

    /** The adapted messages, where the adjustments don't matter. */
    List<Message> messages(Message... messages) {
        return adapt(messages).request().messages();
    }

    Target target() {
        return new Target(dialect, name, capabilities);
    }

    Origin signed(String signature) {
        return new Origin(dialect, name, signature);
    }

    static ChatRequest request(Message... messages) {
        return ChatRequest.builder().messages(List.of(messages)).build();
    }

    static Content.ToolCall call(String id, String name) {
        return new Content.ToolCall(id, name, "{\"city\":\"Berlin\"}");
    }
}
