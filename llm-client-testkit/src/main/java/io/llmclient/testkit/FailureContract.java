package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.FinishReason;
import io.llmclient.LlmException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The part of {@link ProviderContract} about requests that fail before an answer begins. */
abstract class FailureContract extends AnswerContract {

    @TestFactory
    Stream<DynamicTest> each_error_is_reported_as_what_it_is() {
        return Stream.of(
                        Fault.rateLimited(),
                        Fault.quotaExhausted(),
                        Fault.overloaded(),
                        Fault.serverError(),
                        Fault.status(502),
                        Fault.status(503),
                        Fault.unauthorized(),
                        Fault.permissionDenied(),
                        Fault.modelNotFound(),
                        Fault.contextTooLong(),
                        Fault.requestTooLarge(),
                        Fault.invalidRequest("'temperature' is out of range"),
                        Fault.status(422))
                .flatMap(fault -> wholeAndStreamed(fault, this::assertReported));
    }

    private void assertReported(Fault fault, boolean streaming) {
        server.fail(fault);

        LlmException failure = failure(call(streaming));

        assertThat(failure.kind()).isEqualTo(fault.kind());
        assertThat(failure.status()).isEqualTo(lastRequest().status());
        assertThat(failure.provider()).isEqualTo(client.provider());
        assertThat(failure.model()).isEqualTo(client.model());
        assertThat(failure.getMessage()).isNotBlank();
        assertThat(failure.retryAfter()).isNull();
    }

