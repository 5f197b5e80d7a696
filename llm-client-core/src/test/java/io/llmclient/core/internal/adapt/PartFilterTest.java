package io.llmclient.core.internal.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.Origin;
import io.llmclient.spi.Feature;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartFilterTest {

    private static final Origin FABLE = new Origin("anthropic.messages", "claude-fable-5-1", "EqQBCgIYAhIM");
    private static final Content MARK = new Content.CachePoint(null);

    @Test
    void thinking_goes_back_to_the_model_that_thought_it() {
        Content.Thinking own = new Content.Thinking("Hm.", Model.CLAUDE.signed("EqQBCgIYAhIM"));
        ChatRequest request =
                Model.request(Message.user("Hi"), Message.assistant(own, Content.text("Hello")), Message.user("Bye"));

        assertThat(Model.CLAUDE.adapt(request).request()).isSameAs(request);
    }

    @Test
    void thinking_of_another_model_is_dropped_even_when_the_dialect_is_the_same() {
        Adapted adapted = Model.CLAUDE.adapt(
                Message.user("Hi"),
                Message.assistant(
                        new Content.Thinking("Hm.", FABLE), new Content.Thinking("Aha.", FABLE), Content.text("Hello")),
                Message.user("Bye"));

        assertThat(adapted.request().messages())
                .containsExactly(Message.user("Hi"), Message.assistant("Hello"), Message.user("Bye"));
        assertThat(adapted.adjustments())
                .containsExactly("dropped 2 thinking parts of anthropic.messages/claude-fable-5-1");
    }

    @Test
    void thinking_of_unknown_origin_is_replayed_to_nobody() {
        Adapted adapted = Model.GPT.adapt(
                Message.user("Hi"), Message.assistant(new Content.Thinking("Hm.", null), Content.text("Hello")));

        assertThat(adapted.request().messages()).endsWith(Message.assistant("Hello"));
        assertThat(adapted.adjustments()).containsExactly("dropped 1 thinking part of unknown origin");
    }

    @Test
    void arguments_that_are_no_object_are_put_into_one_where_only_objects_are_taken() {
        Content.ToolCall cut = new Content.ToolCall(
                "call_1", "search", "{\"q\":", Model.without().signed("c2ln"));
        Content.ToolCall list = new Content.ToolCall("call_2", "search", "[1]");
        Content.ToolCall fine = new Content.ToolCall("call_3", "search", "{}");
        Message[] messages = {
            Message.user("Hi"),
            Message.assistant(cut, list, fine),
            Message.toolResult(cut, "a"),
            Message.toolResult(list, "b"),
            Message.toolResult(fine, "c")
        };

        Adapted adapted = Model.without(Feature.ARGUMENTS_AS_TEXT).adapt(messages);

        assertThat(adapted.request().messages().get(1))
                .isEqualTo(Message.assistant(
                        new Content.ToolCall("call_1", "search", "{\"_raw\":\"{\\\"q\\\":\"}", cut.origin()),
                        new Content.ToolCall("call_2", "search", "{\"_raw\":\"[1]\"}"),
                        fine));
        assertThat(adapted.adjustments())
                .containsExactly("put the arguments of 2 tool calls into an object: they are none");
        assertThat(Model.without().adapt(messages).adjustments()).isEmpty();
    }

    @Test
    void vectors_are_read_by_no_chat_model() {
        Adapted adapted = Model.GPT.adapt(
                Message.user("Hi"),
                Message.assistant(new Content.Vector(new float[] {1}), Content.text("Hello")),
                Message.user("Bye"));

        assertThat(adapted.request().messages())
                .containsExactly(Message.user("Hi"), Message.assistant("Hello"), Message.user("Bye"));
        assertThat(adapted.adjustments()).containsExactly("dropped 1 vector");
    }

    @Test
    void opaque_parts_go_back_to_their_model_only() {
        Content own = new Content.Opaque("redacted_thinking", "{\"data\":\"x\"}", Model.CLAUDE.signed("s"));
        Content foreign = new Content.Opaque("executableCode", "{}", Model.GEMINI.signed("s"));

        Adapted adapted = Model.CLAUDE.adapt(
                Message.user("Hi"), Message.assistant(own, foreign, Content.text("Hello")), Message.user("Bye"));

        assertThat(adapted.request().messages().get(1)).isEqualTo(Message.assistant(own, Content.text("Hello")));
        assertThat(adapted.adjustments())
                .containsExactly("dropped 1 opaque part of gemini.generateContent/gemini-2.5-flash");
    }

    @Test
    void signed_texts_and_calls_of_another_model_lose_their_signature() {
        Content.ToolCall signed = new Content.ToolCall("g98os1Jf", "f", "{}", Model.GEMINI.signed("CiwBjz1r"));

        Adapted adapted = Model.CLAUDE.adapt(
                Message.user("Hi"),
                Message.assistant(new Content.Text("Let me see.", Model.GEMINI.signed("CiwB")), signed),
                Message.toolResult(signed, "42"));

        assertThat(adapted.request().messages().get(1))
                .isEqualTo(Message.assistant(Content.text("Let me see."), new Content.ToolCall("g98os1Jf", "f", "{}")));
        assertThat(adapted.adjustments())
                .containsExactly("dropped 2 signatures of gemini.generateContent/gemini-2.5-flash");
    }

    @Test
    void signed_texts_and_calls_go_back_signed_to_their_model() {
        Content.ToolCall signed = new Content.ToolCall("g98os1Jf", "f", "{}", Model.GEMINI.signed("CiwBjz1r"));
        ChatRequest request = Model.request(
                Message.user("Hi"),
                Message.assistant(new Content.Text("Let me see.", Model.GEMINI.signed("CiwB")), signed),
                Message.toolResult(signed, "42"));

        assertThat(Model.GEMINI.adapt(request).request()).isSameAs(request);
    }

    @Test
    void a_turn_of_foreign_thinking_only_disappears_and_its_neighbours_are_joined() {
        Adapted adapted = Model.GEMINI.adapt(
                Message.user("Hi"),
                Message.assistant(new Content.Thinking("Hm.", FABLE)),
                Message.user("Are you there?"));

        assertThat(adapted.request().messages())
                .containsExactly(Message.user(Content.text("Hi"), Content.text("Are you there?")));
    }

    @Test
    void a_turn_of_foreign_thinking_only_leaves_two_user_messages_where_they_may_follow_each_other() {
        assertThat(Model.GPT.messages(
                        Message.user("Hi"),
                        Message.assistant(new Content.Thinking("Hm.", FABLE), MARK),
                        Message.user("Are you there?")))
                .containsExactly(Message.user("Hi"), Message.user("Are you there?"));
    }

    @Test
    void empty_and_blank_texts_are_dropped_where_they_are_refused() {
        Adapted adapted = Model.CLAUDE.adapt(
                Message.system(""),
                Message.user(Content.text(" \n"), Content.text("Hi")),
                Message.assistant(Content.text(""), new Content.Refusal(" ")),
                Message.user("Bye"));

        assertThat(adapted.request().messages()).containsExactly(Message.user("Hi"), Message.user("Bye"));
        assertThat(adapted.adjustments()).isEmpty();
    }

    @Test
    void empty_texts_stay_where_they_are_taken() {
        ChatRequest request = Model.request(Message.user("Hi"), Message.assistant(""), Message.user(" "));

        assertThat(Model.GPT.adapt(request).request()).isSameAs(request);
    }

    @Test
    void an_empty_text_that_its_own_model_signed_stays_for_the_signature() {
        ChatRequest request = Model.request(
                Message.user("Hi"),
                Message.assistant(Content.text("Hello"), new Content.Text("", Model.CLAUDE.signed("s"))),
                Message.user("Bye"));

        assertThat(Model.CLAUDE.adapt(request).request()).isSameAs(request);
    }

    @Test
    void an_assistant_message_that_said_nothing_goes_where_empty_texts_are_refused() {
        assertThat(Model.CLAUDE.messages(Message.user("Hi"), Message.assistant(), Message.user("Hello?")))
                .containsExactly(Message.user("Hi"), Message.user("Hello?"));
    }

    @Test
    void a_user_turn_that_becomes_empty_between_answers_is_held_by_a_dot() {
        Adapted adapted = Model.CLAUDE.adapt(
                Message.user("Hi"),
                Message.assistant("Hello"),
                Message.user(""),
                Message.assistant("Well?"),
                Message.user("Bye"));

        assertThat(adapted.request().messages().get(2)).isEqualTo(Message.user("."));
        assertThat(adapted.adjustments()).containsExactly("put \".\" in place of 1 empty user message");
    }

    @Test
    void an_emptied_user_turn_keeps_its_mark_for_the_cache() {
        assertThat(Model.CLAUDE.messages(Message.user(Content.text(""), MARK)))
                .containsExactly(Message.user(Content.text("."), MARK));
    }

    @Test
    void an_empty_user_message_after_a_user_message_or_a_tool_result_is_not_missed() {
        Content.ToolCall call = Model.call("call_1", "f");

        assertThat(Model.CLAUDE.messages(
                        Message.user("Hi"),
                        Message.user(""),
                        Message.assistant(call),
                        Message.toolResult(call, "42"),
                        Message.user("\t")))
                .containsExactly(Message.user("Hi"), Message.assistant(call), Message.toolResult(call, "42"));
    }

    @Test
    void an_empty_tool_result_says_that_there_was_no_output() {
        Content.ToolCall call = Model.call("call_1", "f");

        Adapted adapted = Model.CLAUDE.adapt(Message.user("Hi"), Message.assistant(call), Message.toolResult(call, ""));

        assertThat(adapted.request().messages()).endsWith(Message.toolResult(call, "(no output)"));
        assertThat(adapted.adjustments()).containsExactly("put \"(no output)\" in place of 1 empty tool result");
    }

    @Test
    void a_conversation_of_which_nothing_is_left_becomes_a_dot() {
        Adapted adapted =
                Model.CLAUDE.adapt(Message.system("Be brief."), Message.assistant(new Content.Thinking("Hm.", FABLE)));

        assertThat(adapted.request().messages()).containsExactly(Message.system("Be brief."), Message.user("."));
        assertThat(adapted.adjustments()).contains("added a user message \".\": nothing else was left");
    }

    @Test
    void marks_for_the_cache_and_refusals_stay_in_their_order() {
        List<Content> parts = List.of(Content.text("No."), MARK, new Content.Refusal("I can't."), MARK);
        ChatRequest request = Model.request(Message.user("Hi"), new Message.Assistant(parts), Message.user("Why?"));

        assertThat(Model.without(Feature.EMPTY_TEXT).adapt(request).request()).isSameAs(request);
    }
}
