package io.llmclient.providers.internal.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohereChatTest {

    @ParameterizedTest
    @CsvSource({
        "command-a-plus-05-2026,      true,  true,  true,  128000",
        "command-a-reasoning-08-2025, true,  false, true,  256000",
        "command-a-vision-07-2025,    false, true,  false, 128000",
        "command-a-03-2025,           true,  false, false, 256000",
        "command-r7b-12-2024,         true,  false, false, 128000",
        "my-own-model,                true,  false, false, "
    })
    void a_model_takes_what_its_family_takes(
            String model, boolean tools, boolean images, boolean reasoning, Integer window) {
        Capabilities can = new CohereChat().capabilities(model);

        assertThat(can.has(Feature.TOOLS)).isEqualTo(tools);
        assertThat(can.has(Feature.IMAGES)).isEqualTo(images);
        assertThat(can.has(Feature.REASONING)).isEqualTo(reasoning);
        assertThat(can.contextWindow()).isEqualTo(window);
    }
}
