package io.llmclient.examples.crashcard;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.FinishReason;
import io.llmclient.LlmException;
import io.llmclient.Route;
import io.llmclient.StreamInterruptedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The judge of the card has to be strict. */
class AnswerTest {

    private static final String WORDS = "one two three";

    @Test
    void the_exact_words_are_the_answer() {
        assertThat(answered(WORDS, WORDS).isExactly(WORDS)).isTrue();
    }

    @Test
    void fewer_words_without_an_error_are_neither_an_answer_nor_a_clean_error() {
        assertThat(answered("one two ", "one two ").isExactly(WORDS)).isFalse();
        assertThat(answered("one two ", "one two ").isCleanError(WORDS)).isFalse();
    }

    @Test
    void words_that_were_shown_twice_are_not_the_answer() {
        assertThat(answered("one " + WORDS, WORDS).isExactly(WORDS)).isFalse();
    }

    @Test
    void a_broken_stream_that_holds_what_was_shown_is_a_clean_error() {
        assertThat(broken("one two ", "one two ").isCleanError(WORDS)).isTrue();
        assertThat(broken("one two ", "one two ").isExactly(WORDS)).isFalse();
    }

    @Test
    void a_broken_stream_that_lost_words_is_no_clean_error() {
        assertThat(broken("one two ", "one ").isCleanError(WORDS)).isFalse();
    }

    @Test
    void a_failure_without_a_partial_answer_is_no_clean_error() {
        assertThat(failed("one ", FailureKind.SERVER_ERROR).isCleanError(WORDS)).isFalse();
    }

    @Test
    void a_content_policy_shows_as_a_failure_or_as_the_end_of_an_empty_answer() {
        assertThat(failed("", FailureKind.CONTENT_FILTERED).wasFiltered()).isTrue();
        assertThat(failed("", FailureKind.SERVER_ERROR).wasFiltered()).isFalse();
        assertThat(ended("", FinishReason.CONTENT_FILTER).wasFiltered()).isTrue();
        assertThat(ended("", FinishReason.STOP).wasFiltered()).isFalse();
    }

    private static Answer answered(String shown, String whole) {
        return new Answer(shown, response(whole, FinishReason.STOP), null, Duration.ZERO, Duration.ZERO);
    }

    private static Answer ended(String shown, FinishReason reason) {
        return new Answer(shown, response(shown, reason), null, Duration.ZERO, Duration.ZERO);
    }

    private static Answer broken(String shown, String partial) {
        LlmException failure = new StreamInterruptedException(
                failure(FailureKind.STREAM_INTERRUPTED), response(partial, FinishReason.ERROR), Route.none());
        return new Answer(shown, null, failure, Duration.ZERO, Duration.ZERO);
    }

    private static Answer failed(String shown, FailureKind kind) {
        return new Answer(shown, null, failure(kind), Duration.ZERO, Duration.ZERO);
    }

    private static LlmException failure(FailureKind kind) {
        return LlmException.builder(kind).message("as told").build();
    }

    private static ChatResponse response(String text, FinishReason reason) {
        return ChatResponse.builder().text(text).finishReason(reason, null).build();
    }
}
