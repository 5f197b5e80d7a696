package io.llmclient.providers.internal.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiChatTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"o3", "gpt-5-mini", "gpt-5.2-codex", "gpt-5.5", "gpt-5.6-terra", "gpt-6-luna", "gpt-6.1-sol"})
    void models_that_think_unasked_take_no_sampling_and_no_stops(String model) {
        assertThat(capabilities(model).features())
                .contains(Feature.REASONING, Feature.JSON_SCHEMA)
                .doesNotContain(Feature.TEMPERATURE, Feature.TOP_P, Feature.PENALTIES, Feature.STOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-5.1", "gpt-5.2", "gpt-5.4-2026-03-05"})
    void models_that_think_when_asked_take_sampling(String model) {
        assertThat(capabilities(model).features()).contains(Feature.REASONING, Feature.TEMPERATURE);
    }

    @ParameterizedTest
    @CsvSource({"gpt-4.1-mini, 1047576", "gpt-4o, 128000", "gpt-5, 400000", "gpt-5.4-nano, 400000", "gpt-6-sol, 1050000"
    })
    void windows_are_those_of_the_family(String model, int tokens) {
        assertThat(capabilities(model).contextWindow()).isEqualTo(tokens);
    }

    @Test
    void models_that_must_think_are_not_offered_tools() {
        assertThat(capabilities("gpt-6-astra").has(Feature.TOOLS)).isFalse();
        assertThat(capabilities("gpt-6.1-sol-2026-09-29").has(Feature.TOOLS)).isFalse();
        assertThat(capabilities("gpt-6.1-terra").has(Feature.TOOLS)).isTrue();
    }

    @Test
    void only_sound_models_hear() {
        assertThat(capabilities("gpt-4o-audio-preview").features())
                .contains(Feature.AUDIO)
                .doesNotContain(Feature.IMAGES);
        assertThat(capabilities("gpt-4o").features()).contains(Feature.IMAGES).doesNotContain(Feature.AUDIO);
    }

    @Test
    void a_model_of_unknown_name_is_not_kept_from_anything() {
        assertThat(capabilities("my-alias").features()).contains(Feature.REASONING, Feature.TEMPERATURE, Feature.AUDIO);
    }

    @Test
    void of_a_compatible_service_only_the_usual_is_expected_whatever_its_model_is_called() {
        Capabilities capabilities = OpenAiChat.compatible().capabilities("gpt-5.6-terra");

        assertThat(capabilities.features())
                .contains(Feature.TOOLS, Feature.TEMPERATURE, Feature.STOP, Feature.IMAGES, Feature.JSON_SCHEMA)
                .doesNotContain(Feature.STRICT_TOOLS, Feature.PARALLEL_TOOL_SWITCH, Feature.SYSTEM_ANYWHERE);
    }

    private static Capabilities capabilities(String model) {
        return OpenAiChat.openAi().capabilities(model);
    }
}
