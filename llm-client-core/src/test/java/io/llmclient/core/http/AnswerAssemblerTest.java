package io.llmclient.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.llmclient.ChatEvent;
import io.llmclient.ChatResponse;
import io.llmclient.Content;
import io.llmclient.FinishReason;
import io.llmclient.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerAssemblerTest {

    private final AnswerAssembler answer = new AnswerAssembler("dialect", "model", 42, true, false);

    private List<ChatEvent> events() {
        List<ChatEvent> events = new ArrayList<>();
        for (ChatEvent event; (event = answer.poll()) != null; ) {
            events.add(event);
        }
        return events;
    }

    private ChatResponse whole() {
        answer.complete();
        return answer.response().build();
    }

    @Test
    void fragments_of_one_kind_make_one_part() {
        answer.text("Hel");
        answer.text("lo");
        answer.text("");
        answer.text(null);
        assertThat(events()).containsExactly(new ChatEvent.TextDelta("Hel"), new ChatEvent.TextDelta("lo"));
        assertThat(whole().content()).containsExactly(Content.text("Hello"));
    }

    @Test
    void another_kind_ends_a_part() {
        answer.thinking("hm");
        answer.text("a");
        answer.thinking("well");
        assertThat(whole().content())
                .containsExactly(
                        new Content.Thinking("hm", new Origin("dialect", "model")),
                        Content.text("a"),
                        new Content.Thinking("well", new Origin("dialect", "model")));
    }

    @Test
    void a_part_that_was_ended_is_not_continued() {
        answer.text("a");
        answer.endPart();
        answer.text("b");
        assertThat(whole().content()).containsExactly(Content.text("a"), Content.text("b"));
    }

    @Test
    void a_signature_belongs_to_the_part_in_progress() {
        answer.text("signed");
        answer.sign("s1");
        answer.endPart();
        answer.thinking("hm");
        answer.sign("old");
        answer.sign("s2");
        assertThat(whole().content())
                .containsExactly(
                        new Content.Text("signed", new Origin("dialect", "model", "s1")),
                        new Content.Thinking("hm", new Origin("dialect", "model", "s2")));
    }

    @Test
    void a_signature_without_a_part_is_a_thought_without_words() {
        answer.sign("s");
        assertThat(whole().content()).containsExactly(new Content.Thinking("", new Origin("dialect", "model", "s")));
    }

    @Test
    void a_tool_call_with_a_blank_name_is_none_until_its_name_comes() {
        answer.toolCall(0, "a", " ", "{}");
        answer.toolCall(1, "b", "\n", "{}");
        answer.toolCall(1, null, "g", null);
        assertThat(whole().toolCalls()).containsExactly(new Content.ToolCall("b", "g", "{}"));
    }

    @Test
    void fragments_of_a_tool_call_are_joined_by_index() {
        answer.toolCall(0, "a", "f", "");
        answer.toolCall(1, "b", "g", "");
        answer.toolCall(0, null, null, "{\"x\"");
        answer.toolCall(1, "", "", "{}");
        answer.toolCall(0, null, null, ":1}");
        assertThat(whole().toolCalls())
                .containsExactly(new Content.ToolCall("a", "f", "{\"x\":1}"), new Content.ToolCall("b", "g", "{}"));
    }

    @Test
    void a_server_that_makes_calls_without_end_does_not_keep_its_caller_searching() {
        assertTimeout(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 100_000; i++) {
                answer.toolCall(i, "by index", "f", "{}");
                answer.toolCall(-1, "id " + i, "f", "{}");
            }
        });
        assertThat(whole().toolCalls()).hasSize(200_000);
    }

    @Test
    void fragments_without_an_index_are_joined_by_id() {
        answer.toolCall(-1, "a", "f", "{");
        answer.toolCall(-1, "b", "g", "{");
        answer.toolCall(-1, "a", "f", "}");
        answer.toolCall(-1, "b", null, "}");
        assertThat(whole().toolCalls())
                .containsExactly(new Content.ToolCall("a", "f", "{}"), new Content.ToolCall("b", "g", "{}"));
    }

    @Test
    void a_call_that_is_whole_is_not_continued_by_another_one_with_its_id() {
        answer.toolCall(-1, "a", "f", "{\"x\":1}");
        answer.endPart();
        answer.toolCall(-1, "a", "f", "{\"x\":2}");
        answer.endPart();
        assertThat(whole().toolCalls())
                .extracting(Content.ToolCall::arguments)
                .containsExactly("{\"x\":1}", "{\"x\":2}");
    }

    @Test
    void fragments_without_index_and_id_continue_the_last_call() {
        answer.toolCall(-1, null, "f", "{");
        answer.toolCall(-1, null, null, "}");
        answer.toolCall(-1, null, "g", null);
        assertThat(whole().toolCalls())
                .extracting(Content.ToolCall::name, Content.ToolCall::arguments)
                .containsExactly(tuple("f", "{}"), tuple("g", "{}"));
    }

    @Test
    void another_id_and_name_under_a_known_index_is_another_call() {
        answer.toolCall(0, "a", "f", "{}");
        answer.toolCall(0, "b", "f", "{\"x\":1}");
        assertThat(whole().toolCalls())
                .containsExactly(new Content.ToolCall("a", "f", "{}"), new Content.ToolCall("b", "f", "{\"x\":1}"));
    }

    @Test
    void a_name_that_is_repeated_is_not_another_call() {
        answer.toolCall(0, "a", "f", "{");
        answer.toolCall(0, "a", "f", "}");
        answer.toolCall(0, "", "f", "");
        assertThat(whole().toolCalls()).containsExactly(new Content.ToolCall("a", "f", "{}"));
    }

    @Test
    void calls_without_an_id_get_one_that_differs() {
        answer.toolCall(-1, null, "f", "{}");
        answer.toolCall(-1, null, "f", "{}");
        assertThat(whole().toolCalls())
                .extracting(Content.ToolCall::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("call_[0-9a-z]+_\\d"));
    }

    @Test
    void missing_arguments_are_an_empty_object() {
        answer.toolCall(0, "a", "f", null);
        answer.toolCall(1, "b", "f", "null");
        answer.toolCall(2, "c", "f", "  ");
        assertThat(whole().toolCalls()).extracting(Content.ToolCall::arguments).containsOnly("{}");
    }

    @Test
    void a_tool_call_shows_as_start_fragments_and_whole() {
        answer.toolCall(0, "a", "f", "{");
        answer.toolCall(0, null, null, "}");
        answer.endPart();
        assertThat(events())
                .containsExactly(
                        new ChatEvent.ToolCallStarted(0, "a", "f"),
                        new ChatEvent.ToolCallDelta(0, "{"),
                        new ChatEvent.ToolCallDelta(0, "}"),
                        new ChatEvent.ToolCallCompleted(0, new Content.ToolCall("a", "f", "{}")));
    }

    @Test
    void a_tool_call_whose_name_comes_late_shows_when_it_has_one() {
        answer.toolCall(0, "a", null, "{");
        assertThat(events()).isEmpty();
        answer.toolCall(0, null, "f", "}");
        assertThat(events())
                .containsExactly(
                        new ChatEvent.ToolCallStarted(0, "a", "f"),
                        new ChatEvent.ToolCallDelta(0, "{"),
                        new ChatEvent.ToolCallDelta(0, "}"));
    }

    @Test
    void a_tool_call_is_handed_out_once() {
        answer.toolCall(0, "a", "f", "{}");
        answer.endPart();
        answer.finish(FinishReason.TOOL_CALLS, "tool_calls");
        answer.end();
        answer.complete();
        assertThat(events())
                .filteredOn(ChatEvent.ToolCallCompleted.class::isInstance)
                .hasSize(1);
    }

    @Test
    void a_half_tool_call_is_no_part_of_a_partial_answer() {
        answer.text("let me see");
        answer.toolCall(0, "a", "f", "{\"x\":");
        assertThat(answer.response().build().content()).containsExactly(Content.text("let me see"));
    }

    @Test
    void an_answer_that_asks_for_tools_says_so_whatever_the_wire_calls_it() {
        answer.toolCall(0, "a", "f", "{}");
        answer.finish(FinishReason.STOP, "STOP");
        assertThat(whole().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(whole().rawFinishReason()).isEqualTo("STOP");
    }

    @Test
    void an_answer_cut_for_length_stays_cut_though_it_asks_for_tools() {
        answer.toolCall(0, "a", "f", "{\"x\":");
        answer.finish(FinishReason.LENGTH, "length");
        assertThat(whole().finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void it_may_end_after_a_finish_reason_or_an_end_mark_only() {
        assertThat(answer.mayEnd()).isFalse();
        answer.text("a");
        assertThat(answer.mayEnd()).isFalse();
        answer.finish(FinishReason.STOP, "stop");
        assertThat(answer.mayEnd()).isTrue();
        assertThat(answer.ended()).isFalse();
    }

    @Test
    void a_whole_answer_makes_no_deltas() {
        AnswerAssembler quiet = new AnswerAssembler("dialect", "model", 42, false, false);
        quiet.text("hello");
        quiet.toolCall(0, "a", "f", "{}");
        quiet.complete();
        assertThat(quiet.poll()).isNull();
        assertThat(quiet.response().build().content()).hasSize(2);
    }

    @Test
    void whole_calls_that_share_an_index_and_have_no_ids_stay_apart() {
        answer.toolCall(0, "", "look", "{\"at\":1}");
        answer.toolCall(0, "", "look", "{\"at\":2}");
        answer.toolCall(0, null, "stop", "{}");
        assertThat(whole().toolCalls())
                .extracting(Content.ToolCall::name, Content.ToolCall::arguments)
                .containsExactly(tuple("look", "{\"at\":1}"), tuple("look", "{\"at\":2}"), tuple("stop", "{}"));
    }

    @Test
    void a_fragment_that_repeats_the_name_continues_its_call() {
        answer.toolCall(0, "a", "look", "{\"at\"");
        answer.toolCall(0, null, "look", ":1}");
        answer.toolCall(0, "", "look", "");
        assertThat(whole().toolCalls()).containsExactly(new Content.ToolCall("a", "look", "{\"at\":1}"));
    }
}
