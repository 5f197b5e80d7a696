package io.llmclient.providers.internal.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PerModelTest {

    private final List<String> lookedUp = new ArrayList<>();
    private final PerModel<String> models = new PerModel<>(this::lookUp);

    private String lookUp(String model) {
        lookedUp.add(model);
        return model.toUpperCase(Locale.ROOT);
    }

    @Test
    void each_model_is_looked_up_once() {
        assertThat(List.of(models.of("a"), models.of("b"), models.of("a"), models.of("b")))
                .containsExactly("A", "B", "A", "B");
        assertThat(lookedUp).containsExactly("a", "b");
    }

    @Test
    void models_without_end_do_not_stay_in_memory() {
        models.of("first");
        IntStream.range(0, 10_000).forEach(i -> models.of("model-" + i));

        assertThat(models.of("first")).isEqualTo("FIRST");
        assertThat(lookedUp.stream().filter("first"::equals)).hasSize(2);
    }
}
