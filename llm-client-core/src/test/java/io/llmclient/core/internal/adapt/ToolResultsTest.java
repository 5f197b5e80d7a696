package io.llmclient.core.internal.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.spi.Feature;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolResultsTest {

    private static final Content.ToolCall SHOT = Model.call("call_1", "screenshot");
    private static final Content.ToolCall PLOT = Model.call("call_2", "plot");
    private static final Content PNG = Content.image("image/png", new byte[] {1});
    private static final Content JPEG = Content.image("image/jpeg", new byte[] {2});
    private static final Content PDF = Content.document("application/pdf", new byte[] {3}, null);
    private static final Content WAV = Content.audio("audio/wav", new byte[] {4});
    private static final Message ASK = Message.user("Show me");

    @Test
    void an_error_becomes_a_prefix_where_there_is_no_flag() {
        Adapted adapted = Model.GPT.adapt(ASK, Message.assistant(SHOT), Message.toolError(SHOT, "no display"));

        assertThat(adapted.request().messages()).endsWith(Message.toolResult(SHOT, "Error: no display"));
        assertThat(adapted.adjustments()).containsExactly("put \"Error: \" before 1 tool result");
    }

    @Test
    void an_error_that_says_so_itself_is_not_announced_twice() {
        assertThat(Model.GPT.messages(ASK, Message.assistant(SHOT), Message.toolError(SHOT, "Error: no display")))
                .endsWith(Message.toolResult(SHOT, "Error: no display"));
    }

    @Test
    void an_error_that_begins_with_media_gets_a_text_before_them() {
        assertThat(Model.without(Feature.TOOL_ERROR_FLAG)
                        .messages(ASK, Message.assistant(SHOT), result(SHOT, true, PNG)))
                .endsWith(result(SHOT, false, Content.text("Error: "), PNG));
    }

    @Test
    void an_error_keeps_its_flag_where_there_is_one() {
        ChatRequest request = Model.request(ASK, Message.assistant(SHOT), Message.toolError(SHOT, "no display"));

        assertThat(Model.CLAUDE.adapt(request).request()).isSameAs(request);
    }

    @Test
    void an_error_keeps_its_flag_when_its_media_move() {
        assertThat(Model.GEMINI.messages(ASK, Message.assistant(SHOT), result(SHOT, true, PNG)))
                .endsWith(
                        result(SHOT, true, Content.text("[image 1 attached below]")),
                        Message.user(Content.text("[image 1]"), PNG));
    }

    @Test
    void media_of_a_result_follow_in_a_user_message_where_results_hold_text_only() {
        Adapted adapted = Model.GPT.adapt(
                ASK,
                Message.assistant(SHOT),
                result(SHOT, false, Content.text("1920x1080"), PNG),
                Message.assistant("Nice."));

        assertThat(adapted.request().messages())
                .containsExactly(
                        ASK,
                        Message.assistant(SHOT),
                        result(SHOT, false, Content.text("1920x1080"), Content.text("[image 1 attached below]")),
                        Message.user(Content.text("[image 1]"), PNG),
                        Message.assistant("Nice."));
        assertThat(adapted.adjustments()).containsExactly("moved 1 attachment of tool results into user messages");
    }

    @Test
    void media_of_parallel_results_follow_all_results_of_the_turn_each_under_its_number() {
        Adapted adapted = Model.GPT.adapt(
                ASK,
                Message.assistant(SHOT, PLOT),
                result(SHOT, false, PNG, PDF),
                Message.user("Hurry!"),
                result(PLOT, true, JPEG));

        assertThat(adapted.request().messages())
                .containsExactly(
                        ASK,
                        Message.assistant(SHOT, PLOT),
                        result(
                                SHOT,
                                false,
                                Content.text("[image 1 attached below]"),
                                Content.text("[document 2 attached below]")),
                        result(PLOT, false, Content.text("Error: [image 3 attached below]")),
                        Message.user(
                                Content.text("[image 1]"),
                                PNG,
                                Content.text("[document 2]"),
                                PDF,
                                Content.text("[image 3]"),
                                JPEG),
                        Message.user("Hurry!"));
        assertThat(adapted.adjustments())
                .containsExactly(
                        "moved 1 tool result up behind the call",
                        "put \"Error: \" before 1 tool result",
                        "moved 3 attachments of tool results into user messages");
    }

    @Test
    void the_next_turn_counts_its_media_anew() {
        List<Message> messages = Model.GPT.messages(
                ASK,
                Message.assistant(SHOT),
                result(SHOT, false, PNG),
                Message.assistant(PLOT),
                result(PLOT, false, JPEG));

        assertThat(messages)
                .endsWith(
                        Message.user(Content.text("[image 1]"), PNG),
                        Message.assistant(PLOT),
                        result(PLOT, false, Content.text("[image 1 attached below]")),
                        Message.user(Content.text("[image 1]"), JPEG));
    }

    @Test
    void images_and_documents_stay_in_a_result_that_can_hold_them() {
        ChatRequest request = Model.request(ASK, Message.assistant(SHOT), result(SHOT, false, PNG, PDF));

        assertThat(Model.CLAUDE.adapt(request).request()).isSameAs(request);
    }

    @Test
    void a_sound_never_stays_in_a_result() {
        assertThat(Model.without().messages(ASK, Message.assistant(SHOT), result(SHOT, false, WAV)))
                .endsWith(
                        result(SHOT, false, Content.text("[audio 1 attached below]")),
                        Message.user(Content.text("[audio 1]"), WAV));
    }

    @Test
    void the_user_message_with_the_media_is_joined_with_the_users_own_where_roles_must_alternate() {
        assertThat(Model.GEMINI.messages(
                        ASK, Message.assistant(SHOT), result(SHOT, false, PNG), Message.user("What is it?")))
                .endsWith(
                        result(SHOT, false, Content.text("[image 1 attached below]")),
                        Message.user(Content.text("[image 1]"), PNG, Content.text("What is it?")));
    }

    private static Message.ToolResult result(Content.ToolCall call, boolean error, Content... parts) {
        return new Message.ToolResult(call.id(), call.name(), List.of(parts), error);
    }
}
