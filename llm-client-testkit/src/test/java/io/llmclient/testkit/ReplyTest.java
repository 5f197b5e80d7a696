package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.FinishReason;
import io.llmclient.Origin;
import io.llmclient.Usage;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReplyTest {

    @Test
    void a_text_is_streamed_word_by_word_each_with_the_space_after_it() {
        assertThat(fragments(Reply.text("It rains\nin Bonn."))).containsExactly("It ", "rains\n", "in ", "Bonn.");
    }

    @Test
    void sixty_words_are_sixty_chunks() {
        assertThat(Reply.words(60).chunks()).hasSize(60);
    }

    @Test
    void the_chunks_of_a_part_say_where_it_begins_and_ends() {
        List<Chunk> chunks = Reply.thinking("Hm. Well.").andText("Yes.").chunks();

        assertThat(chunks).extracting(Chunk::part).containsExactly(0, 0, 1);
        assertThat(chunks).extracting(Chunk::first).containsExactly(true, false, true);
        assertThat(chunks).extracting(Chunk::last).containsExactly(false, true, true);
    }

    @Test
    void arguments_of_a_tool_call_come_in_three_fragments() {
        Reply reply = Reply.toolCall("weather", "{\"city\":\"Bonn\"}");

        assertThat(reply.chunks()).hasSize(3);
        assertThat(String.join("", fragments(reply))).isEqualTo("{\"city\":\"Bonn\"}");
    }

    @Test
    void arguments_are_never_cut_within_a_character() {
        String smileys = "😀😀😀😀";

        assertThat(fragments(Reply.toolCall("say", smileys)))
                .allSatisfy(fragment -> assertThat(fragment.codePoints()
                                        .filter(point -> point == 0x1F600)
                                        .count()
                                * 2)
                        .isEqualTo(fragment.length()));
    }

    @Test
    void short_arguments_come_in_fewer_fragments() {
        assertThat(fragments(Reply.toolCall("now", "{}"))).containsExactly("{", "}");
    }

    @Test
    void the_finish_reason_follows_from_the_parts() {
        assertThat(Reply.text("Hi").finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(Reply.text("Hi").andToolCall("now", "{}").finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(Reply.refusal("No.").finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
    }

    @Test
    void a_set_finish_reason_rules() {
        assertThat(Reply.toolCall("now", "{}").finishReason(FinishReason.LENGTH).finishReason())
                .isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void usage_counts_one_token_a_chunk_unless_it_is_set() {
        assertThat(Reply.words(3).usage()).isEqualTo(usage(10, 3));
        assertThat(Reply.words(3).usage(usage(7, 8)).usage()).isEqualTo(usage(7, 8));
    }

    @Test
    void a_signature_becomes_that_of_whoever_serves_the_reply() {
        Reply reply = Reply.thinking("Hm.").signed("sig");

        assertThat(reply.parts("anthropic.messages", "claude"))
                .containsExactly(new Content.Thinking("Hm.", new Origin("anthropic.messages", "claude", "sig")));
    }

    @Test
    void an_unsigned_thought_says_who_thought_it() {
        assertThat(Reply.thinking("Hm.").parts("openai.chat", "gpt"))
                .containsExactly(new Content.Thinking("Hm.", new Origin("openai.chat", "gpt")));
    }

    @Test
    void an_unsigned_tool_call_has_no_origin() {
        assertThat(Reply.empty().andToolCall("id", "now", "{}").parts("openai.chat", "gpt"))
                .containsExactly(new Content.ToolCall("id", "now", "{}"));
    }

    @Test
    void every_chunk_knows_the_signature_of_its_part() {
        assertThat(Reply.toolCall("now", "{}").signed("sig").chunks())
                .extracting(Chunk::signature)
                .containsOnly("sig");
    }

    @Test
    void there_must_be_something_to_sign() {
        assertThatIllegalStateException().isThrownBy(() -> Reply.empty().signed("sig"));
        assertThatIllegalStateException().isThrownBy(() -> Reply.refusal("No.").signed("sig"));
    }

    @Test
    void two_calls_of_one_tool_have_different_ids() {
        List<Content> calls =
                Reply.toolCall("now", "{}").andToolCall("now", "{}").parts("openai", "gpt");

        assertThat(calls).extracting(call -> ((Content.ToolCall) call).id()).doesNotHaveDuplicates();
    }

    @Test
    void changing_a_reply_leaves_the_first_one_as_it_was() {
        Reply first = Reply.text("Hi");

        first.andText("there").cutAfter(1).id("changed");

        assertThat(first.chunks()).hasSize(1);
        assertThat(first.ending()).isEqualTo(new Ending(Ending.How.WHOLE, 0, null));
        assertThat(first.id()).isNull();
    }

    @Test
    void a_whole_answer_takes_as_long_as_all_its_chunks() {
        Reply reply = Reply.words(5).firstTokenAfter(Duration.ofSeconds(3)).between(Duration.ofSeconds(1));

        assertThat(reply.wholeAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void each_ending_says_what_a_correct_client_reports() {
        Reply words = Reply.words(3);

        assertThat(words.kind(true)).isNull();
        assertThat(words.withoutTerminalMark().kind(true)).isNull();
        assertThat(words.cutAfter(1).kind(true)).isEqualTo(FailureKind.STREAM_INTERRUPTED);
        assertThat(words.resetAfter(1).kind(true)).isEqualTo(FailureKind.STREAM_INTERRUPTED);
        assertThat(words.stallAfter(1).kind(true)).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(words.failAfter(1, Fault.overloaded()).kind(true)).isEqualTo(FailureKind.OVERLOADED);
        assertThat(words.endless().kind(true)).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        assertThat(words.endless().kind(false)).isEqualTo(FailureKind.TIMED_OUT);
    }

    @Test
    void an_unreadable_event_spoils_a_whole_answer_but_not_a_stream() {
        assertThat(Reply.words(3).malformedAfter(1).kind(true)).isNull();
        assertThat(Reply.words(3).malformedAfter(1).kind(false)).isEqualTo(FailureKind.MALFORMED_RESPONSE);
    }

    @Test
    void a_fault_without_words_cannot_be_told_inside_a_stream() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reply.text("Hi").failAfter(0, Fault.hang()))
                .withMessageContaining("stallAfter");
    }

    @Test
    void nothing_can_break_before_the_first_chunk() {
        assertThatIllegalArgumentException().isThrownBy(() -> Reply.text("Hi").cutAfter(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Reply.text("Hi").malformedAfter(-1));
    }

    private static List<String> fragments(Reply reply) {
        return reply.chunks().stream().map(Chunk::fragment).collect(Collectors.toList());
    }

    private static Usage usage(long input, long output) {
        return Usage.builder().input(input).output(output).build();
    }

    @Test
    void only_words_can_be_endless() {
        assertThatIllegalStateException().isThrownBy(() -> Reply.empty().endless());
        assertThatIllegalStateException()
                .isThrownBy(() -> Reply.toolCall("weather", "{}").endless());
        assertThatIllegalStateException()
                .isThrownBy(() -> Reply.text("on").endless().andToolCall("weather", "{}"));
    }
}
