package io.llmclient.providers;

import static io.llmclient.providers.OverTheWire.answer;
import static io.llmclient.providers.OverTheWire.other;
import static io.llmclient.providers.OverTheWire.provider;
import static io.llmclient.providers.OverTheWire.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.FailureKind;
import io.llmclient.LlmClient;
import io.llmclient.LlmException;
import io.llmclient.RetryPolicy;
import io.llmclient.Timeouts;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each failure means for the candidate that fails and for the next one, as the README's table promises. */
@ExtendWith(LlmTestExtension.class)
class FailureTableOverTheWireTest {

    /** A way for a server to cause a kind, and what a client with the defaults must make of it. */
    record Row(FailureKind kind, Fault fault, int asked, Second second, NextCall next) {

        @Override
        public String toString() {
            return kind + " by " + fault;
        }
    }

    enum Second {
        ANSWERS,
        IS_NOT_ASKED
    }

    enum NextCall {
        ASKS_THE_FIRST,
        SKIPS_THE_FIRST
    }

    private static final List<Row> TABLE = List.of(
            row(FailureKind.CONNECTION_FAILED, Fault.resetBeforeHeaders(), 3, Second.ANSWERS, NextCall.SKIPS_THE_FIRST),
            row(FailureKind.SERVER_ERROR, Fault.status(500), 3, Second.ANSWERS, NextCall.SKIPS_THE_FIRST),
            row(FailureKind.SERVER_ERROR, Fault.status(502), 3, Second.ANSWERS, NextCall.SKIPS_THE_FIRST),
            row(FailureKind.OVERLOADED, Fault.overloaded(), 3, Second.ANSWERS, NextCall.SKIPS_THE_FIRST),
            row(FailureKind.RATE_LIMITED, Fault.rateLimited(), 3, Second.ANSWERS, NextCall.SKIPS_THE_FIRST),
            row(FailureKind.STREAM_INTERRUPTED, Fault.resetAfterHeaders(), 3, Second.ANSWERS, NextCall.SKIPS_THE_FIRST),
            row(FailureKind.STREAM_INTERRUPTED, Fault.wrongLength(), 3, Second.ANSWERS, NextCall.SKIPS_THE_FIRST),
            row(FailureKind.STREAM_INTERRUPTED, Fault.halfChunk(), 3, Second.ANSWERS, NextCall.SKIPS_THE_FIRST),
            row(FailureKind.MALFORMED_RESPONSE, Fault.garbage(), 2, Second.ANSWERS, NextCall.ASKS_THE_FIRST),
            row(FailureKind.MALFORMED_RESPONSE, Fault.brokenChunk(), 2, Second.ANSWERS, NextCall.ASKS_THE_FIRST),
            row(FailureKind.TIMED_OUT, Fault.hang(), 1, Second.ANSWERS, NextCall.ASKS_THE_FIRST),
            row(FailureKind.QUOTA_EXHAUSTED, Fault.quotaExhausted(), 1, Second.ANSWERS, NextCall.SKIPS_THE_FIRST),
            row(FailureKind.AUTHENTICATION, Fault.unauthorized(), 1, Second.ANSWERS, NextCall.SKIPS_THE_FIRST),
            row(FailureKind.PERMISSION, Fault.permissionDenied(), 1, Second.ANSWERS, NextCall.SKIPS_THE_FIRST),
            row(FailureKind.MODEL_UNAVAILABLE, Fault.modelNotFound(), 1, Second.ANSWERS, NextCall.SKIPS_THE_FIRST),
            row(FailureKind.CONTEXT_TOO_LONG, Fault.contextTooLong(), 1, Second.ANSWERS, NextCall.ASKS_THE_FIRST),
            row(FailureKind.REQUEST_TOO_LARGE, Fault.requestTooLarge(), 1, Second.ANSWERS, NextCall.ASKS_THE_FIRST),
            row(FailureKind.CONTENT_FILTERED, Fault.contentFiltered(), 1, Second.IS_NOT_ASKED, NextCall.ASKS_THE_FIRST),
            row(
                    FailureKind.INVALID_REQUEST,
                    Fault.invalidRequest("no"),
                    1,
                    Second.IS_NOT_ASKED,
                    NextCall.ASKS_THE_FIRST));

    private static Row row(FailureKind kind, Fault fault, int asked, Second second, NextCall next) {
        return new Row(kind, fault, asked, second, next);
    }

    /** What no server causes: the caller, the clock, the breaker and the adapter do. */
    private static final Set<FailureKind> NOT_BY_A_SERVER = EnumSet.of(
            FailureKind.CANCELLED, FailureKind.DEADLINE_EXCEEDED, FailureKind.CIRCUIT_OPEN, FailureKind.UNSUPPORTED);

    @Test
    void every_kind_that_a_server_can_cause_has_a_row() {
        Set<FailureKind> rows = TABLE.stream().map(Row::kind).collect(Collectors.toSet());

        assertThat(rows).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(NOT_BY_A_SERVER)));
    }

    static Stream<Arguments> everywhere() {
        return Stream.of("openai", "anthropic", "gemini")
                .flatMap(dialect -> TABLE.stream()
                        .flatMap(
                                row -> Stream.of(false, true).map(streaming -> Arguments.of(dialect, row, streaming))));
    }

    @ParameterizedTest(name = "{0}, {1}, streaming: {2}")
    @MethodSource("everywhere")
    void a_failure_means_what_the_table_says(String dialect, Row row, boolean streaming, Stage stage) {
        ProviderServer first = server(stage, dialect).otherwise(row.fault());
        ProviderServer second = other(stage, dialect).otherwise(Reply.text("here I am"));
        try (LlmClient client = client(first, second, row.kind())) {
            assertThat(kindOfFirstFailure(client, streaming)).isEqualTo(reported(dialect, row));
            assertThat(first.requests()).as("requests to the first").hasSize(row.asked());
            assertThat(second.requests()).as("requests to the second").hasSize(row.second() == Second.ANSWERS ? 1 : 0);

            first.forgetRequests();
            kindOfFirstFailure(client, streaming);
            assertThat(first.requests().isEmpty())
                    .as("the next call skips the first")
                    .isEqualTo(row.next() == NextCall.SKIPS_THE_FIRST);
        }
    }

    /** Gemini says that a prompt is blocked in an answer, which is none of the failures. */
    private static String reported(String dialect, Row row) {
        boolean answer = dialect.equals("gemini") && row.kind() == FailureKind.CONTENT_FILTERED;
        return answer ? "none" : row.kind().name();
    }

    private static String kindOfFirstFailure(LlmClient client, boolean streaming) {
        LlmException failure;
        try {
            failure = answer(client, streaming).route().attempts().get(0).failure();
        } catch (LlmException e) {
            failure = e;
        }
        return failure == null ? "none" : failure.kind().name();
    }

    /** The defaults, but with waits that a test can wait for. */
    private static LlmClient client(ProviderServer first, ProviderServer second, FailureKind kind) {
        Duration limit = Duration.ofMillis(250);
        Timeouts impatient = Timeouts.defaults().withFirstToken(limit).withAnswer(limit);
        return ResilientLlmClient.builder()
                .provider(provider(first)
                        .capabilities(can -> can.withContextWindow(8_000))
                        .timeouts(kind == FailureKind.TIMED_OUT ? impatient : Timeouts.defaults()))
                .provider(provider(second).capabilities(can -> can.withContextWindow(1_000_000)))
                .retry(RetryPolicy.defaults().withBackoff(Duration.ofMillis(1), Duration.ofMillis(16)))
                .build();
    }
}
