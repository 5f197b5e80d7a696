package io.llmclient.core.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/** JSON becomes plain values, or a failure; nothing between. */
class JsonValuesTest {

    @Test
    void every_kind_of_value_is_read() {
        Map<String, Object> expected = new HashMap<>();
        expected.put("text", "ü\n");
        expected.put("list", Arrays.asList(1, 2.5, null, true, false, List.of(), Map.of()));
        expected.put("none", null);

        assertThat(parse("{\"text\":\"ü\\n\",\"list\":[1,2.5,null,true,false,[],{}],\"none\":null}"))
                .isEqualTo(expected);
        assertThat(parse(" null ")).isNull();
        assertThat(parse("12345678901")).isEqualTo(12_345_678_901L);
    }

    @Test
    void the_order_of_members_is_kept() {
        assertThat(((Map<?, ?>) parse("{\"z\":1,\"a\":2,\"m\":3}")).keySet().toString())
                .isEqualTo("[z, a, m]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1", "{\"a\"}", "{\"a\":}", "[1,]", "tru", "'a'", "{} {}", "1 2", "]"})
    void what_is_not_one_whole_value_is_refused(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(JacksonException.class);
    }

    @Test
    void deep_nesting_is_refused() {
        assertThatThrownBy(() -> parse("[".repeat(10_000) + "]".repeat(10_000))).isInstanceOf(JacksonException.class);
    }

    @Test
    void a_first_value_may_be_followed_by_anything() {
        assertThat(JsonValues.parseFirst("{\"a\":1}]garbage".getBytes(UTF_8))).isEqualTo(Map.of("a", 1));
    }

    private static Object parse(String json) {
        return JsonValues.parse(json.getBytes(UTF_8));
    }

    @Test
    void a_number_beyond_a_double_can_be_written_back() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = JsonIo.generator(out)) {
            JsonIo.write(generator, JsonValues.parse("[1e999,-1e9999999999,1.5]".getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("[1.7976931348623157E308,-1.7976931348623157E308,1.5]");
    }
}