    @Test
    void a_blocked_prompt_is_a_matter_of_content() {
        for (boolean streaming : List.of(false, true)) {
            server.fail(Fault.contentFiltered());
            try {
                // Where the service says 200 to a blocked prompt, it is an answer without content.
                ChatResponse answer = answer(streaming);
                assertThat(answer.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
            } catch (LlmException failure) {
                assertThat(failure.kind()).isEqualTo(FailureKind.CONTENT_FILTERED);
            }
        }
    }

    @Test
    void a_failure_names_the_request_id() {
        assumeFalse(speaks("gemini") || speaks("ollama"), "these services have no request id");
        server.fail(Fault.serverError());

        assertThat(failure(call(false)).requestId()).isEqualTo(lastRequest().requestId());
    }

    @TestFactory
    Stream<DynamicTest> the_time_to_wait_is_read_from() {
        Fault fault = Fault.rateLimited(Duration.ofSeconds(30));
        return Stream.of(Fault.Hint.values())
                // This service puts no time into its words.
                .filter(hint -> hint != Fault.Hint.BODY || !speaks("anthropic"))
                .map(hint -> dynamicTest(hint.name(), () -> assertHintIsRead(fault.as(hint))));
    }

    private void assertHintIsRead(Fault fault) {
        server.fail(fault);

        // A date has no parts of a second, and some time has passed since it was written.
        assertThat(failure(call(false)).retryAfter()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(31));
    }

    @Test
    void parts_of_a_second_are_read_as_well() {
        server.fail(Fault.rateLimited(Duration.ofMillis(1_500)).as(Fault.Hint.MILLIS));

        assertThat(failure(call(false)).retryAfter()).isEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void nobody_listening_is_a_failed_connection() {
        server.down(Fault.refused());

        LlmException failure = failure(call(false));

        assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_FAILED);
        assertThat(failure.status()).isNull();
    }

    @Test
    void a_reset_before_the_headers_is_a_failed_connection() {
        for (boolean streaming : List.of(false, true)) {
            server.fail(Fault.resetBeforeHeaders());
            assertThat(failure(call(streaming)).kind()).isEqualTo(FailureKind.CONNECTION_FAILED);
        }
        assertThat(server.requests())
                .as("nothing is tried again behind the caller's back")
                .hasSize(2);
    }

    @Test
    void a_reset_after_the_headers_is_an_interrupted_answer() {
        for (boolean streaming : List.of(false, true)) {
            server.fail(Fault.resetAfterHeaders());
            assertThat(failure(call(streaming)).kind()).isEqualTo(FailureKind.STREAM_INTERRUPTED);
        }
    }

    @TestFactory
    Stream<DynamicTest> a_body_that_is_no_answer_is_a_failure() {
        return Stream.of(Fault.garbage(), Fault.wrongContentType(), Fault.emptyBody(), Fault.endlessLine())
                .flatMap(fault -> wholeAndStreamed(fault, this::assertNoAnswer));
    }

    /** Whether such a body is malformed or broke off is a matter of taste; both are tried again, once. */
    private void assertNoAnswer(Fault fault, boolean streaming) {
        server.fail(fault);

        assertThat(failure(call(streaming)).kind())
                .isIn(FailureKind.MALFORMED_RESPONSE, FailureKind.STREAM_INTERRUPTED);
    }

    @TestFactory
    Stream<DynamicTest> a_body_that_breaks_the_framing_or_the_limits_is_a_failure_of_its_kind() {
        return Stream.of(
                        Fault.wrongLength(), Fault.halfChunk(), Fault.brokenChunk(), Fault.deepJson(), Fault.gzipBomb())
                .flatMap(fault -> wholeAndStreamed(fault, this::assertOfItsKind));
    }

    private void assertOfItsKind(Fault fault, boolean streaming) {
        server.fail(fault);

        assertThat(failure(call(streaming)).kind()).isEqualTo(fault.kind());
    }

    @TestFactory
    Stream<DynamicTest> what_never_ends_is_left_by_closing_the_socket() {
        return Stream.of(Fault.endlessLine(), Fault.brokenChunk(), Fault.gzipBomb(), Fault.headerFlood())
                .flatMap(fault -> wholeAndStreamed(fault, this::assertLeft));
    }

    private void assertLeft(Fault fault, boolean streaming) {
        server.fail(fault);

        failure(call(streaming));

        assertThat(lastRequest().awaitClientClose(LIMIT_WITH_SLACK))
                .as("the client closes the socket")
                .isTrue();
    }

    /** Whether there was a connection, or an answer that makes no sense, is a matter of taste. */
    @Test
    void headers_without_end_are_no_answer() {
        for (boolean streaming : List.of(false, true)) {
            server.fail(Fault.headerFlood());
            assertThat(failure(call(streaming)).kind())
                    .isIn(FailureKind.CONNECTION_FAILED, FailureKind.MALFORMED_RESPONSE);
        }
    }

    private static Stream<DynamicTest> wholeAndStreamed(Fault fault, BiConsumer<Fault, Boolean> test) {
        return Stream.of(
                dynamicTest(fault + " whole", () -> test.accept(fault, false)),
                dynamicTest(fault + " streamed", () -> test.accept(fault, true)));
    }

    @Test
    void half_a_body_and_a_broken_one_are_no_answers() {
        server.reply(Reply.words(50).cutAfter(10))
                .reply(Reply.words(50).malformedAfter(0))
                .reply(Reply.words(50).resetAfter(3));

        for (int i = 0; i < 3; i++) {
            assertThat(failure(call(false)).kind())
                    .isIn(FailureKind.MALFORMED_RESPONSE, FailureKind.STREAM_INTERRUPTED);
        }
    }

    @Test
    void the_key_appears_nowhere_even_when_the_provider_repeats_it() {
        server.enqueue(
                Fault.unauthorized(),
                Fault.invalidRequest("no access with " + KEY),
                Fault.resetBeforeHeaders(),
                Fault.garbage(),
                Reply.words(3).failAfter(1, Fault.invalidRequest("no access with " + KEY)));

        for (int i = 0; i < 5; i++) {
            assertNoKeyIn(failure(call(i == 4)));
        }
        assertThat(client.toString()).doesNotContain(KEY);
        assertThat(ChatRequest.of("Hi").toString()).doesNotContain(KEY);
    }

    private static void assertNoKeyIn(LlmException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain(KEY);
        }
        assertThat(String.valueOf(failure.code())).doesNotContain(KEY);
    }

    @Test
    void the_key_reaches_the_server() {
        server.reply("Hi");

        whole();

        assertKeysThatReachedTheServer(KEY);
    }

    @Test
    void each_of_several_keys_is_shown_when_it_is_told_to_and_kept_secret_as_one_is() {
        List<String> keys = List.of(KEY, OTHER_KEY);
        useClientWith(keys);
        assertThat(client.toString()).doesNotContain(keys);

        for (int key = client.keys() - 1; key >= 0; key--) {
            server.fail(Fault.invalidRequest("no access with " + keys.get(key)));

            LlmException failure = failure(callWithKey(key));

            assertKeysThatReachedTheServer(keys.get(key));
            assertThat(failure.toString()).doesNotContain(keys);
        }
    }

    private void useClientWith(List<String> keys) {
        client.close();
        client = openClient(server.url(), keys);
    }

    private void assertKeysThatReachedTheServer(String key) {
        assertThat(lastRequest().headers().values().stream().flatMap(List::stream))
                .as("a header that carries the key, and none that carries another")
                .anyMatch(value -> value.endsWith(key))
                .noneMatch(value -> value.contains(key.equals(KEY) ? OTHER_KEY : KEY));
    }
}
