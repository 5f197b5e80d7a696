package io.llmclient.core.internal.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Message;
import io.llmclient.spi.Capabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCallIdsTest {

    private static final Message ASK = Message.user("Hi");

    @ParameterizedTest
    @ValueSource(strings = {"toolu_01A09q90qw90lq917835lq9", "call_0", "g98os1Jf", "D681PevKs", "a-b"})
    void ids_of_letters_digits_underscore_and_hyphen_stay_at_anthropic(String id) {
        ChatRequest request = Model.request(turn(id));

        assertThat(Model.CLAUDE.adapt(request).request()).isSameAs(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"functions.get_weather:0", "call|fc_1", "call 1", "call_1\n", "aufruf_ä"})
    void other_ids_are_replaced_at_anthropic_in_the_call_and_in_its_result(String id) {
        Adapted adapted = Model.CLAUDE.adapt(turn(id));

        assertThat(sentId(adapted)).matches("[a-zA-Z0-9]{9}");
        assertThat(((Message.ToolResult) adapted.request().messages().get(2)).toolCallId())
                .isEqualTo(sentId(adapted));
        assertThat(adapted.adjustments()).isEmpty();
    }

    @Test
    void mistral_gets_nine_letters_and_digits() {
        assertThat(sentId(Model.MISTRAL.adapt(turn("toolu_01A09q90qw90lq917835lq9"))))
                .matches("[a-zA-Z0-9]{9}");
        assertThat(sentId(Model.MISTRAL.adapt(turn("D681PevKs")))).isEqualTo("D681PevKs");
    }

    @Test
    void an_id_is_replaced_by_the_same_one_whatever_comes_after_it() {
        List<Message> grown = new ArrayList<>(List.of(turn("toolu_01")));
        Content.ToolCall later = Model.call("toolu_02", "f");
        grown.addAll(List.of(Message.assistant(later), Message.toolResult(later, "43")));

        assertThat(sentId(Model.MISTRAL.adapt(grown.toArray(Message[]::new))))
                .isEqualTo(sentId(Model.MISTRAL.adapt(turn("toolu_01"))));
    }

    @Test
    void an_id_is_replaced_by_the_same_one_whatever_was_cut_off_before_it() {
        List<Message> whole = new ArrayList<>(List.of(turn("toolu_01")));
        Content.ToolCall later = Model.call("toolu_02", "f");
        whole.addAll(List.of(Message.assistant(later), Message.toolResult(later, "43")));

        Message.Assistant last = (Message.Assistant)
                Model.MISTRAL.messages(whole.toArray(Message[]::new)).get(3);

        assertThat(last.toolCalls().get(0).id()).isEqualTo(sentId(Model.MISTRAL.adapt(turn("toolu_02"))));
    }

    @Test
    void a_replacement_does_not_take_an_id_that_a_later_call_already_has() {
        String replacement = sentId(Model.MISTRAL.adapt(turn("toolu_01")));
        List<Message> messages = new ArrayList<>(List.of(turn("toolu_01")));
        Content.ToolCall later = Model.call(replacement, "f");
        messages.addAll(List.of(Message.assistant(later), Message.toolResult(later, "43")));

        List<Message> adapted = Model.MISTRAL.messages(messages.toArray(Message[]::new));

        assertThat(((Message.Assistant) adapted.get(3)).toolCalls().get(0).id()).isEqualTo(replacement);
        assertThat(((Message.Assistant) adapted.get(1)).toolCalls().get(0).id())
                .isNotEqualTo(replacement)
                .matches("[a-zA-Z0-9]{9}");
    }

    @Test
    void any_id_goes_where_no_form_is_asked_for_but_not_twice() {
        ChatRequest once = Model.request(turn("functions.f:0"));
        List<Message> twice = new ArrayList<>(List.of(turn("functions.f:0")));
        twice.addAll(List.of(turn("functions.f:0")));

        assertThat(Model.GEMINI.adapt(once).request()).isSameAs(once);
        assertThat(Model.GEMINI.messages(twice.toArray(Message[]::new)).stream()
                        .filter(Message.Assistant.class::isInstance)
                        .map(message ->
                                ((Message.Assistant) message).toolCalls().get(0).id()))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_narrower_form_is_met_by_trying() {
        assertThat(sentId(taking("[a-z0-9]{9}").adapt(turn("toolu_01")))).matches("[a-z0-9]{9}");
    }

    @Test
    void a_form_that_nine_letters_and_digits_never_have_is_refused() {
        assertThatThrownBy(() -> taking("toolu_.*").adapt(turn("call_0")))
                .hasMessage("test.chat/model-1 cannot take the tool call ids of this conversation")
                .isInstanceOfSatisfying(
                        LlmException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED));
    }

    private static Model taking(String form) {
        return new Model("test.chat", "model-1", Capabilities.everything().withToolCallIds(Pattern.compile(form)));
    }

    private static Message[] turn(String id) {
        Content.ToolCall call = Model.call(id, "f");
        return new Message[] {ASK, Message.assistant(call), Message.toolResult(call, "42")};
    }

    private static String sentId(Adapted adapted) {
        return ((Message.Assistant) adapted.request().messages().get(1))
                .toolCalls()
                .get(0)
                .id();
    }
}
