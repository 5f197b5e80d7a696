package io.llmclient.core.internal.failure;

import static io.llmclient.core.internal.failure.Classified.error;
import static io.llmclient.core.internal.failure.Classified.openAi;
import static io.llmclient.core.internal.failure.Classified.saying;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages are the provider's own words, made safe. */
class MessagesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-proj-abc_DEF-123456789012345678901234567890",
                "sk-abcd",
                "sk-ab********wxyz",
                "sk-ant-api03-Zm9vYmFy_x-1",
                "gsk_aBcDeFgH1234",
                "xai-1a2b3c4d5e6f",
                "AIzaSyA1234567890abcdefg_hij",
                "AKIAIOSFODNN7EXAMPLE",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
                "0123456789abcdef0123456789abcdef",
                "pplx-1234567890abcdef",
                "hf_abcdefghijKLMNOP"
            })
    void what_looks_like_a_key_is_masked(String key) {
        assertThat(error(401, saying("Denied for " + key + " today"))).hasMessage("Denied for *** today");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Incorrect API key provided: hunter2.",
                "invalid api_key=hunter2",
                "Bearer hunter2hunter2 is unknown",
                "see https://host/path?key=hunter2&alt=sse",
                "access token: hunter2"
            })
    void what_is_called_a_key_is_masked(String message) {
        assertThat(error(401, saying(message)).getMessage())
                .doesNotContain("hunter2")
                .contains("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The model gpt-4o-mini-search-preview-2025-03-11 does not exist",
                "tool call toolu_01A09q90qw90lq917835lq9abc has no result",
                "request req_7c57fbccf7204078932188550872a1f9 failed",
                "This key may not use the given model.",
                "anthropic.claude-sonnet-4-5-20250929-v1:0 is busy"
            })
    void names_and_ids_stay(String message) {
        assertThat(error(400, saying(message))).hasMessage(message);
    }

    @Test
    void the_code_is_masked_too() {
        assertThat(error(401, openAi("t", "bad key sk-abcdefgh", "m")).code()).isEqualTo("bad key ***");
    }

    @Test
    void long_words_are_cut() {
        assertThat(error(400, saying("w ".repeat(2_000))).getMessage())
                .hasSize(500)
                .endsWith("…");
    }

    @Test
    void a_cut_never_halves_a_character() {
        String message = error(400, saying("x" + "😀".repeat(400))).getMessage();

        assertThat(message.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF))
                .isTrue();
    }

    @Test
    void control_and_direction_characters_are_blanks() {
        assertThat(error(400, saying("a\\r\\n\\u001b[31mb\\u202ec\\u0000d\\u2028e")))
                .hasMessage("a [31mb c d e");
    }

    @Test
    void a_key_at_the_cut_is_masked_as_well() {
        String message = error(401, saying("w".repeat(490) + " sk-abcdefghijklmnopqrstuvwxyz0123456789"))
                .getMessage();

        assertThat(message).doesNotContain("sk-");
    }
}
