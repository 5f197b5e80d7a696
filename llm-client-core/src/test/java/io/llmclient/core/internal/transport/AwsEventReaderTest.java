package io.llmclient.core.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AwsEventReaderTest {

    /** A content delta as Bedrock sends it. */
    private static final byte[] DELTA = Base64.getDecoder()
            .decode(
                    "AAAAlAAAAFe0q5ruCzpldmVudC10eXBlBwARY29udGVudEJsb2NrRGVsdGENOmNvbnRlbnQtdHlwZQcAEGFwcGxpY2F0aW9uL2pz"
                            + "b24NOm1lc3NhZ2UtdHlwZQcABWV2ZW50eyJjb250ZW50QmxvY2tJbmRleCI6MCwiZGVsdGEiOnsidGV4dCI6IkhpIn19H5RGVw==");

    private static final byte[] THROTTLED = Base64.getDecoder()
            .decode(
                    "AAAAsgAAAGE1kNXTDzpleGNlcHRpb24tdHlwZQcAE3Rocm90dGxpbmdFeGNlcHRpb24NOmNvbnRlbnQtdHlwZQcAEGFwcGxpY2F0"
                            + "aW9uL2pzb24NOm1lc3NhZ2UtdHlwZQcACWV4Y2VwdGlvbnsibWVzc2FnZSI6IlRvbyBtYW55IHJlcXVlc3RzLCBwbGVhc2Ugd2Fp"
                            + "dCBiZWZvcmUgdHJ5aW5nIGFnYWluLiJ96P+yag==");

    private static final String DELTA_READ = "contentBlockDelta|{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hi\"}}";

    @Test
    void an_event_has_its_type_as_name_and_its_payload_as_data() {
        assertThat(read(DELTA, DELTA)).containsExactly(DELTA_READ, DELTA_READ);
    }

    @Test
    void an_exception_carries_its_type_in_its_data() {
        assertThat(read(THROTTLED))
                .containsExactly(
                        "throttlingException|{\"__type\":\"throttlingException\",\"message\":\"Too many requests,"
                                + " please wait before trying again.\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", " { } ", "no json"})
    void an_exception_without_fields_is_one_all_the_same(String payload) {
        byte[] frame = frame(Map.of(":message-type", "exception", ":exception-type", "validationException"), payload);

        assertThat(read(frame)).containsExactly("validationException|{\"__type\":\"validationException\"}");
    }

    @Test
    void an_error_has_no_payload_but_headers() {
        byte[] frame = frame(
                Map.of(":message-type", "error", ":error-code", "Internal", ":error-message", "say \"no\"\n"), "");

        assertThat(read(frame)).containsExactly("Internal|{\"__type\":\"Internal\",\"message\":\"say  no  \"}");
    }

    @Test
    void frames_may_be_split_anywhere() {
        byte[] both = join(DELTA, THROTTLED);
        for (int split = 0; split <= both.length; split++) {
            SequenceInputStream halves = new SequenceInputStream(
                    new ByteArrayInputStream(both, 0, split),
                    new ByteArrayInputStream(both, split, both.length - split));
            assertThat(read(new AwsEventReader(halves::read)))
                    .as("split at %d", split)
                    .isEqualTo(read(both));
        }
    }

    @Test
    void a_frame_with_any_flipped_bit_is_refused() {
        for (int bit = 0; bit < DELTA.length * 8; bit++) {
            byte[] damaged = DELTA.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);

            assertThatThrownBy(() -> read(damaged))
                    .as("bit %d", bit)
                    .extracting(e -> ((LlmException) e).kind())
                    .isEqualTo(FailureKind.MALFORMED_RESPONSE);
        }
    }

    @Test
    void a_stream_that_ends_within_a_frame_ends_before_it() {
        byte[] cut = join(DELTA, new byte[] {0, 0, 0, (byte) 0x94, 0, 0});

        assertThat(read(cut)).containsExactly(DELTA_READ);
    }

    @Test
    void a_frame_of_several_kilobytes_is_read_whole() {
        String payload = "{\"text\":\"" + "x".repeat(100_000) + "\"}";

        assertThat(read(frame(Map.of(":event-type", "e"), payload), DELTA)).containsExactly("e|" + payload, DELTA_READ);
    }

    @Test
    void a_frame_larger_than_allowed_is_refused_before_it_is_read() {
        byte[] large = frame(Map.of(), "x".repeat(2_000));
        AwsEventReader reader = new AwsEventReader(new ByteArrayInputStream(large)::read, 1_000, 1 << 20);

        assertThatThrownBy(reader::next).hasMessage("an event is longer than 1000 bytes");
    }

    @Test
    void headers_of_other_types_are_passed_over() {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        byte[][] values = {
            {0}, {1}, {2, 9}, {3, 9, 9}, {4, 9, 9, 9, 9}, new byte[9], {6, 0, 2, 9, 9}, new byte[9], new byte[17]
        };
        values[5][0] = 5;
        values[7][0] = 8;
        values[8][0] = 9;
        for (byte[] value : values) {
            headers.writeBytes(new byte[] {1, 'h'});
            headers.writeBytes(value);
        }
        headers.writeBytes(header(":event-type", "e"));

        assertThat(read(frame(headers.toByteArray(), "{}"))).containsExactly("e|{}");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 7, 6})
    void headers_that_do_not_fit_are_refused(int type) {
        byte[] frame = frame(new byte[] {1, 'h', (byte) type, 9, 9, 9}, "{}");

        assertThatThrownBy(() -> read(frame))
                .extracting(e -> ((LlmException) e).kind())
                .isEqualTo(FailureKind.MALFORMED_RESPONSE);
    }

    private static byte[] frame(Map<String, String> headers, String payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        headers.forEach((name, value) -> bytes.writeBytes(header(name, value)));
        return frame(bytes.toByteArray(), payload);
    }

    private static byte[] header(String name, String value) {
        return ByteBuffer.allocate(4 + name.length() + value.length())
                .put((byte) name.length())
                .put(name.getBytes(UTF_8))
                .put((byte) 7)
                .putShort((short) value.length())
                .put(value.getBytes(UTF_8))
                .array();
    }

    private static byte[] frame(byte[] headers, String payload) {
        byte[] data = payload.getBytes(UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(16 + headers.length + data.length);
        frame.putInt(frame.capacity()).putInt(headers.length);
        frame.putInt(checksum(frame)).put(headers).put(data);
        return frame.putInt(checksum(frame)).array();
    }

    private static int checksum(ByteBuffer before) {
        CRC32 checksum = new CRC32();
        checksum.update(before.duplicate().flip());
        return (int) checksum.getValue();
    }

    private static byte[] join(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    private static List<String> read(byte[]... frames) {
        return read(new AwsEventReader(new ByteArrayInputStream(join(frames))::read));
    }

    private static List<String> read(AwsEventReader reader) {
        List<String> events = new ArrayList<>();
        while (reader.next()) {
            events.add(reader.event() + "|" + new String(reader.buffer(), reader.start(), reader.length(), UTF_8));
        }
        return events;
    }
}
