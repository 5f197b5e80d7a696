package io.llmclient.providers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.core.internal.transport.AwsEventReader;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/** The library's reader of binary frames, and the test server's writer, against Amazon's own. */
class AmazonsFramesTest {

    private final Random random = new Random(7);

    @Test
    void what_amazon_writes_is_read_however_it_is_split() {
        List<String> wanted = new ArrayList<>();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
            String data = "{\"n\":" + i + ",\"text\":\"" + "é".repeat(random.nextInt(400)) + "\"}";
            wanted.add("event" + i + " " + data);
            event("event" + i, data).encode(stream);
        }

        assertThat(read(stream.toByteArray(), count -> count)).isEqualTo(wanted);
        assertThat(read(stream.toByteArray(), count -> Math.min(count, 1 + random.nextInt(50))))
                .isEqualTo(wanted);
    }

    @Test
    void a_frame_of_amazons_with_any_flipped_bit_is_refused() {
        byte[] frame = bytes(event("contentBlockDelta", "{\"delta\":{\"text\":\"Hi\"}}"));

        for (int bit = 0; bit < frame.length * 8; bit++) {
            byte[] damaged = frame.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);

            assertThatThrownBy(() -> read(damaged, count -> count))
                    .as("bit %d", bit)
                    .extracting(e -> ((LlmException) e).kind())
                    .isEqualTo(FailureKind.MALFORMED_RESPONSE);
        }
    }

    private Message event(String type, String data) {
        Map<String, HeaderValue> headers = new HashMap<>();
        headers.put(":event-type", HeaderValue.fromString(type));
        headers.put(":message-type", HeaderValue.fromString("event"));
        headers.put("x-number", HeaderValue.fromInteger(random.nextInt()));
        headers.put("x-flag", HeaderValue.fromBoolean(random.nextBoolean()));
        headers.put("x-bytes", HeaderValue.fromByteArray(new byte[1 + random.nextInt(9)]));
        return new Message(headers, data.getBytes(UTF_8));
    }

    private static byte[] bytes(Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.encode(bytes);
        return bytes.toByteArray();
    }

    private static List<String> read(byte[] stream, IntUnaryOperator pieces) {
        ByteArrayInputStream in = new ByteArrayInputStream(stream);
        AwsEventReader reader =
                new AwsEventReader((into, from, count) -> in.read(into, from, pieces.applyAsInt(count)));
        List<String> events = new ArrayList<>();
        while (reader.next()) {
            events.add(reader.event() + " " + new String(reader.buffer(), reader.start(), reader.length(), UTF_8));
        }
        return events;
    }

    @Test
    void what_the_server_of_converse_writes_amazon_reads() throws Exception {
        try (ProviderServer server = ProviderServer.bedrock()) {
            server.reply(Reply.text("Grüße").failAfter(1, Fault.rateLimited()));

            List<Message> messages = ask(
                    server,
                    "/model/m/converse-stream",
                    "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]}");

            assertThat(messages).hasSize(3 + 1);
            assertThat(messages.get(1).getHeaders().get(":event-type").getString())
                    .isEqualTo("contentBlockDelta");
            assertThat(new String(messages.get(1).getPayload(), UTF_8)).contains("{\"text\":\"Grüße\"}");
            Map<String, HeaderValue> failure = messages.get(3).getHeaders();
            assertThat(failure.get(":message-type").getString()).isEqualTo("exception");
            assertThat(failure.get(":exception-type").getString()).isEqualTo("throttlingException");
        }
    }

    @Test
    void what_the_server_of_claude_writes_amazon_reads() throws Exception {
        try (ProviderServer server = ProviderServer.bedrockAnthropic()) {
            server.reply("Hi");

            List<Message> messages = ask(
                    server,
                    "/model/m/invoke-with-response-stream",
                    "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":1,"
                            + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

            assertThat(messages)
                    .extracting(
                            message -> message.getHeaders().get(":event-type").getString())
                    .containsOnly("chunk");
            String first = new String(messages.get(0).getPayload(), UTF_8);
            String base64 = first.replaceAll("^\\{\"bytes\":\"([^\"]+)\".*", "$1");
            assertThat(new String(Base64.getDecoder().decode(base64), UTF_8)).startsWith("{\"type\":\"message_start\"");
        }
    }

    private static List<Message> ask(ProviderServer server, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("authorization", "Bearer k")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<byte[]> response = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.headers().firstValue("content-type")).hasValue("application/vnd.amazon.eventstream");
        MessageDecoder decoder = new MessageDecoder();
        decoder.feed(response.body());
        return decoder.getDecodedMessages();
    }
}
