package io.llmclient.core.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events come out as they should, however the bytes come in. An event is written {@code name|data}. */
class SseReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void every_line_end_ends_a_line(String end) {
        assertThat(read("event: a\ndata: 1\n\ndata: 2\n\n".replace("\n", end))).containsExactly("a|1", "|2");
    }

    @Test
    void line_ends_may_be_mixed() {
        assertThat(read("data: 1\r\n\ndata: 2\r\rdata: 3\n\r\ndata: 4\r\n\r\n"))
                .containsExactly("|1", "|2", "|3", "|4");
    }

    @Test
    void one_space_behind_the_colon_is_no_data() {
        assertThat(read("data:1\n\ndata: 2\n\ndata:  3\n\n")).containsExactly("|1", "|2", "| 3");
    }

    @Test
    void several_data_lines_are_joined() {
        assertThat(read("data: {\ndata:   \"a\": 1\ndata: }\n\n")).containsExactly("|{\n  \"a\": 1\n}");
    }

    @Test
    void joined_lines_may_be_empty() {
        assertThat(read("data\ndata:\ndata: \n\n")).containsExactly("|\n\n");
    }

    @Test
    void the_name_may_come_behind_the_data() {
        assertThat(read("data: 1\nevent: late\n\n")).containsExactly("late|1");
    }

    @Test
    void a_name_is_good_for_one_event() {
        assertThat(read("event: a\ndata: 1\n\ndata: 2\n\n")).containsExactly("a|1", "|2");
    }

    @Test
    void a_name_without_data_is_no_event() {
        assertThat(read("event: a\n\ndata: 1\n\n")).containsExactly("|1");
    }

    @Test
    void names_are_the_same_string() {
        SseReader reader = reader("event: ping\ndata: 1\n\nevent: ping\ndata: 2\n\n");
        reader.next();
        String first = reader.event();
        reader.next();

        assertThat(reader.event()).isSameAs(first);
    }

    @Test
    void many_names_are_all_right() {
        StringBuilder stream = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            stream.append("event: name").append(i % 100).append("\ndata: x\n\n");
            expected.add("name" + i % 100 + "|x");
        }
        assertThat(read(stream.toString())).isEqualTo(expected);
    }

    @Test
    void comments_ids_and_unknown_fields_are_skipped() {
        assertThat(read(": OPENROUTER PROCESSING\n\n:\nid: 7\nretry: 10\nfoo: bar\nbaz\ndata: 1\n: x\n\n"))
                .containsExactly("|1");
    }

    @Test
    void fields_that_only_begin_like_data_are_none() {
        assertThat(read("dat: 1\ndatax: 2\nDATA: 3\n data: 4\ndata: 5\n\n")).containsExactly("|5");
    }

    @Test
    void an_unterminated_last_event_is_one() {
        assertThat(read("data: 1\n\ndata: 2")).containsExactly("|1", "|2");
        assertThat(read("data: 1\n\ndata: 2\n")).containsExactly("|1", "|2");
        assertThat(read("data: 1\nevent: a")).containsExactly("a|1");
    }

    @Test
    void the_end_stays_the_end() {
        SseReader reader = reader("data: 1\n\n");
        reader.next();

        assertThat(reader.next()).isFalse();
        assertThat(reader.next()).isFalse();
        assertThat(reader.length()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n\n", ": ping\n\n", "event: a\n\n", "<html>no</html>", "\uFEFF"})
    void nothing_is_no_event(String stream) {
        assertThat(read(stream)).isEmpty();
    }

    @Test
    void a_byte_order_mark_at_the_start_is_skipped() {
        assertThat(read("\uFEFFdata: 1\n\n")).containsExactly("|1");
        assertThat(read("\uFEFF{\"a\":1}")).containsExactly("|{\"a\":1}");
    }

    @Test
    void a_byte_order_mark_elsewhere_is_not() {
        assertThat(read("data: 1\n\n\uFEFFdata: 2\n\n")).containsExactly("|1");
    }

    @Test
    void bare_json_is_an_event() {
        assertThat(read("data: 1\n\n{\n  \"error\": {\n    \"code\": 503\n  }\n}\n"))
                .containsExactly("|1", "|{\n  \"error\": {\n    \"code\": 503\n  }\n}");
    }

    @Test
    void bare_json_may_be_an_array_and_ends_at_a_blank_line() {
        assertThat(read("[{\r\n  \"error\": 1\r\n}]\r\n\r\ndata: 2\r\n\r\n"))
                .containsExactly("|[{\n  \"error\": 1\n}]", "|2");
    }

    @Test
    void bare_json_does_not_mix_with_fields() {
        assertThat(read("event: a\ndata: 1\n{\"error\": 2}\ndata: 3\n\n{\n\"b\": 4\n}\nevent: c\ndata: 5"))
                .containsExactly("a|1", "|{\"error\": 2}", "|3", "|{\n\"b\": 4\n}", "c|5");
    }

    @Test
    void braces_in_data_are_data() {
        assertThat(read("data: {\n\ndata: [\n\n")).containsExactly("|{", "|[");
    }

    private static final String ALL_SORTS = "\uFEFF: hi\r\nevent: größe\r\ndata: {\"ü\":\r\ndata: \"😀\"}\r\n\r\n"
            + "id: 1\rdata:x\r\rdata:  y \n\n\n\nevent: n\n\n{\n \"é\": [\n1]}\n\ndata\nevent:  z\n\ndata: end";

    private static final List<String> SORTED =
            List.of("größe|{\"ü\":\n\"😀\"}", "|x", "| y ", "|{\n \"é\": [\n1]}", " z|", "|end");

    @Test
    void a_stream_may_be_split_anywhere() {
        byte[] bytes = ALL_SORTS.getBytes(UTF_8);
        for (int split = 0; split <= bytes.length; split++) {
            InputStream halves = new SequenceInputStream(
                    new ByteArrayInputStream(bytes, 0, split),
                    new ByteArrayInputStream(bytes, split, bytes.length - split));
            assertThat(read(new SseReader(halves::read)))
                    .as("split at %d", split)
                    .isEqualTo(SORTED);
        }
    }

    @Test
    void a_stream_may_come_byte_by_byte() {
        assertThat(read(new SseReader(new Trickle(ALL_SORTS.getBytes(UTF_8), 1)::read)))
                .isEqualTo(SORTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8191, 8192, 8193, 20_000, 1_000_000})
    void long_events_grow_the_buffer(int length) {
        String data = "x".repeat(length);
        String stream = "data: %s\n\nevent: a\ndata: %s\ndata: %s\n\ndata: 3".formatted(data, data, data);

        assertThat(read(stream)).containsExactly("|" + data, "a|" + data + "\n" + data, "|3");
    }

    @Test
    void many_events_pass_through_a_small_buffer() {
        StringBuilder stream = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            stream.append("data: ").append("y".repeat(i % 97)).append(i).append("\r\n\r\n");
            expected.add("|" + "y".repeat(i % 97) + i);
        }
        SseReader reader = reader(stream.toString());

        assertThat(read(reader)).isEqualTo(expected);
        assertThat(reader.buffer()).hasSize(1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {": %s\n", "id: %s\n", "unknown%s\n", "datax: %s\n", "%s"})
    void lines_that_are_skipped_cost_no_memory(String line) {
        String skipped = line.formatted("z".repeat(2_000_000));
        SseReader reader = reader("event: a\ndata: 1\n" + skipped + "\n\ndata: 2\n\n");

        List<String> events = read(reader);

        assertThat(events).startsWith("a|1");
        assertThat(reader.buffer().length).isLessThanOrEqualTo(16 * 1024);
    }

    @Test
    void blank_lines_cost_no_memory() {
        SseReader reader = reader("\n".repeat(1_000_000) + "data: 1\n\n");

        assertThat(read(reader)).containsExactly("|1");
        assertThat(reader.buffer()).hasSize(1024);
    }

    @Test
    void an_event_of_the_largest_size_passes() {
        assertThat(read(limited("data: " + "x".repeat(100) + "\n\n", 100, 1_000)))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"'data: ', 101", "'data: ', 1000000", "{, 101", "'event: a\ndata: 1\ndata: ', 99", "'event: ', 1000000"
    })
    void an_event_that_is_too_large_is_a_failure(String start, int length) {
        SseReader reader = limited(start + "x".repeat(length) + "\n\n", 100, 10_000_000);

        assertThatThrownBy(() -> read(reader)).satisfies(e -> {
            assertThat(((LlmException) e).kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
            assertThat(e).hasMessage("an event is longer than 100 bytes");
        });
    }

    @Test
    void an_endless_line_stops_at_the_limit() {
        SseReader reader = new SseReader(new Endless("data: ", "x")::read);

        assertThatThrownBy(reader::next)
                .extracting(e -> ((LlmException) e).kind())
                .isEqualTo(FailureKind.MALFORMED_RESPONSE);
        assertThat(reader.buffer().length).isLessThanOrEqualTo(SseReader.MAX_EVENT_BYTES + 8 * 1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {": ping\n\n", "\n", "x", "event: a\n\n"})
    void a_stream_without_events_stops_at_the_total_limit(String forever) {
        SseReader reader = new SseReader(new Endless(forever, forever)::read, 1_000, 1_000_000);

        assertThatThrownBy(reader::next).satisfies(e -> {
            assertThat(((LlmException) e).kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
            assertThat(e).hasMessage("a stream is longer than 1000000 bytes");
        });
    }

    @Test
    void an_endless_stream_of_events_stops_at_the_total_limit() {
        SseReader reader = new SseReader(new Endless("data: 1\n\n", "data: 1\n\n")::read, 1_000, 1_000_000);

        assertThatThrownBy(() -> read(reader))
                .extracting(e -> ((LlmException) e).kind())
                .isEqualTo(FailureKind.MALFORMED_RESPONSE);
    }

    @Test
    void events_allocate_nothing() {
        SseReader reader = reader("event: delta\ndata: {\"text\":\"abc\"}\n\n".repeat(20_000));
        reader.next();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        while (reader.next()) {
            reader.event();
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
    }

    @Test
    void a_stream_that_fails_is_interrupted() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }

            @Override
            public int read(byte[] into, int from, int count) throws IOException {
                throw new IOException("gone");
            }
        };

        assertThatThrownBy(() -> new SseReader(failing::read).next())
                .extracting(e -> ((LlmException) e).kind())
                .isEqualTo(FailureKind.STREAM_INTERRUPTED);
    }

    private static SseReader reader(String stream) {
        return new SseReader(new ByteArrayInputStream(stream.getBytes(UTF_8))::read);
    }

    private static SseReader limited(String stream, int event, int total) {
        return new SseReader(new ByteArrayInputStream(stream.getBytes(UTF_8))::read, event, total);
    }

    private static List<String> read(String stream) {
        return read(reader(stream));
    }

    private static List<String> read(SseReader reader) {
        List<String> events = new ArrayList<>();
        while (reader.next()) {
            events.add(reader.event() + "|" + new String(reader.buffer(), reader.start(), reader.length(), UTF_8));
        }
        return events;
    }

    /** Gives so many bytes a read. */
    private static final class Trickle extends ByteArrayInputStream {
        private final int step;

        Trickle(byte[] bytes, int step) {
            super(bytes);
            this.step = step;
        }

        @Override
        public int read(byte[] into, int from, int count) {
            return super.read(into, from, Math.min(count, step));
        }
    }

    /** Never ends. */
    private static final class Endless extends InputStream {
        private byte[] rest;
        private final byte[] forever;
        private int at;

        Endless(String start, String forever) {
            this.rest = start.getBytes(UTF_8);
            this.forever = forever.getBytes(UTF_8);
        }

        @Override
        public int read() {
            if (at == rest.length) {
                rest = forever;
                at = 0;
            }
            return rest[at++];
        }

        @Override
        public int read(byte[] into, int from, int count) {
            into[from] = (byte) read();
            return 1;
        }
    }
}
