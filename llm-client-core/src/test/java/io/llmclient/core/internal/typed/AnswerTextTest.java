package io.llmclient.core.internal.typed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": 1}",
                "  {\"a\": 1}\n",
                "```json\n{\"a\": 1}\n```",
                "```\n{\"a\": 1}\n```\n",
                "```JSON {\"a\": 1}```",
                "Here you are:\n\n```json\n{\"a\": 1}\n```\nEnjoy!",
                "```json\n{\"a\": 1}"
            })
    void fences_and_words_around_the_json_do_not_matter(String text) {
        assertThat(AnswerText.json(text)).isEqualTo("{\"a\": 1}");
    }

    @Test
    void a_fence_inside_the_json_stays() {
        String json = "{\"code\": \"```java\\nint x;\\n```\"}";
        assertThat(AnswerText.json(json)).isEqualTo(json);
        assertThat(AnswerText.json("```json\n" + json + "\n```")).isEqualTo(json);
    }

    @Test
    void a_text_without_json_stays() {
        assertThat(AnswerText.json("I cannot do that.")).isEqualTo("I cannot do that.");
    }
}
