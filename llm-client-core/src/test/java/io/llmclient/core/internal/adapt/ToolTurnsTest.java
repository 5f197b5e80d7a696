package io.llmclient.core.internal.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.Content;
import io.llmclient.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolTurnsTest {

    private static final Content.ToolCall BERLIN = Model.call("call_b", "get_weather");
    private static final Content.ToolCall PARIS = Model.call("call_p", "get_weather");
    private static final Content.ToolCall TIME = Model.call("call_t", "get_time");
    private static final Message ASK = Message.user("Weather and time?");
    private static final Message CALLS = Message.assistant(BERLIN, PARIS, TIME);

    @Test
    void results_come_in_the_order_of_the_calls_since_some_models_know_those_of_one_tool_by_nothing_else() {
        Message berlin = Message.toolResult(BERLIN, "rain");
        Message paris = Message.toolResult(PARIS, "sun");
        Message noon = Message.toolResult(TIME, "noon");

        Adapted adapted = Model.GPT.adapt(ASK, CALLS, noon, paris, berlin);

        assertThat(adapted.request().messages()).containsExactly(ASK, CALLS, berlin, paris, noon);
        assertThat(adapted.adjustments()).isEmpty();
    }

    @Test
    void results_that_come_late_move_up_in_the_order_of_the_calls() {
        Adapted adapted = Model.GPT.adapt(
                ASK,
                CALLS,
                Message.toolResult(TIME, "noon"),
                Message.user("Hurry!"),
                Message.toolResult(PARIS, "sun"),
                Message.system("Be brief."),
                Message.toolResult(BERLIN, "rain"),
                Message.assistant("Rain, sun, noon."));

        assertThat(adapted.request().messages())
                .containsExactly(
                        ASK,
                        CALLS,
                        Message.toolResult(BERLIN, "rain"),
                        Message.toolResult(PARIS, "sun"),
                        Message.toolResult(TIME, "noon"),
                        Message.user("Hurry!"),
                        Message.system("Be brief."),
                        Message.assistant("Rain, sun, noon."));
        assertThat(adapted.adjustments()).containsExactly("moved 2 tool results up behind the call");
    }

    @Test
    void a_call_without_a_result_gets_an_error_result() {
        Adapted adapted = Model.GPT.adapt(
                ASK, Message.assistant(BERLIN, TIME), Message.toolResult(TIME, "noon"), Message.user("?"));

        assertThat(adapted.request().messages())
                .containsExactly(
                        ASK,
                        Message.assistant(BERLIN, TIME),
                        new Message.ToolResult(
                                "call_b", "get_weather", List.of(Content.text("Error: no result was given")), false),
                        Message.toolResult(TIME, "noon"),
                        Message.user("?"));
        assertThat(adapted.adjustments())
                .containsExactly(
                        "gave an error result to 1 tool call without a result", "put \"Error: \" before 1 tool result");
    }

    @Test
    void a_call_at_the_very_end_is_answered_too() {
        assertThat(Model.without().messages(ASK, Message.assistant(BERLIN)))
                .containsExactly(ASK, Message.assistant(BERLIN), Message.toolError(BERLIN, "no result was given"));
    }

    @Test
    void a_result_without_a_call_becomes_user_text() {
        Adapted adapted = Model.CLAUDE.adapt(
                ASK,
                Message.toolResult(BERLIN, "rain"),
                new Message.ToolResult("call_x", null, List.of(Content.text("boom")), true));

        assertThat(adapted.request().messages())
                .containsExactly(
                        ASK,
                        Message.user(Content.text("[result of the tool get_weather]"), Content.text("rain")),
                        Message.user(Content.text("[error from a tool]"), Content.text("boom")));
        assertThat(adapted.adjustments()).containsExactly("turned 2 tool results without a call into user text");
    }

    @Test
    void a_result_before_its_call_is_no_answer_to_it() {
        assertThat(Model.CLAUDE.messages(ASK, Message.toolResult(BERLIN, "rain"), Message.assistant(BERLIN)))
                .containsExactly(
                        ASK,
                        Message.user(Content.text("[result of the tool get_weather]"), Content.text("rain")),
                        Message.assistant(BERLIN),
                        Message.toolError(BERLIN, "no result was given"));
    }

    @Test
    void a_second_result_of_one_call_is_one_too_many() {
        Adapted adapted = Model.CLAUDE.adapt(
                ASK, Message.assistant(BERLIN), Message.toolResult(BERLIN, "rain"), Message.toolResult(BERLIN, "sun"));

        assertThat(adapted.request().messages())
                .containsExactly(
                        ASK,
                        Message.assistant(BERLIN),
                        Message.toolResult(BERLIN, "rain"),
                        Message.user(Content.text("[result of the tool get_weather]"), Content.text("sun")));
        assertThat(adapted.adjustments()).containsExactly("turned 1 tool result without a call into user text");
    }

    @Test
    void a_stray_result_between_call_and_result_does_not_part_them() {
        Message stray = Message.toolResult(Model.call("call_x", "f"), "42");

        assertThat(Model.CLAUDE.messages(ASK, Message.assistant(BERLIN), stray, Message.toolResult(BERLIN, "rain")))
                .containsExactly(
                        ASK,
                        Message.assistant(BERLIN),
                        Message.toolResult(BERLIN, "rain"),
                        Message.user(Content.text("[result of the tool f]"), Content.text("42")));
    }

    @Test
    void the_name_of_the_tool_comes_from_the_call() {
        Adapted adapted = Model.GEMINI.adapt(
                ASK,
                Message.assistant(TIME),
                new Message.ToolResult("call_t", null, List.of(Content.text("noon")), false));

        assertThat(adapted.request().messages()).endsWith(Message.toolResult(TIME, "noon"));
        assertThat(adapted.adjustments()).isEmpty();
    }

    @Test
    void ids_that_start_anew_in_every_turn_become_unique_with_each_result_at_its_call() {
        Content.ToolCall call0 = Model.call("call_0", "get_weather");

        List<Message> messages = Model.CLAUDE.messages(
                ASK,
                Message.assistant(call0),
                Message.toolResult(call0, "rain"),
                Message.assistant(call0),
                Message.toolResult(call0, "sun"),
                Message.assistant(call0),
                Message.toolResult(call0, "snow"));

        assertThat(messages).hasSize(7);
        assertThat(callId(messages.get(1))).isEqualTo("call_0");
        assertThat(List.of(callId(messages.get(1)), callId(messages.get(3)), callId(messages.get(5))))
                .doesNotHaveDuplicates();
        assertThat(messages.get(2)).isEqualTo(Message.toolResult(onlyCall(messages.get(1)), "rain"));
        assertThat(messages.get(4)).isEqualTo(Message.toolResult(onlyCall(messages.get(3)), "sun"));
        assertThat(messages.get(6)).isEqualTo(Message.toolResult(onlyCall(messages.get(5)), "snow"));
    }

    @Test
    void a_late_result_belongs_to_the_latest_call_of_its_id() {
        Content.ToolCall call0 = Model.call("call_0", "get_weather");

        List<Message> messages = Model.CLAUDE.messages(
                ASK,
                Message.assistant(call0),
                Message.user("Again!"),
                Message.assistant(call0),
                Message.user("And?"),
                Message.toolResult(call0, "sun"));

        assertThat(messages.get(2)).isEqualTo(Message.toolError(onlyCall(messages.get(1)), "no result was given"));
        assertThat(messages.get(5)).isEqualTo(Message.toolResult(onlyCall(messages.get(4)), "sun"));
    }

    @Test
    void a_second_late_result_belongs_to_the_call_of_its_id_before_that() {
        Content.ToolCall call0 = Model.call("call_0", "get_weather");

        List<Message> messages = Model.CLAUDE.messages(
                ASK,
                Message.assistant(call0),
                Message.user("Again!"),
                Message.assistant(call0),
                Message.toolResult(call0, "sun"),
                Message.toolResult(call0, "rain"));

        assertThat(messages.get(2)).isEqualTo(Message.toolResult(onlyCall(messages.get(1)), "rain"));
        assertThat(messages.get(5)).isEqualTo(Message.toolResult(onlyCall(messages.get(4)), "sun"));
    }

    @Test
    void parallel_calls_of_one_id_get_the_results_of_their_own_tools() {
        Content.ToolCall weather = Model.call("call_0", "get_weather");
        Content.ToolCall time = Model.call("call_0", "get_time");

        List<Message> messages = Model.CLAUDE.messages(
                ASK,
                Message.assistant(weather, time),
                Message.toolResult(time, "noon"),
                Message.toolResult(weather, "rain"));

        List<Content.ToolCall> calls = ((Message.Assistant) messages.get(1)).toolCalls();
        assertThat(calls.get(0).id()).isNotEqualTo(calls.get(1).id());
        assertThat(messages)
                .endsWith(Message.toolResult(calls.get(0), "rain"), Message.toolResult(calls.get(1), "noon"));
    }

    @Test
    void parallel_calls_of_one_id_get_results_without_a_name_in_order() {
        Content.ToolCall berlin = new Content.ToolCall("0", "get_weather", "{\"city\":\"Berlin\"}");
        Content.ToolCall paris = new Content.ToolCall("0", "get_weather", "{\"city\":\"Paris\"}");

        List<Message> messages = Model.CLAUDE.messages(
                ASK,
                Message.assistant(berlin, paris),
                new Message.ToolResult("0", null, List.of(Content.text("rain")), false),
                new Message.ToolResult("0", null, List.of(Content.text("sun")), false));

        List<Content.ToolCall> calls = ((Message.Assistant) messages.get(1)).toolCalls();
        assertThat(calls)
                .extracting(Content.ToolCall::arguments)
                .containsExactly(berlin.arguments(), paris.arguments());
        assertThat(messages)
                .endsWith(Message.toolResult(calls.get(0), "rain"), Message.toolResult(calls.get(1), "sun"));
    }

    @Test
    void a_call_under_a_new_id_keeps_the_signature_of_its_model() {
        Content.ToolCall signed = new Content.ToolCall("call|1", "get_time", "{}", Model.CLAUDE.signed("EqQBCgIYAhIM"));

        List<Message> messages =
                Model.CLAUDE.messages(ASK, Message.assistant(signed), Message.toolResult(signed, "noon"));

        assertThat(onlyCall(messages.get(1)).origin()).isEqualTo(signed.origin());
        assertThat(onlyCall(messages.get(1)).arguments()).isEqualTo(signed.arguments());
    }

    @Test
    void the_same_message_object_at_two_places_is_two_turns() {
        Message turn = Message.assistant(BERLIN);
        Message result = Message.toolResult(BERLIN, "rain");

        List<Message> messages = Model.CLAUDE.messages(ASK, turn, result, turn, result);

        assertThat(callId(messages.get(1))).isNotEqualTo(callId(messages.get(3)));
        assertThat(((Message.ToolResult) messages.get(4)).toolCallId()).isEqualTo(callId(messages.get(3)));
    }

    @Test
    void dropped_thinking_between_call_and_result_does_not_count_as_a_move() {
        Adapted adapted = Model.GPT.adapt(
                ASK,
                Message.assistant(BERLIN),
                Message.assistant(new Content.Thinking("Hm.", Model.CLAUDE.signed("s"))),
                Message.toolResult(BERLIN, "rain"));

        assertThat(adapted.request().messages())
                .containsExactly(ASK, Message.assistant(BERLIN), Message.toolResult(BERLIN, "rain"));
        assertThat(adapted.adjustments())
                .containsExactly("dropped 1 thinking part of anthropic.messages/claude-sonnet-5-5");
    }

    private static String callId(Message message) {
        return onlyCall(message).id();
    }

    private static Content.ToolCall onlyCall(Message message) {
        return ((Message.Assistant) message).toolCalls().get(0);
    }
}
