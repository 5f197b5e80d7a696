package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.core.http.HttpProvider;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A model that no table knows must get what its dialect can nearly always say, and no guess of its size. */
class UnknownModelTest {

    static Stream<Arguments> providers() {
        return Stream.of(
                Arguments.of(OpenAi.withKey("key"), "gpt-4.1"),
                Arguments.of(AzureOpenAi.withKey("https://r.openai.azure.com", "key"), "gpt-4.1"),
                Arguments.of(OpenAiResponses.withKey("key"), "gpt-4.1"),
                Arguments.of(OpenAiResponses.at("xai", "https://api.x.ai/v1"), "grok-4.7"),
                Arguments.of(OpenAiCompatible.at("house", "http://localhost"), "kimi-k3"),
                Arguments.of(CompatibleHost.TOGETHER.withKey("key"), "openai/gpt-oss-120b"),
                Arguments.of(Bedrock.withKey("us-east-1", "key"), "amazon.nova-pro-v1:0"),
                Arguments.of(BedrockAnthropic.withKey("us-east-1", "key"), "anthropic.claude-3-haiku-20240307-v1:0"),
                Arguments.of(Cohere.withKey("key"), "command-r-08-2024"),
                Arguments.of(Ollama.local(), "gpt-oss:20b"),
                Arguments.of(Mistral.withKey("key"), "magistral-medium-2507"),
                Arguments.of(Anthropic.withKey("key"), "claude-3-haiku-20240307"),
                Arguments.of(Anthropic.onVertex("p", "global", () -> "token"), "claude-3-haiku@20240307"),
                Arguments.of(Gemini.withKey("key"), "gemini-2.5-pro"),
                Arguments.of(Gemini.onVertex("p", "global", () -> "token"), "gemini-2.5-pro"));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void all_unknown_models_are_alike_and_of_unknown_size(HttpProvider provider, String known) {
        Capabilities unknown = provider.model("model-of-tomorrow-9").capabilities();

        assertThat(unknown)
                .isEqualTo(provider.model("Another One").capabilities())
                .isNotEqualTo(provider.model(known).capabilities());
        assertThat(unknown.contextWindow()).isNull();
        assertThat(unknown.maxOutputTokens()).isNull();
        assertThat(unknown.asOf()).isNull();
        assertThat(provider.model(known).capabilities().asOf()).isNotNull();
        assertThat(unknown.features()).contains(Feature.TOOLS, Feature.TEMPERATURE);
        assertThat(unknown.has(Feature.STOP))
                .as("only the Responses API has no stop texts")
                .isNotEqualTo(provider.dialect().equals("openai.responses"));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void whoever_knows_more_of_a_model_has_the_last_word(HttpProvider provider, String known) {
        for (String model : List.of(known, "model-of-tomorrow-9")) {
            Capabilities before = provider.model(model).capabilities();
            Capabilities said = provider.capabilities(can -> can.withContextWindow(11))
                    .capabilities(can ->
                            can.without(Feature.TOOLS).with(Feature.AUDIO).withContextWindow(77))
                    .model(model)
                    .capabilities();

            assertThat(said)
                    .isEqualTo(before.without(Feature.TOOLS).with(Feature.AUDIO).withContextWindow(77));
            assertThat(said.asOf()).isEqualTo(before.asOf());
        }
    }

    @Test
    void gpt_oss_cannot_be_made_to_call_a_tool_wherever_it_is() {
        HttpProvider together = CompatibleHost.TOGETHER.withKey("key");

        assertThat(together.model("openai/gpt-oss-120b").capabilities().has(Feature.FORCED_TOOL_CHOICE))
                .isFalse();
        assertThat(together.model("Qwen/Qwen3").capabilities().has(Feature.FORCED_TOOL_CHOICE))
                .isTrue();
    }
}
