package io.llmclient.providers.internal.models;

import static io.llmclient.providers.internal.models.ModelTable.guess;
import static io.llmclient.providers.internal.models.ModelTable.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelTableTest {

    private static final Capabilities ANY = Capabilities.everything();

    @ParameterizedTest
    @CsvSource({
        "gpt-5,             gpt-5,                                    true",
        "gpt-5,             gpt-5-mini,                               true",
        "gpt-5,             gpt-5-2025-08-07,                         true",
        "gpt-5,             openai/gpt-5:free,                        true",
        "gpt-5,             GPT-5,                                    true",
        "gpt-5,             gpt-5.1,                                  false",
        "gpt-5,             gpt-51,                                   false",
        "gpt-5,             my-gpt-5,                                 false",
        "gpt-5*,            gpt-5.1,                                  true",
        "gpt-5*,            gpt-51,                                   false",
        "gpt-4,             gpt-4o,                                   false",
        "gpt-4,             gpt-4-0613,                               true",
        "gpt-4,             gpt-4-1106-preview,                       true",
        "claude-opus-4-1,   claude-opus-4.1,                          true",
        "claude-opus-4-1,   claude-opus-4-1@20250805,                 true",
        "claude-opus-4-1,   us.anthropic.claude-opus-4-1-20250805-v1:0, true",
        "claude-opus-4-1,   claude-opus-4-10,                         false",
        "claude-opus-4,     claude-opus-4-1,                          false",
        "claude-opus-4,     claude-opus-4-0,                          true",
        "claude-opus-4,     claude-opus-4-20250514,                   true",
        "glm-5.2,           accounts/fireworks/models/glm-5p2,        true",
        "glm-5,             accounts/fireworks/models/glm-5p2,        false",
        "glm-5.2,           zai-glm-5.2,                              false",
        "*glm-5.2,          zai-glm-5.2,                              true",
        "gemini-2.5-*image, gemini-2.5-flash-image-preview,           true",
        "gemini-2.5-*image, gemini-2.5-flash,                         false",
        "llama3.3,          us.meta.llama3-3-70b-instruct-v1:0,       true",
        "qwen3,             qwen.qwen3-32b-v1:0,                      true",
        "command-r,         command-r7b-12-2024,                      true"
    })
    void a_name_fits_the_models_of_its_version(String name, String model, boolean fits) {
        assertThat(table(List.of(row(name, ANY, "found"))).knows(model)).isEqualTo(fits);
    }

    @Test
    void the_first_row_that_fits_counts() {
        ModelTable<String> table = table(List.of(row("a-mini b", ANY, "small"), row("a", ANY, "large")));

        assertThat(List.of("a-mini-2", "b", "a-maxi", "c"))
                .extracting(model -> table.of(model).traits())
                .containsExactly("small", "small", "large", "unknown");
    }

    @Test
    void only_what_is_known_has_a_day() {
        ModelTable<String> table = table(List.of(row("a-1", ANY, "known"), guess("a", ANY, "guessed")));

        assertThat(table.of("a-1").can().asOf()).isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(table.of("a-2").can().asOf()).isNull();
        assertThat(table.of("b").can().asOf()).isNull();
    }

    @Test
    void a_model_can_what_its_host_can_say() {
        Capabilities wire = ANY.without(Feature.SEED).withContextWindow(1_000).withMaxStops(4);
        Capabilities can = ANY.without(Feature.AUDIO).withMaxOutputTokens(10);

        assertThat(new Model<>(can, "").on(wire))
                .isEqualTo(ANY.without(Feature.SEED, Feature.AUDIO)
                        .withContextWindow(1_000)
                        .withMaxOutputTokens(10)
                        .withMaxStops(4));
    }

    static Stream<ModelTable<?>> tables() {
        return Stream.of(
                OpenAiModels.TABLE,
                MistralModels.TABLE,
                CohereModels.TABLE,
                OpenModels.TABLE,
                ClaudeGeneration.TABLE,
                GeminiModel.TABLE,
                BedrockModel.TABLE,
                HostedModels.CEREBRAS,
                HostedModels.DASHSCOPE,
                HostedModels.DEEPINFRA,
                HostedModels.DEEPSEEK,
                HostedModels.FIREWORKS,
                HostedModels.GROQ,
                HostedModels.MINIMAX,
                HostedModels.MOONSHOT,
                HostedModels.PERPLEXITY,
                HostedModels.TOGETHER,
                HostedModels.ZAI);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void no_row_hides_another(ModelTable<?> table) {
        for (ModelTable.Row<?> row : table.rows()) {
            for (String name : row.names()) {
                Model<?> found = table.of(name.replace('*', 'x'));
                assertThat(found.traits()).as(name).isEqualTo(row.model().traits());
                assertThat(found.can().withAsOf(null))
                        .as(name)
                        .isEqualTo(row.model().can());
            }
        }
    }

    private static ModelTable<String> table(List<ModelTable.Row<String>> rows) {
        return new ModelTable<>("2026-11-20", ANY, "unknown", rows);
    }
}
