package io.llmclient.testkit;

import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmclient.Attempt;
import io.llmclient.Candidate;
import io.llmclient.ChatResponse;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.FinishReason;
import io.llmclient.LlmException;
import io.llmclient.Route;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LlmAssertionsTest {

    private static final Candidate FIRST = new Candidate("openai", "gpt", 0);
    private static final Candidate SECOND = new Candidate("anthropic", "claude", 1);
    private static final Candidate THIRD = new Candidate("gemini", "flash", 2);

    private static final Route LONG_WAY = route(failed(FIRST), failed(FIRST), skipped(SECOND), served(THIRD));
    private static final Route WAY_OF_KEYS = route(
            Attempt.builder(FIRST).key(1).build(),
            failed(SECOND),
            Attempt.builder(FIRST).key(2).build());
    private static final Route SHORT_WAY = route(served(FIRST));
    private static final Route DEAD_END = route(failed(FIRST), failed(SECOND));

    private static final ChatResponse ANSWER = ChatResponse.builder()
            .content(List.of(Content.text("Hello"), new Content.ToolCall("id", "now", "{}")))
            .finishReason(FinishReason.TOOL_CALLS, "tool_calls")
            .route(LONG_WAY)
            .build();

    @Test
    void an_answer_that_is_as_expected_passes() {
        assertThat(ANSWER)
                .wasServedBy("gemini")
                .wasServedBy("gemini/flash")
                .isDegraded()
                .afterAttempts(3)
                .hasText("Hello")
                .hasFinishReason(FinishReason.TOOL_CALLS)
                .hasToolCall("now");
    }

    @Test
    void each_word_about_an_answer_can_fail() {
        fails(() -> assertThat(ANSWER).wasServedBy("openai"), "served by openai");
        fails(() -> assertThat(ANSWER).isNotDegraded(), "first choice");
        fails(() -> assertThat(ANSWER).afterAttempts(1), "expected 1 attempt(s), but there were 3");
        fails(() -> assertThat(ANSWER).hasText("Bye"), "<Bye>");
        fails(() -> assertThat(ANSWER).hasFinishReason(FinishReason.STOP), "TOOL_CALLS");
        fails(() -> assertThat(ANSWER).hasToolCall("then"), "[now]");
        fails(() -> assertThat(ANSWER.toBuilder().route(SHORT_WAY).build()).isDegraded(), "another than");
    }

    @Test
    void a_failure_says_what_happened_with_the_trail() {
        fails(() -> assertThat(ANSWER).wasServedBy("openai"), "openai/gpt 429 in 0 ms");
    }

    @Test
    void no_answer_fails_instead_of_breaking() {
        fails(() -> assertThat((ChatResponse) null).isDegraded(), "not to be null");
    }

    @Test
    void a_route_that_is_as_expected_passes() {
        assertThat(LONG_WAY)
                .wasServedBy("gemini")
                .isDegraded()
                .hasAttempts(3)
                .visited("openai", "anthropic/claude", "gemini");
        assertThat(SHORT_WAY).isNotDegraded().usedKeys();
        assertThat(WAY_OF_KEYS).usedKeys(1, 2);
        assertThat(DEAD_END).wasServedByNobody().isNotDegraded();
    }

    @Test
    void each_word_about_a_route_can_fail() {
        fails(() -> assertThat(DEAD_END).wasServedBy("openai"), "it was nobody");
        fails(() -> assertThat(SHORT_WAY).wasServedByNobody(), "served by openai/gpt");
        fails(() -> assertThat(SHORT_WAY).isDegraded(), "another than");
        fails(() -> assertThat(LONG_WAY).isNotDegraded(), "first choice");
        fails(() -> assertThat(LONG_WAY).hasAttempts(4), "there were 3");
        fails(() -> assertThat(LONG_WAY).visited("openai", "gemini", "anthropic"), "expected the way");
        fails(() -> assertThat(LONG_WAY).visited("openai"), "expected the way");
        fails(() -> assertThat(WAY_OF_KEYS).usedKeys(2, 1), "expected the keys [2, 1], but they were [1, 2]");
        fails(() -> assertThat(SHORT_WAY).usedKeys(1), "expected the keys");
    }

    @Test
    void a_failure_that_is_as_expected_passes() {
        assertThatFailureOf(() -> {
                    throw limited().toBuilder().route(DEAD_END).build();
                })
                .hasKind(FailureKind.RATE_LIMITED)
                .hasStatus(429)
                .failedAfterAttempts(2)
                .hasMessage("slow down");
    }

    @Test
    void each_word_about_a_failure_can_fail() {
        fails(() -> assertThat(limited()).hasKind(FailureKind.OVERLOADED), "expected OVERLOADED");
        fails(() -> assertThat(limited()).hasStatus(503), "status 503");
        fails(() -> assertThat(limited()).failedAfterAttempts(1), "there were 0");
    }

    @Test
    void a_call_that_does_not_fail_or_fails_otherwise_is_no_failure_of_ours() {
        fails(() -> assertThatFailureOf(() -> {}), "not to be null");
        fails(
                () -> assertThatFailureOf(() -> {
                    throw new IllegalStateException("other");
                }),
                "IllegalStateException");
    }

    @Test
    void it_can_be_imported_beside_the_other_assertions() {
        assertThat(ANSWER.text()).isEqualTo("Hello");
    }

    private static void fails(ThrowingCallable assertion, String words) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessageContaining(words);
    }

    private static LlmException limited() {
        return LlmException.builder(FailureKind.RATE_LIMITED)
                .message("slow down")
                .status(429)
                .build();
    }

    private static Route route(Attempt... attempts) {
        return new Route(List.of(attempts), Duration.ZERO);
    }

    private static Attempt served(Candidate candidate) {
        return Attempt.builder(candidate).build();
    }

    private static Attempt failed(Candidate candidate) {
        return Attempt.builder(candidate)
                .outcome(Attempt.Outcome.FAILED, limited())
                .build();
    }

    private static Attempt skipped(Candidate candidate) {
        return Attempt.builder(candidate)
                .outcome(Attempt.Outcome.SKIPPED, limited())
                .build();
    }
}
