package io.llmclient.testkit;

import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.llmclient.ChatEvent;
import io.llmclient.ChatResponse;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.FinishReason;
import io.llmclient.LlmException;
import io.llmclient.Origin;
import io.llmclient.Timeouts;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import io.llmclient.spi.ProviderStream;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LlmTestExtension.class)
class FakeProviderTest {

    private FakeProvider provider;
    private Calls calls;

    @BeforeEach
    void set(Stage stage) {
        provider = stage.provider("anthropic").model("claude").dialect("anthropic.messages");
        calls = new Calls(stage.time());
    }

    @Test
    void it_is_what_it_was_set_to_be() {
        Capabilities blind = Capabilities.everything().without(Feature.IMAGES);
        provider.capabilities(blind)
                .timeouts(Timeouts.defaults().withStall(Duration.ofSeconds(1)))
                .keys(3)
                .tags("eu", "cheap");

        assertThat(provider.provider()).isEqualTo("anthropic");
        assertThat(provider.model()).isEqualTo("claude");
        assertThat(provider.dialect()).isEqualTo("anthropic.messages");
        assertThat(provider.capabilities()).isSameAs(blind);
        assertThat(provider.timeouts().stall()).isEqualTo(Duration.ofSeconds(1));
        assertThat(provider.keys()).isEqualTo(3);
        assertThat(provider.tags()).containsOnly("eu", "cheap");
    }

    @Test
    void a_whole_answer_is_one_event() {
        ChatResponse answer = calls.answer(provider.reply("Hello you"));

        assertThat(answer).hasText("Hello you").hasFinishReason(FinishReason.STOP);
        assertThat(answer.model()).isEqualTo("claude");
        assertThat(answer.id()).isEqualTo("anthropic-1");
        assertThat(answer.usage().output()).isEqualTo(2);
    }

    @Test
    void a_set_id_and_model_are_what_the_answer_says() {
        ChatResponse answer =
                calls.answer(provider.reply(Reply.text("Hi").id("msg_1").model("claude-1")));

        assertThat(answer.id()).isEqualTo("msg_1");
        assertThat(answer.model()).isEqualTo("claude-1");
    }

    @Test
    void a_stream_brings_words_and_then_the_whole() {
        var events = calls.events(provider.reply("Hello you"));

        assertThat(events).hasSize(3).startsWith(new ChatEvent.TextDelta("Hello "), new ChatEvent.TextDelta("you"));
        assertThat(completed(events.get(2))).hasText("Hello you").hasFinishReason(FinishReason.STOP);
    }

    @Test
    void thoughts_are_streamed_as_thoughts_and_signed_by_the_provider() {
        var events =
                calls.events(provider.reply(Reply.thinking("Hm.").signed("sig").andText("Yes.")));

        assertThat(events).startsWith(new ChatEvent.ThinkingDelta("Hm."), new ChatEvent.TextDelta("Yes."));
        assertThat(completed(events.get(2)).content())
                .startsWith(new Content.Thinking("Hm.", new Origin("anthropic.messages", "claude", "sig")));
    }

    @Test
    void a_tool_call_starts_grows_and_completes() {
        var events = calls.events(provider.reply(Reply.empty().andToolCall("id", "now", "{}")));

        assertThat(events)
                .startsWith(
                        new ChatEvent.ToolCallStarted(0, "id", "now"),
                        new ChatEvent.ToolCallDelta(0, "{"),
                        new ChatEvent.ToolCallDelta(0, "}"),
                        new ChatEvent.ToolCallCompleted(0, new Content.ToolCall("id", "now", "{}")));
        assertThat(completed(events.get(4))).hasToolCall("now").hasFinishReason(FinishReason.TOOL_CALLS);
    }

    @Test
    void tool_calls_are_counted_from_zero() {
        var events = calls.events(
                provider.reply(Reply.toolCall("a", "{}").andText("and").andToolCall("b", "{}")));

        assertThat(events.stream().filter(ChatEvent.ToolCallStarted.class::isInstance))
                .extracting(event -> ((ChatEvent.ToolCallStarted) event).index())
                .containsExactly(0, 1);
    }

    @Test
    void a_refusal_is_streamed_apart_from_text_and_is_whole_in_the_answer() {
        var events = calls.events(provider.reply(Reply.refusal("I won't.")));

        assertThat(events)
                .startsWith(new ChatEvent.RefusalDelta("I "), new ChatEvent.RefusalDelta("won't."))
                .hasSize(3);
        assertThat(completed(events.get(2)).refusal()).isEqualTo("I won't.");
    }

