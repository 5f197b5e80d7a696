package io.llmclient.providers;

import static io.llmclient.providers.OverTheWire.answer;
import static io.llmclient.providers.OverTheWire.other;
import static io.llmclient.providers.OverTheWire.provider;
import static io.llmclient.providers.OverTheWire.server;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.LlmClient;
import io.llmclient.RetryPolicy;
import io.llmclient.StreamRecovery;
import io.llmclient.Timeouts;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.testkit.Behaviour;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that means harm costs one attempt: some time, some memory, and the next candidate answers. */
@ExtendWith(LlmTestExtension.class)
class HostileServerTest {

    private static final Duration LIMIT = Duration.ofMillis(500);

    /** The limit of a first candidate's one attempt, and what a busy machine needs for the rest. */
    private static final Duration LIMIT_WITH_SLACK = Duration.ofSeconds(15);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int MB = 1 << 20;

    /** A way to harm, and what the one attempt that meets it may allocate on the thread of the call. */
    record Harm(String name, Behaviour behaviour, FailureKind kind, int megabytes) {
        Harm(Fault fault, int megabytes) {
            this(fault.type().name(), fault, fault.kind(), megabytes);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Harm> HARMS = List.of(
            new Harm(Fault.trickle(Duration.ofMillis(20)), 8),
            new Harm(Fault.endlessLine(), 100),
            new Harm(Fault.deepJson(), 8),
            new Harm(Fault.gzipBomb(), 100),
            new Harm(Fault.headerFlood(), 8),
            new Harm(Fault.brokenChunk(), 8));

    static Stream<Arguments> harms() {
        return Stream.of("openai", "anthropic", "gemini")
                .flatMap(dialect -> HARMS.stream()
                        .flatMap(harm ->
                                Stream.of(false, true).map(streaming -> Arguments.of(dialect, harm, streaming))));
    }

    @ParameterizedTest(name = "{0}, {1}, streaming: {2}")
    @MethodSource("harms")
    void the_next_candidate_answers_in_bounded_time_and_memory(
            String dialect, Harm harm, boolean streaming, Stage stage) {
        ProviderServer hostile = server(stage, dialect).otherwise(harm.behaviour());
        ProviderServer good = other(stage, dialect).otherwise(Reply.text("here I am"));
        try (LlmClient client = client(hostile, good)) {
            assertCostsOneAttempt(client, good, harm, streaming);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void words_without_end_are_too_much_at_some_size_and_the_next_candidate_answers(String dialect, Stage stage) {
        Harm words = new Harm(
                "endless words",
                Reply.text("on and " + "on".repeat(500)).endless(),
                FailureKind.MALFORMED_RESPONSE,
                600);
        ProviderServer hostile = server(stage, dialect).otherwise(words.behaviour());
        ProviderServer good = other(stage, dialect).otherwise(Reply.text("here I am"));
        try (LlmClient client = client(hostile, good)) {
            assertCostsOneAttempt(client, good, words, true);
        }
    }

    private static LlmClient client(ProviderServer... servers) {
        ResilientLlmClient.Builder builder = ResilientLlmClient.builder()
                .retry(RetryPolicy.never())
                .streamRecovery(StreamRecovery.HOLD)
                .timeouts(Timeouts.defaults()
                        .withFirstToken(LIMIT)
                        .withStall(LIMIT)
                        .withAnswer(LIMIT));
        for (ProviderServer server : servers) {
            builder.provider(provider(server));
        }
        return builder.build();
    }

    private static void assertCostsOneAttempt(LlmClient client, ProviderServer good, Harm harm, boolean streaming) {
        long before = THREADS.getCurrentThreadAllocatedBytes();

        ChatResponse answer = answer(client, streaming);

        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(answer).hasText("here I am").wasServedBy(good.provider()).afterAttempts(2);
        // On a busy machine the time may be up before the size is.
        assertThat(answer.route().attempts().get(0).failure().kind()).isIn(harm.kind(), FailureKind.TIMED_OUT);
        assertThat(answer.route().duration()).isLessThan(LIMIT_WITH_SLACK);
        assertThat(allocated).isLessThan((long) harm.megabytes() * MB);
    }
}
