package io.llmclient.providers.internal.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.core.http.Quirks;
import io.llmclient.core.http.Target;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiGenerateContentTest {

    private final GeminiGenerateContent dialect = new GeminiGenerateContent();

    @ParameterizedTest
    @CsvSource({
        "gemini-3.8-flash, /v1beta/models/gemini-3.8-flash",
        "models/gemini-3.8-flash, /v1beta/models/gemini-3.8-flash",
        "tunedModels/mine, /v1beta/tunedModels/mine",
        "odd name?, /v1beta/models/odd%20name%3F",
    })
    void the_model_is_in_the_path(String model, String path) {
        assertThat(dialect.path(new Target(model, false, Quirks.none()))).isEqualTo(path + ":generateContent");
        assertThat(dialect.path(new Target(model, true, Quirks.none())))
                .isEqualTo(path + ":streamGenerateContent?alt=sse");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gemini-3.6-flash",
                "gemini-3.5-flash-lite",
                "gemini-3.8-flash",
                "gemini-4-pro",
                "gemini-pro-latest"
            })
    void since_gemini_36_neither_sampling_nor_a_model_turn_at_the_end_is_taken(String model) {
        assertThat(dialect.capabilities(model).features())
                .doesNotContain(Feature.TEMPERATURE, Feature.TOP_P, Feature.TOP_K, Feature.ASSISTANT_LAST)
                .contains(Feature.REASONING, Feature.TOOL_RESULT_MEDIA, Feature.JSON_SCHEMA);
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-3.5-flash, true, true, true, false",
        "gemini-3.1-pro-preview, true, true, true, false",
        "gemini-2.5-flash, true, true, false, false",
        "gemini-2.5-flash-image, true, false, false, false",
        "gemini-2.0-flash, true, false, false, true",
        "tunedModels/mine, true, false, false, false",
    })
    void older_models_differ_in_thinking_media_of_results_and_penalties(
            String model, boolean temperature, boolean reasoning, boolean resultMedia, boolean penalties) {
        Capabilities capabilities = dialect.capabilities(model);

        assertThat(capabilities.has(Feature.TEMPERATURE)).isEqualTo(temperature);
        assertThat(capabilities.has(Feature.REASONING)).isEqualTo(reasoning);
        assertThat(capabilities.has(Feature.TOOL_RESULT_MEDIA)).isEqualTo(resultMedia);
        assertThat(capabilities.has(Feature.PENALTIES)).isEqualTo(penalties);
    }

    @Test
    void gemma_3_has_no_tools_and_no_json_mode() {
        assertThat(dialect.capabilities("gemma-3-27b-it").features())
                .doesNotContain(Feature.TOOLS, Feature.JSON_OBJECT, Feature.JSON_SCHEMA);
        assertThat(dialect.capabilities("gemma-4-31b-it").features()).contains(Feature.TOOLS);
    }
}
