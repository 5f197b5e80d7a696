package io.llmclient.testkit;

import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.llmclient.ChatEvent;
import io.llmclient.ChatResponse;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.FinishReason;
import io.llmclient.Origin;
import io.llmclient.Timeouts;
import io.llmclient.Usage;
import io.llmclient.spi.ProviderStream;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Answers of a fake provider that begin and don't end well. */
@ExtendWith(LlmTestExtension.class)
class FakeProviderBreaksTest {

    private static final Reply WORDS = Reply.words(3);

    private FakeProvider provider;
    private Calls calls;

    @BeforeEach
    void set(Stage stage) {
        provider = stage.provider("openai");
        calls = new Calls(stage.time());
    }

    @Test
    void a_cut_stream_breaks_after_its_last_chunk() {
        try (ProviderStream stream = calls.stream(provider.reply(WORDS.cutAfter(2)))) {
            pull(stream, 2);

            assertThatFailureOf(stream::next)
                    .hasKind(FailureKind.STREAM_INTERRUPTED)
                    .hasStatus(200);
            assertThat(stream.partial().text()).isEqualTo("word1 word2 ");
        }
    }

    @Test
    void a_reset_stream_breaks_even_when_all_words_are_there() {
        try (ProviderStream stream = calls.stream(provider.reply(WORDS.resetAfter(99)))) {
            pull(stream, 3);

            assertThatFailureOf(stream::next).hasKind(FailureKind.STREAM_INTERRUPTED);
        }
    }

    @Test
    void an_error_event_is_thrown_with_its_own_kind() {
        try (ProviderStream stream = calls.stream(provider.reply(WORDS.failAfter(0, Fault.overloaded())))) {
            assertThatFailureOf(stream::next).hasKind(FailureKind.OVERLOADED).hasStatus(200);
        }
    }

    @Test
    void an_error_inside_a_whole_answer_is_the_error_itself() {
        provider.reply(WORDS.failAfter(1, Fault.overloaded()));

        assertThatFailureOf(() -> calls.whole(provider))
                .hasKind(FailureKind.OVERLOADED)
                .hasStatus(503);
    }

    @Test
    void a_cut_whole_answer_breaks_when_it_is_read() {
        try (ProviderStream stream = calls.whole(provider.reply(WORDS.cutAfter(1)))) {
            assertThatFailureOf(stream::next).hasKind(FailureKind.STREAM_INTERRUPTED);
        }
    }

    @Test
    void an_unreadable_event_is_skipped_and_counted() {
        var events = calls.events(provider.reply(WORDS.malformedAfter(1)));

        ChatResponse answer = ((ChatEvent.Completed) events.get(3)).response();
        assertThat(answer).hasText("word1 word2 word3");
        assertThat(answer.skippedEvents()).isEqualTo(1);
    }

    @Test
    void an_unreadable_whole_answer_fails() {
        try (ProviderStream stream = calls.whole(provider.reply(WORDS.malformedAfter(1)))) {
            assertThatFailureOf(stream::next).hasKind(FailureKind.MALFORMED_RESPONSE);
        }
    }

    @Test
    void an_answer_without_its_terminal_mark_is_whole() {
        assertThat(calls.events(provider.reply(WORDS.withoutTerminalMark()))).hasSize(4);
    }

    @Test
    void a_stream_that_broke_is_not_read_again() {
        try (ProviderStream stream = calls.stream(provider.reply(WORDS.cutAfter(0)))) {
            assertThatFailureOf(stream::next).hasKind(FailureKind.STREAM_INTERRUPTED);

            assertThatIllegalStateException().isThrownBy(stream::next).withMessageContaining("failed");
        }
    }

    @Test
    void a_partial_answer_is_not_taken_for_whole() {
        try (ProviderStream stream = calls.stream(provider.reply(WORDS))) {
            pull(stream, 1);

            assertThat(stream.partial()).hasText("word1 ").hasFinishReason(FinishReason.OTHER);
            assertThat(stream.partial().usage()).isEqualTo(Usage.unknown());
        }
    }

    @Test
    void a_partial_answer_is_empty_before_the_first_event_and_whole_after_the_last() {
        try (ProviderStream stream = calls.stream(provider.reply(WORDS))) {
            assertThat(stream.partial().content()).isEmpty();
            pull(stream, 4);
            assertThat(stream.partial()).hasText("word1 word2 word3").hasFinishReason(FinishReason.STOP);
        }
    }

    @Test
    void a_partial_thought_is_not_signed_yet() {
        Reply reply = Reply.thinking("Well, well.").signed("sig");
        try (ProviderStream stream = calls.stream(provider.reply(reply))) {
            pull(stream, 1);

            assertThat(stream.partial().content())
                    .containsExactly(new Content.Thinking("Well, ", new Origin("openai", "openai-model")));
        }
    }

    @Test
    void a_tool_call_that_is_not_whole_is_no_part_of_a_partial_answer() {
        Reply reply = Reply.empty().andToolCall("id", "add", "{\"a\":1}").cutAfter(2);
        try (ProviderStream stream = calls.stream(provider.reply(reply))) {
            pull(stream, 3);
            assertThatFailureOf(stream::next).hasKind(FailureKind.STREAM_INTERRUPTED);

            assertThat(stream.partial().content()).isEmpty();
        }
    }

    @Test
    void an_endless_stream_goes_on_as_long_as_it_is_pulled() {
        try (ProviderStream stream =
                calls.stream(provider.reply(Reply.text("on and on ").endless()))) {
            pull(stream, 1_000);

            assertThat(stream.partial().text()).isEqualTo("on and " + "on ".repeat(998));
        }
    }

    @Test
    void an_endless_stream_ends_with_the_deadline() {
        provider.reply(Reply.text("on ").between(Duration.ofSeconds(1)).endless());

        try (ProviderStream stream = calls.withDeadline(Duration.ofMinutes(1)).stream(provider)) {
            pull(stream, 60);

            assertThatFailureOf(() -> pull(stream, 2)).hasKind(FailureKind.DEADLINE_EXCEEDED);
        }
    }

    @Test
    void an_endless_answer_times_out_unstreamed() {
        try (ProviderStream stream =
                calls.whole(provider.reply(Reply.text("on ").endless()))) {
            assertThatFailureOf(stream::next).hasKind(FailureKind.TIMED_OUT);
        }
    }

    @Test
    void a_trickle_times_out_like_silence(Stage stage) {
        provider.fail(Fault.trickle(Duration.ofSeconds(1)));

        assertThatFailureOf(() -> calls.stream(provider)).hasKind(FailureKind.TIMED_OUT);

        assertThat(stage.time().elapsed()).isEqualTo(Timeouts.defaults().firstToken());
    }

    private static void pull(ProviderStream stream, int events) {
        for (int i = 0; i < events; i++) {
            stream.next();
        }
    }
}
