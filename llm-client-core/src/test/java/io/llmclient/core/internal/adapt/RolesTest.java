package io.llmclient.core.internal.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.spi.Feature;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolesTest {

    private static final Message HI = Message.user("Hi");
    private static final Message HELLO = Message.assistant("Hello");
    private static final Message BRIEF = Message.system("Be brief.");

    @Test
    void messages_of_one_role_in_a_row_are_joined_part_by_part_where_roles_must_alternate() {
        Adapted adapted = Model.without(Feature.REPEATED_ROLES)
                .adapt(
                        BRIEF,
                        Message.system("Be kind."),
                        HI,
                        Message.user("there"),
                        Message.user("!"),
                        HELLO,
                        Message.assistant("you"),
                        HI);

        assertThat(adapted.request().messages())
                .containsExactly(
                        new Message.System(List.of(Content.text("Be brief."), Content.text("Be kind."))),
                        Message.user(Content.text("Hi"), Content.text("there"), Content.text("!")),
                        Message.assistant(Content.text("Hello"), Content.text("\n\nyou")),
                        HI);
        assertThat(adapted.adjustments()).isEmpty();
    }

    @Test
    void answers_that_are_joined_do_not_run_into_each_other_unless_a_signature_forbids_to_touch_them() {
        Model model = Model.without(Feature.REPEATED_ROLES);
        Content signed = new Content.Text("signed", model.signed("s"));

        assertThat(model.messages(HI, HELLO, Message.assistant(signed), Message.assistant(signed, Content.text("!"))))
                .endsWith(Message.assistant(Content.text("Hello"), signed, signed, Content.text("!")));
    }

    @Test
    void tool_results_in_a_row_stay_apart() {
        Content.ToolCall first = Model.call("call_1", "f");
        Content.ToolCall second = Model.call("call_2", "f");
        ChatRequest request = Model.request(
                HI, Message.assistant(first, second), Message.toolResult(first, "1"), Message.toolResult(second, "2"));

        assertThat(Model.without(Feature.REPEATED_ROLES).adapt(request).request())
                .isSameAs(request);
    }

    @Test
    void repeated_roles_stay_where_they_are_taken() {
        ChatRequest request = Model.request(HI, HI, HELLO, HELLO, HI);

        assertThat(Model.GPT.adapt(request).request()).isSameAs(request);
    }

    @Test
    void a_dot_precedes_a_first_assistant_message_behind_the_system_message() {
        Adapted adapted = Model.GEMINI.adapt(BRIEF, HELLO, HI);

        assertThat(adapted.request().messages()).containsExactly(BRIEF, Message.user("."), HELLO, HI);
        assertThat(adapted.adjustments())
                .containsExactly("put a user message \".\" before the first assistant message");
    }

    @Test
    void an_assistant_message_may_begin_where_that_is_taken() {
        ChatRequest request = Model.request(BRIEF, HELLO, HI);

        assertThat(Model.MISTRAL.adapt(request).request()).isSameAs(request);
    }

    @Test
    void a_last_assistant_message_is_followed_by_the_wish_to_continue() {
        Adapted adapted = Model.CLAUDE.adapt(HI, HELLO);

        assertThat(adapted.request().messages()).containsExactly(HI, HELLO, Message.user("Continue."));
        assertThat(adapted.adjustments())
                .containsExactly("added a user message \"Continue.\" after the last assistant message");
    }

    @Test
    void an_assistant_message_may_end_where_it_can_be_continued() {
        ChatRequest request = Model.request(HI, HELLO);

        assertThat(Model.GPT.adapt(request).request()).isSameAs(request);
    }

    @Test
    void the_user_speaks_behind_tool_results_only_after_an_answer_where_one_is_expected() {
        Model model = Model.without(Feature.USER_AFTER_TOOL_RESULT);
        Content.ToolCall call = Model.call("call_1", "f");
        Message result = Message.toolResult(call, "1");

        Adapted adapted = model.adapt(HI, Message.assistant(call), result, HI);

        assertThat(adapted.request().messages())
                .containsExactly(HI, Message.assistant(call), result, Message.assistant("Understood."), HI);
        assertThat(adapted.adjustments()).containsExactly("put \"Understood.\" behind the tool results of 1 turn");
        ChatRequest asked = Model.request(HI, Message.assistant(call), result);
        assertThat(model.adapt(asked).request()).isSameAs(asked);
    }

    @Test
    void a_turn_that_the_provider_itself_paused_goes_back_as_it_is() {
        Content search = new Content.Opaque("server_tool_use", "{\"id\":\"srvtoolu_1\"}", Model.CLAUDE.signed("s"));
        ChatRequest paused = Model.request(HI, Message.assistant(Content.text("Let me search."), search));

        assertThat(Model.CLAUDE.adapt(paused).request()).isSameAs(paused);
        assertThat(Model.GEMINI.adapt(paused).request().messages())
                .containsExactly(HI, Message.assistant("Let me search."), Message.user("Continue."));
    }

    @Test
    void a_later_system_message_becomes_tagged_user_text_at_its_place() {
        Adapted adapted = Model.CLAUDE.adapt(BRIEF, Message.system("Be kind."), HI, HELLO, BRIEF, HI, BRIEF);

        assertThat(adapted.request().messages())
                .containsExactly(
                        BRIEF,
                        Message.system("Be kind."),
                        HI,
                        HELLO,
                        Message.user("<system>Be brief.</system>"),
                        HI,
                        Message.user("<system>Be brief.</system>"));
        assertThat(adapted.adjustments()).containsExactly("turned 2 later system messages into user text");
    }

    @Test
    void a_later_system_message_keeps_its_mark_for_the_cache() {
        Content mark = new Content.CachePoint(null);

        assertThat(Model.CLAUDE.messages(HI, new Message.System(List.of(Content.text("Be brief."), mark))))
                .endsWith(Message.user(Content.text("<system>Be brief.</system>"), mark));
    }

    @Test
    void a_later_system_message_stays_where_it_is_taken() {
        ChatRequest request = Model.request(HI, HELLO, BRIEF, HI);

        assertThat(Model.GPT.adapt(request).request()).isSameAs(request);
    }

    @Test
    void a_system_message_behind_the_first_user_message_does_not_make_an_answer_the_first() {
        ChatRequest request = Model.request(HI, BRIEF, HELLO, HI);

        assertThat(Model.without(Feature.ASSISTANT_FIRST).adapt(request).request())
                .isSameAs(request);
    }

    @Test
    void a_turned_system_message_is_joined_with_the_users_words_where_roles_must_alternate() {
        assertThat(Model.GEMINI.messages(HI, BRIEF))
                .containsExactly(Message.user(Content.text("Hi"), Content.text("<system>Be brief.</system>")));
    }
}