    @Test
    void a_fault_is_thrown_with_all_that_is_known_of_it() {
        provider.fail(Fault.rateLimited(Duration.ofSeconds(7)));

        assertThatFailureOf(() -> calls.stream(provider))
                .hasKind(FailureKind.RATE_LIMITED)
                .hasStatus(429)
                .extracting(
                        LlmException::provider, LlmException::model, LlmException::retryAfter, LlmException::requestId)
                .containsExactly("anthropic", "claude", Duration.ofSeconds(7), "anthropic-1");
    }

    @Test
    void a_refused_connection_has_no_status() {
        provider.fail(Fault.refused());

        assertThatFailureOf(() -> calls.whole(provider))
                .hasKind(FailureKind.CONNECTION_FAILED)
                .extracting(LlmException::status, LlmException::requestId)
                .containsOnlyNulls();
    }

    @Test
    void down_fails_every_request_until_it_recovers() {
        provider.otherwise(Reply.text("back")).down();

        assertThatFailureOf(() -> calls.whole(provider))
                .hasKind(FailureKind.OVERLOADED)
                .hasStatus(503);
        provider.recover();
        assertThat(calls.answer(provider)).hasText("back");
    }

    @Test
    void it_has_one_key_and_no_tags_unless_told_otherwise() {
        assertThat(provider.keys()).isEqualTo(1);
        assertThat(provider.tags()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider.keys(0))
                .withMessageContaining("keys must be at least 1");
    }

    @Test
    void a_failing_key_fails_every_request_that_shows_it_until_it_recovers() {
        provider.keys(2).reply("one").reply("two").failKey(1, Fault.unauthorized());

        for (int i = 0; i < 2; i++) {
            assertThatFailureOf(() -> calls.withKey(1).stream(provider))
                    .hasKind(FailureKind.AUTHENTICATION)
                    .hasStatus(401);
        }
        assertThat(calls.withKey(0).answer(provider)).hasText("one");
        provider.recoverKey(1);
        assertThat(calls.withKey(1).answer(provider)).hasText("two");
    }

    @Test
    void a_key_that_it_does_not_have_is_a_mistake() {
        provider.keys(2);

        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> provider.failKey(2, Fault.unauthorized()));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> calls.withKey(2).stream(provider));
    }

    @Test
    void it_records_what_it_was_asked(ManualTime time) {
        provider.keys(2).reply("one").reply("two");
        calls.answer(provider);
        time.advance(Duration.ofSeconds(3));
        calls.withKey(1).events(provider);

        assertThat(provider.asks())
                .containsExactly(
                        new Ask(Calls.REQUEST, false, 0, ManualTime.START),
                        new Ask(Calls.REQUEST, true, 1, ManualTime.START.plusSeconds(3)));
        assertThat(provider.lastRequest()).isSameAs(Calls.REQUEST);
    }

    @Test
    void it_says_so_when_it_was_not_asked() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(provider::lastRequest)
                .withMessageContaining("anthropic/claude was not asked");
    }

    @Test
    void it_counts_what_is_under_way() {
        provider.otherwise(Reply.text("Hi"));
        ProviderStream first = calls.stream(provider);
        ProviderStream second = calls.stream(provider);

        assertThat(provider.openStreams()).isEqualTo(2);
        first.close();
        first.close();
        assertThat(provider.inFlight()).isEqualTo(1);
        second.close();
        assertThat(provider.openStreams()).isZero();
        assertThat(provider.mostInFlight()).isEqualTo(2);
    }

    @Test
    void a_failed_request_is_not_under_way() {
        provider.fail(Fault.serverError());
        assertThatFailureOf(() -> calls.stream(provider)).hasKind(FailureKind.SERVER_ERROR);

        assertThat(provider.inFlight()).isZero();
    }

    @Test
    void a_stream_that_was_not_closed_fails_the_audit() {
        try (ProviderStream open = calls.stream(provider.reply("Hi"))) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(provider::audit)
                    .withMessageContaining("anthropic/claude: 1 stream(s) were not closed");
            assertThat(open.next()).isEqualTo(new ChatEvent.TextDelta("Hi"));
        }
    }

    @Test
    void nothing_follows_the_completed_answer() {
        try (ProviderStream stream = calls.stream(provider.reply("Hi"))) {
            Calls.rest(stream);

            assertThatIllegalStateException().isThrownBy(stream::next).withMessageContaining("completed");
        }
    }

    @Test
    void a_closed_provider_cannot_be_asked() {
        provider.close();

        assertThat(provider.isClosed()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> calls.stream(provider));
    }

    private static ChatResponse completed(ChatEvent event) {
        return ((ChatEvent.Completed) event).response();
    }
}
