package io.llmclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingRequestTest {

    @Test
    void a_request_without_a_text_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddingRequest.builder().texts(List.of()).build())
                .withMessage("an embedding needs at least one text; call text(…) or texts(…)");
    }

    @Test
    void a_blank_text_is_refused_by_its_place() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> EmbeddingRequest.builder().text("a").text(" \n").build())
                .withMessage("texts[1] must not be blank");
    }

    @Test
    void later_changes_of_the_builder_do_not_reach_a_request() {
        EmbeddingRequest.Builder builder = EmbeddingRequest.builder().text("a").extra("openai", "user", "u");
        EmbeddingRequest request = builder.build();

        builder.text("b").extra("openai", "user", "v");

        assertThat(request.texts()).containsExactly("a");
        assertThat(request.extras().get("openai")).containsEntry("user", "u");
    }

    @Test
    void its_words_are_in_no_log() {
        assertThat(EmbeddingRequest.builder().text("secret").build()).hasToString("EmbeddingRequest[1 texts]");
    }

    @Test
    void a_vector_is_a_copy_on_its_way_in_and_out() {
        float[] numbers = {1, 2};
        Content.Vector vector = new Content.Vector(numbers);

        numbers[0] = 9;
        vector.values()[1] = 9;

        assertThat(vector.values()).containsExactly(1, 2);
    }
}
