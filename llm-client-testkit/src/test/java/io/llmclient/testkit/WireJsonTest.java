package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireJsonTest {

    @Test
    void values_of_every_kind_are_written() {
        assertThat(WireJson.write(WireJson.object(
                        "s",
                        "a\"\\\n\u0001ü😀",
                        "n",
                        1,
                        "d",
                        0.5,
                        "t",
                        true,
                        "nothing",
                        null,
                        "l",
                        Arrays.asList(1, null),
                        "o",
                        WireJson.object())))
                .isEqualTo(
                        "{\"s\":\"a\\\"\\\\\\n\\u0001ü😀\",\"n\":1,\"d\":0.5,\"t\":true,\"nothing\":null,\"l\":[1,null],\"o\":{}}");
    }

    @Test
    void half_an_emoji_is_escaped() {
        assertThat(WireJson.write("\ud83d")).isEqualTo("\"\\ud83d\"");
        assertThat(WireJson.write("\ude00x")).isEqualTo("\"\\ude00x\"");
    }

    @Test
    void verbatim_text_is_copied() {
        assertThat(WireJson.write(List.of(new WireJson.Verbatim("{\"a\" : 1}"))))
                .isEqualTo("[{\"a\" : 1}]");
    }

    @Test
    void what_is_written_can_be_read() {
        String json = "{\"a\":[1,-2.5e3,\"\\u00fc\\n\",true,false,null,{}],\"b\":{\"c\":[]}}";

        assertThat(String.valueOf(WireJsonReader.readObject(json)))
                .isEqualTo("{a=[1, -2500.0, ü\n, true, false, null, {}], b={c=[]}}");
    }

    @Test
    void what_is_no_object_is_no_object() {
        assertThat(List.of(
                        "",
                        "[]",
                        "{",
                        "{\"a\":}",
                        "{\"a\":1}}",
                        "{\"a\":\"\\x\"}",
                        "{a:1}",
                        "{\"a\":\"\\u00zz\"}",
                        "nul"))
                .allMatch(text -> WireJsonReader.readObject(text) == null);
    }
}
