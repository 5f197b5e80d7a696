package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.core.http.HttpProvider;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
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
                Arguments.of(CompatibleHost.TOGETHER.withKey("key"), "openai/gpt-oss-120b"),
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
        assertThat(unknown.features()).contains(Feature.TOOLS, Feature.TEMPERATURE, Feature.STOP);
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
