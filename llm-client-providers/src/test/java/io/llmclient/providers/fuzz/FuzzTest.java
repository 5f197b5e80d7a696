package io.llmclient.providers.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.LlmException;
import io.llmclient.Timeouts;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.core.internal.failure.Failures;
import io.llmclient.core.internal.json.JsonValues;
import io.llmclient.core.internal.time.SystemTime;
import io.llmclient.core.internal.transport.SseReader;
import io.llmclient.spi.Cancellation;
import io.llmclient.spi.ProviderCall;
import io.llmclient.spi.ProviderStream;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a server sends costs at most one call: nothing but {@link LlmException} comes out, in bounded steps and
 * memory, and nothing that lacks an end counts as whole. The inputs are real answers, spoilt; see {@link Fuzzing} for
 * how many there are and how to replay one. {@code mvn -q -Pfuzz verify} tries a million.
 *
 * <p>The mutations are our own: what is needed is recorded answers with JSON spoilt in them, for which a generator of
 * values has no use, and a fuzzer guided by coverage needs an agent and a JVM for each target.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class FuzzTest {

    private static final List<Seed> SEEDS = Seed.all();
    private static final List<byte[]> BODIES = SEEDS.stream().map(Seed::body).toList();

    /** What an end of an answer looks like in any dialect: a stream without it must not be whole. */
    private static final Pattern END = Pattern.compile(
            "\\[DONE]|message_stop|message-end|\"done\"\\s*:\\s*true|blockReason"
                    + "|(finish_reason|stop_reason|finishReason)\"?\\s*:\\s*(?!null)\\S|completed|incomplete|cancelled");

    private static final Instant NOW = Instant.parse("2026-08-01T00:00:00Z");

    @Test
    void the_event_stream_reader_takes_any_bytes_in_any_pieces() throws InterruptedException {
        List<Seed> seeds = SEEDS.stream().filter(Seed::stream).toList();
        new Fuzzing("event streams", 1_000, 0.4).run((random, outcomes) -> {
            byte[] input =
                    new Mutator(random, BODIES).spoilt(oneOf(random, seeds).body());
            List<String> whole = events(new SseReader(new ByteArrayInputStream(input)::read), input);
            int piece = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(200);
            assertThat(events(new SseReader(new InPieces(input, piece)::read), input))
                    .as("in pieces of %d", piece)
                    .isEqualTo(whole);
            int most = 1 + random.nextInt(500);
            limited(new SseReader(new InPieces(input, piece)::read, most, 10L * most), most, input);
            count(outcomes, whole.isEmpty() ? "nothing" : "events");
            return input.length;
        });
    }

    private static List<String> events(SseReader reader, byte[] input) {
        List<String> events = new ArrayList<>();
        while (reader.next()) {
            String data = new String(reader.buffer(), reader.start(), reader.length(), StandardCharsets.ISO_8859_1);
            events.add(reader.event() + "|" + data);
            assertThat(events).hasSizeLessThanOrEqualTo(input.length + 1);
        }
        return events;
    }

    private static void limited(SseReader reader, int most, byte[] input) {
        try {
            for (int events = 0; reader.next(); events++) {
                assertThat(reader.length()).isLessThanOrEqualTo(most);
                assertThat(events).isLessThanOrEqualTo(input.length);
            }
        } catch (LlmException e) {
            assertThat(e).hasMessageContaining("longer than");
        }
    }

    @Test
    void the_dialects_read_any_answer_or_fail_clearly() throws InterruptedException {
        List<Dialect> dialects = Dialect.all();
        new Fuzzing("answers", 1_000, 0.4).run((random, outcomes) -> {
            Dialect dialect = oneOf(random, dialects);
            Seed seed = oneOf(random, dialect.seeds());
            Mutator mutator = new Mutator(random, BODIES);
            byte[] input = random.nextInt(20) == 0 ? seed.body() : mutator.spoilt(seed.body());
            byte[] body = random.nextInt(4) == 0 ? mutator.cut(input) : input;
            int piece = random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(300);
            boolean breaks = random.nextInt(10) == 0;
            dialect.wire().answer(seed.status(), seed.headers(), body, piece, breaks);
            boolean streaming = random.nextInt(20) == 0 ? !seed.stream() : seed.stream();
            count(outcomes, read(dialect.provider(), streaming, streaming && seed.isEvents(), body));
            return body.length;
        });
    }

    private static String read(HttpProvider provider, boolean streaming, boolean streamed, byte[] body) {
        ProviderCall call = call(streaming);
        try (ProviderStream answer = provider.open(ChatRequest.of("Hi"), call)) {
            return read(answer, streamed, body);
        } catch (LlmException e) {
            assertThat(e.provider()).isEqualTo(provider.provider());
            assertThat(e.getMessage()).isNotBlank();
            return e.kind().name();
        }
    }

    private static String read(ProviderStream answer, boolean streamed, byte[] body) {
        int steps = 0;
        try {
            ChatEvent event = answer.next();
            while (!(event instanceof ChatEvent.Completed)) {
                assertThat(++steps).isLessThanOrEqualTo(4 * body.length + 16);
                event = answer.next();
            }
            ChatResponse whole = ((ChatEvent.Completed) event).response();
            assertThat(whole.toString()).isNotNull();
            boolean ended =
                    END.matcher(new String(body, StandardCharsets.ISO_8859_1)).find();
            assertThat(ended || !streamed)
                    .as("a stream that counts as whole had an end")
                    .isTrue();
            assertThat(whole.finishReason()).isNotNull();
            return "whole";
        } catch (LlmException e) {
            assertThat(answer.partial().content()).isNotNull();
            throw e;
        }
    }

    @Test
    void the_error_classifier_has_words_for_everything() throws InterruptedException {
        List<Seed> errors = SEEDS.stream()
                .filter(seed -> seed.status() >= 400 || seed.body().length < 3_000)
                .toList();
        new Fuzzing("errors", 500, 0.15).run((random, outcomes) -> {
            Seed seed = oneOf(random, errors);
            Mutator mutator = new Mutator(random, BODIES);
            byte[] body = mutator.spoilt(seed.body());
            Map<String, String> headers = spoilt(seed.headers(), random, mutator);
            int status = random.nextInt(3) == 0 ? random.nextInt(100, 600) : seed.status();
            LlmException failure =
                    Failures.classify(status, headers, body, Map.of(), NOW).build();
            assertThat(failure.getMessage()).isNotBlank().hasSizeLessThan(2_000);
            assertThat(failure.toString()).isNotNull();
            if (failure.retryAfter() != null) {
                assertThat(failure.retryAfter()).isBetween(Duration.ZERO, Duration.ofDays(1));
            }
            count(outcomes, failure.kind().name());
            return body.length + headers.toString().length();
        });
    }

    private static Map<String, String> spoilt(Map<String, String> headers, Random random, Mutator mutator) {
        List<String> names = List.of(
                "retry-after",
                "retry-after-ms",
                "date",
                "x-ratelimit-remaining-tokens",
                "x-ratelimit-reset-tokens",
                "x-amzn-errortype",
                "x-request-id");
        List<String> values = List.of(
                "0",
                "1",
                "-1",
                "1.5",
                "6m0s",
                "20 seconds",
                "1785542400",
                "1785542400000",
                "Sat, 01 Aug 2026 00:00:07 GMT",
                "2026-08-01T00:00:07Z",
                "999999999999999",
                "a:b#c",
                "1d2h3m4s5ms");
        Map<String, String> spoilt = new HashMap<>(headers);
        for (String name : names) {
            if (random.nextInt(3) == 0) {
                String value = oneOf(random, values);
                byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
                spoilt.put(
                        name,
                        random.nextBoolean()
                                ? value
                                : new String(mutator.spoilt(bytes), StandardCharsets.ISO_8859_1)
                                        .lines()
                                        .findFirst()
                                        .orElse(""));
            }
        }
        return spoilt;
    }

    @Test
    void any_conversation_is_written_as_json_or_refused_clearly() throws InterruptedException {
        List<Dialect> dialects = Dialect.all();
        new Fuzzing("requests", 500, 0.05).run((random, outcomes) -> {
            Dialect dialect = oneOf(random, dialects);
            ChatRequest request = new OddConversation(random).request();
            dialect.wire().answer(204, Map.of(), new byte[0], 1, false);
            String outcome = outcomeOf(() -> dialect.client().chat(request));
            byte[] sent = dialect.wire().sent();
            assertThat(outcome).as("it came to writing").isNotEqualTo("CIRCUIT_OPEN");
            if (!outcome.equals("UNSUPPORTED")) {
                assertThat(JsonValues.parse(sent)).isInstanceOf(Map.class);
            }
            count(outcomes, outcome);
            return sent.length;
        });
    }

    static String outcomeOf(Runnable call) {
        try {
            call.run();
            return "whole";
        } catch (LlmException e) {
            assertThat(e.getMessage()).as("a failure, not a defect").doesNotContain("client threw");
            return e.kind().name();
        }
    }

    static ProviderCall call(boolean streaming) {
        return new ProviderCall(streaming, 0, Timeouts.defaults(), null, SystemTime.INSTANCE, new Cancellation());
    }

    private static <T> T oneOf(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static void count(Map<String, Integer> outcomes, String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    private static final class InPieces extends InputStream {
        private final byte[] bytes;
        private final int piece;
        private int at;

        InPieces(byte[] bytes, int piece) {
            this.bytes = bytes;
            this.piece = piece;
        }

        @Override
        public int read() {
            return at < bytes.length ? bytes[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int from, int count) {
            if (at == bytes.length) {
                return -1;
            }
            int size = Math.min(Math.min(piece, count), bytes.length - at);
            System.arraycopy(bytes, at, into, from, size);
            at += size;
            return size;
        }
    }
}
