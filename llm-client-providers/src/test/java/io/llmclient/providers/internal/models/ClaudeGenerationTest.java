package io.llmclient.providers.internal.models;

import static io.llmclient.spi.Feature.ASSISTANT_LAST;
import static io.llmclient.spi.Feature.FORCED_TOOL_CHOICE;
import static io.llmclient.spi.Feature.JSON_SCHEMA;
import static io.llmclient.spi.Feature.REASONING;
import static io.llmclient.spi.Feature.TEMPERATURE;
import static io.llmclient.spi.Feature.TEMPERATURE_WITH_TOP_P;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.providers.internal.anthropic.AnthropicMessages;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaudeGenerationTest {

    /** Those in which generations differ, in the order in which the API took them away or gave them. */
    private static final List<Feature> TELLING =
            List.of(REASONING, JSON_SCHEMA, TEMPERATURE_WITH_TOP_P, ASSISTANT_LAST, TEMPERATURE, FORCED_TOOL_CHOICE);

    @ParameterizedTest
    @CsvSource({
        "claude-2.1, 4096, NONE, TEMPERATURE_WITH_TOP_P ASSISTANT_LAST TEMPERATURE FORCED_TOOL_CHOICE",
        "claude-3-opus-20240229, 4096, NONE, TEMPERATURE_WITH_TOP_P ASSISTANT_LAST TEMPERATURE FORCED_TOOL_CHOICE",
        "claude-3-5-haiku-latest, 8192, NONE, TEMPERATURE_WITH_TOP_P ASSISTANT_LAST TEMPERATURE FORCED_TOOL_CHOICE",
        "claude-opus-4-20250514, 32000, BUDGET, REASONING TEMPERATURE_WITH_TOP_P ASSISTANT_LAST TEMPERATURE FORCED_TOOL_CHOICE",
        "claude-sonnet-4-0, 64000, BUDGET, REASONING TEMPERATURE_WITH_TOP_P ASSISTANT_LAST TEMPERATURE FORCED_TOOL_CHOICE",
        "claude-opus-4-1-20250805, 32000, BUDGET, REASONING JSON_SCHEMA ASSISTANT_LAST TEMPERATURE FORCED_TOOL_CHOICE",
        "anthropic/claude-sonnet-4.5, 64000, BUDGET, REASONING JSON_SCHEMA ASSISTANT_LAST TEMPERATURE FORCED_TOOL_CHOICE",
        "anthropic.claude-haiku-4-5-20251001-v1:0, 64000, BUDGET, REASONING JSON_SCHEMA ASSISTANT_LAST TEMPERATURE FORCED_TOOL_CHOICE",
        "claude-opus-4-6, 128000, BUDGET_OR_ADAPTIVE, REASONING JSON_SCHEMA TEMPERATURE FORCED_TOOL_CHOICE",
        "claude-opus-4-8, 128000, ADAPTIVE, REASONING JSON_SCHEMA FORCED_TOOL_CHOICE",
        "claude-sonnet-5, 128000, ADAPTIVE, REASONING JSON_SCHEMA FORCED_TOOL_CHOICE",
        "claude-opus-5@20260601, 128000, ADAPTIVE, REASONING JSON_SCHEMA FORCED_TOOL_CHOICE",
        "claude-haiku-5-5, 128000, ADAPTIVE, REASONING JSON_SCHEMA FORCED_TOOL_CHOICE",
        "claude-sonnet-5-5, 128000, BETWEEN_TOOLS, REASONING JSON_SCHEMA",
        "claude-opus-5-5, 128000, ALWAYS, REASONING JSON_SCHEMA",
        "claude-fable-5, 128000, ALWAYS, REASONING JSON_SCHEMA",
        "claude-fable-5-2, 128000, ALWAYS, REASONING JSON_SCHEMA",
        "claude-opus-6, 128000, ALWAYS, REASONING JSON_SCHEMA",
        "claude-opus-4-9, 128000, ALWAYS, REASONING JSON_SCHEMA"
    })
    void is_found_by_the_name_of_the_model(String model, int maxTokens, ClaudeThinking thinking, String telling) {
        ClaudeGeneration generation = ClaudeGeneration.of(model);
        assertThat(generation.thinking()).isEqualTo(thinking);
        assertThat(generation.maxTokens()).isEqualTo(maxTokens);
        assertThat(can(model).maxOutputTokens()).isEqualTo(maxTokens);
        assertThat(telling(can(model))).isEqualTo(telling);
        assertThat(generation.caching()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "claude-haiku-4-5, 200000",
        "claude-fable-5-1, 1000000",
        "claude-sonnet-5, 1000000",
        "claude-opus-6,",
        "kimi-k2,"
    })
    void knows_the_window_where_it_is_published(String model, Integer window) {
        assertThat(can(model).contextWindow()).isEqualTo(window);
    }

    @Test
    void of_another_vendor_gets_text_and_tools_only() {
        Capabilities capabilities = can("glm-5.3");
        assertThat(telling(capabilities))
                .isEqualTo("TEMPERATURE_WITH_TOP_P ASSISTANT_LAST TEMPERATURE FORCED_TOOL_CHOICE");
        assertThat(capabilities.has(Feature.IMAGES)).isFalse();
        assertThat(capabilities.has(Feature.TOOLS)).isTrue();
        assertThat(capabilities.maxOutputTokens()).isNull();
        assertThat(ClaudeGeneration.of("glm-5.3").caching()).isFalse();
    }

    @Test
    void takes_ids_of_tool_calls_in_anthropics_form() {
        assertThat("toolu_01AbC-x").matches(can("claude-opus-5").toolCallIds());
        assertThat("call.1:2").doesNotMatch(can("claude-opus-5").toolCallIds());
    }

    private static Capabilities can(String model) {
        return new AnthropicMessages().capabilities(model);
    }

    private static String telling(Capabilities capabilities) {
        List<String> names = new ArrayList<>();
        TELLING.stream().filter(capabilities::has).forEach(feature -> names.add(feature.name()));
        return String.join(" ", names);
    }
}
