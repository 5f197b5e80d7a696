package io.llmclient.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import io.llmclient.core.internal.json.JsonIo;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonCursorTest {

    private static JsonCursor over(String json) {
        return JsonCursor.over(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> names(JsonCursor in) {
        List<String> names = new ArrayList<>();
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                names.add(name);
            }
        }
        return names;
    }

    @Test
    void what_nobody_asks_for_is_passed_over() {
        assertThat(names(over("{\"a\":{\"b\":[1,{\"c\":2}]},\"d\":[],\"e\":null}")))
                .containsExactly("a", "d", "e");
    }

    @Test
    void a_value_of_another_type_reads_as_nothing() {
        JsonCursor in = over("{\"a\":{\"x\":1},\"b\":[1],\"c\":\"text\",\"d\":\"12\",\"e\":1.9,\"f\":null,\"g\":7}");
        in.object();
        in.name();
        assertThat(in.text()).isNull();
        in.name();
        assertThat(in.number()).isNull();
        in.name();
        assertThat(in.number()).isNull();
        in.name();
        assertThat(in.number()).isEqualTo(12);
        in.name();
        assertThat(in.number()).isEqualTo(1);
        in.name();
        assertThat(in.text()).isNull();
        in.name();
        assertThat(in.object()).isFalse();
        assertThat(in.name()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999", "-99999999999999999999", "1e400", "1e30"})
    void a_number_that_nobody_can_count_to_reads_as_nothing(String number) {
        JsonCursor in = over("[%1$s,%1$s,%1$s,7]".formatted(number));
        in.array();
        in.element();
        assertThat(in.number()).isNull();
        in.element();
        assertThat(in.number(-1)).isEqualTo(-1);
        in.element();
        assertThat(in.index(-1)).isEqualTo(-1);
        in.element();
        assertThat(in.number()).isEqualTo(7);
    }

    @Test
    void arrays_are_read_element_by_element() {
        JsonCursor in = over("[\"a\",{\"x\":1},\"b\"]");
        List<String> texts = new ArrayList<>();
        in.array();
        while (in.element()) {
            texts.add(String.valueOf(in.text()));
        }
        assertThat(texts).containsExactly("a", "null", "b");
    }

    @Test
    void a_value_is_had_as_json_exact_to_the_digit() {
        JsonCursor in = over("{\"a\":{\"n\":1.10,\"big\":123456789012345678901234567890,\"t\":\"é\\n\"},\"b\":1}");
        in.object();
        in.name();
        assertThat(in.json()).isEqualTo("{\"n\":1.10,\"big\":123456789012345678901234567890,\"t\":\"é\\n\"}");
        assertThat(in.name()).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":", "{\"a\":[1,2", "{\"a\":\"tex", "nul"})
    void a_document_that_ends_in_its_middle_is_malformed_whichever_parser_reads_it(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> names(over(json)));
        try (JsonIo.Feed feed = JsonIo.feed()) {
            assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> names(fed(feed, bytes)));
        }
    }

    @Test
    void a_document_nested_deeper_than_any_answer_is_malformed() {
        String deep = "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> names(over(deep)));
    }

    @Test
    void one_feed_reads_many_documents() {
        try (JsonIo.Feed feed = JsonIo.feed()) {
            for (int i = 0; i < 100; i++) {
                byte[] json = ("  {\"n" + i + "\":[" + i + "]}  ").getBytes(StandardCharsets.UTF_8);
                assertThat(names(fed(feed, json))).containsExactly("n" + i);
                assertThat(feed.another()).isFalse();
            }
        }
    }

    @Test
    void documents_that_are_fed_together_are_read_one_after_the_other() {
        try (JsonIo.Feed feed = JsonIo.feed()) {
            byte[] json = "{\"a\":1}\n{\"b\":2}\n".getBytes(StandardCharsets.UTF_8);
            JsonCursor in = fed(feed, json);

            assertThat(names(in)).containsExactly("a");
            assertThat(feed.another()).isTrue();
            in.begin();
            assertThat(names(in)).containsExactly("b");
            assertThat(feed.another()).isFalse();
        }
    }

    @Test
    void many_documents_that_are_fed_together_cost_what_they_are_long() {
        byte[] json = "{}".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int documents = 0;
        try (JsonIo.Feed feed = JsonIo.feed()) {
            JsonCursor in = fed(feed, json);
            do {
                documents += names(in).isEmpty() ? 1 : 0;
            } while (feed.another() && begun(in));
        }
        assertThat(documents).isEqualTo(20_000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(40_000_000);
    }

    private static boolean begun(JsonCursor in) {
        in.begin();
        return true;
    }

    @Test
    void what_follows_a_document_does_not_reach_the_next_one_that_is_fed() {
        try (JsonIo.Feed feed = JsonIo.feed()) {
            byte[] json = "{\"a\":1} and more".getBytes(StandardCharsets.UTF_8);
            JsonCursor in = fed(feed, json);
            assertThat(names(in)).containsExactly("a");
            assertThat(feed.another()).isTrue();
            assertThatExceptionOfType(JacksonException.class).isThrownBy(in::begin);
        }
    }

    @Test
    void documents_larger_than_any_buffer_are_fed_like_small_ones() {
        try (JsonIo.Feed feed = JsonIo.feed()) {
            for (int size : List.of(7_990, 8_000, 8_010, 100_000)) {
                byte[] json = ("{\"a\":\"" + "x".repeat(size) + "\"}{\"b\":2}").getBytes(StandardCharsets.UTF_8);
                JsonCursor in = fed(feed, json);
                assertThat(names(in)).containsExactly("a");
                assertThat(feed.another()).isTrue();
                in.begin();
                assertThat(names(in)).containsExactly("b");
                assertThat(feed.another()).isFalse();
            }
        }
    }

    private static JsonCursor fed(JsonIo.Feed feed, byte[] json) {
        JsonCursor in = new JsonCursor(feed.feed(json, 0, json.length));
        in.begin();
        return in;
    }

    @Test
    void numbers_are_read_into_an_array_however_many_there_are() {
        JsonCursor in = over("{'a':[1,-0.5,2e-3],'b':[],'c':[1]}".replace('\'', '"'));
        in.object();
        in.name();
        assertThat(in.floats(2)).containsExactly(1f, -0.5f, 0.002f);
        in.name();
        assertThat(in.floats(2)).isEmpty();
        in.name();
        assertThat(in.floats(2)).containsExactly(1f);
        assertThat(in.name()).isNull();
    }

    @Test
    void base64_of_little_endian_floats_reads_as_numbers() {
        assertThat(over("\"AACAPwAAAMA=\"").floats(2)).containsExactly(1f, -2f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,\"2\"]", "[1,null]", "[1,[2]]", "{\"x\":1}", "7", "null", "\"AACA\"", "\"?\""})
    void what_is_no_list_of_numbers_reads_as_nothing_and_is_passed_over(String json) {
        JsonCursor in = over("[" + json + ",\"next\"]");
        in.array();
        in.element();
        assertThat(in.floats(2)).isNull();
        assertThat(in.element()).isTrue();
        assertThat(in.text()).isEqualTo("next");
    }
}
