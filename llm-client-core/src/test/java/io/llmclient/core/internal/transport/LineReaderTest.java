package io.llmclient.core.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import java.io.ByteArrayInputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineReaderTest {

    private static final String LINES = "{\"a\":1}\n\r\n  \n{\"ü\":\"😀\"}\r\n{\"end\":true}";

    @Test
    void each_line_is_an_event_and_the_last_may_lack_its_end() {
        assertThat(read(LINES)).containsExactly("{\"a\":1}", "{\"ü\":\"😀\"}", "{\"end\":true}");
    }

    @Test
    void a_stream_may_be_split_anywhere() {
        byte[] bytes = LINES.getBytes(UTF_8);
        for (int split = 0; split <= bytes.length; split++) {
            SequenceInputStream halves = new SequenceInputStream(
                    new ByteArrayInputStream(bytes, 0, split),
                    new ByteArrayInputStream(bytes, split, bytes.length - split));
            assertThat(read(new LineReader(halves::read)))
                    .as("split at %d", split)
                    .isEqualTo(read(LINES));
        }
    }

    @Test
    void lines_of_all_lengths_pass_through_one_buffer() {
        List<String> expected = new ArrayList<>();
        for (int length = 1; length < 5_000; length += 97) {
            expected.add("x".repeat(length));
        }

        assertThat(read(String.join("\n", expected))).isEqualTo(expected);
    }

    @Test
    void blank_lines_cost_no_memory() {
        LineReader reader = reader("\n".repeat(1_000_000) + "{}");

        assertThat(read(reader)).containsExactly("{}");
        assertThat(reader.buffer()).hasSize(1024);
    }

    @Test
    void an_empty_stream_has_no_events() {
        assertThat(read("")).isEmpty();
    }

    @Test
    void a_line_that_never_ends_is_refused() {
        LineReader reader = new LineReader(LineReaderTest::more, 10_000, 1 << 30);

        assertThatThrownBy(reader::next)
                .hasMessage("an event is longer than 10000 bytes")
                .extracting(e -> ((LlmException) e).kind())
                .isEqualTo(FailureKind.MALFORMED_RESPONSE);
    }

    private static int more(byte[] into, int from, int count) {
        into[from] = 'x';
        return 1;
    }

    private static LineReader reader(String lines) {
        return new LineReader(new ByteArrayInputStream(lines.getBytes(UTF_8))::read);
    }

    private static List<String> read(String lines) {
        return read(reader(lines));
    }

    private static List<String> read(LineReader reader) {
        List<String> events = new ArrayList<>();
        while (reader.next()) {
            events.add(new String(reader.buffer(), reader.start(), reader.length(), UTF_8));
        }
        return events;
    }
}
