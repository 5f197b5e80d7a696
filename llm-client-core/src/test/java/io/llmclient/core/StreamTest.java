package io.llmclient.core;

import static io.llmclient.core.Clients.client;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.FailureKind;
import io.llmclient.LlmClient;
import io.llmclient.LlmException;
import io.llmclient.StreamInterruptedException;
import io.llmclient.StreamRecovery;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LlmTestExtension.class)
class StreamTest {

    private static final String SIX_WORDS = "one two three four five six";

    private static List<ChatEvent> events(LlmClient client) {
        List<ChatEvent> events = new ArrayList<>();
        try (ChatStream stream = client.stream("hi")) {
            stream.forEach(events::add);
        }
        return events;
    }

    private static String shown(List<ChatEvent> events) {
        StringBuilder shown = new StringBuilder();
        for (ChatEvent event : events) {
            if (event instanceof ChatEvent.TextDelta delta) {
                shown.append(delta.text());
            } else if (event instanceof ChatEvent.Restarted) {
                shown.setLength(0);
            }
        }
        return shown.toString();
    }

    @Test
    void words_come_in_order_and_end_in_one_completed(Stage stage) {
        FakeProvider first = stage.provider("first").reply(SIX_WORDS);
        try (LlmClient client = client(stage, first).build()) {
            List<ChatEvent> events = events(client);
            assertThat(shown(events)).isEqualTo(SIX_WORDS);
            assertThat(events).hasSize(7);
            ChatEvent.Completed last = (ChatEvent.Completed) events.get(6);
            assertThat(last.response()).hasText(SIX_WORDS).wasServedBy("first").afterAttempts(1);
        }
    }

    @Test
    void nothing_is_asked_before_the_first_pull(Stage stage) {
        FakeProvider first = stage.provider("first");
        try (LlmClient client = client(stage, first).build();
                ChatStream stream = client.stream("hi")) {
            assertThat(stream.iterator()).isSameAs(stream.iterator());
            assertThat(first.asks()).isEmpty();
        }
    }

    @Test
    void the_response_can_be_had_without_looking_at_events(Stage stage) {
        FakeProvider first = stage.provider("first").reply(SIX_WORDS);
        try (LlmClient client = client(stage, first).build();
                ChatStream stream = client.stream("hi")) {
            assertThat(stream.response()).hasText(SIX_WORDS);
            assertThat(stream.response()).hasText(SIX_WORDS);
        }
    }

    @Test
    void a_stream_that_is_over_has_no_next(Stage stage) {
        FakeProvider first = stage.provider("first").reply("hello");
        try (LlmClient client = client(stage, first).build();
                ChatStream stream = client.stream("hi")) {
            stream.response();
            assertThat(stream.iterator().hasNext()).isFalse();
            assertThatExceptionOfType(NoSuchElementException.class)
                    .isThrownBy(() -> stream.iterator().next());
        }
    }

    @ParameterizedTest
    @EnumSource(StreamRecovery.class)
    void what_fails_before_the_first_word_is_never_seen(StreamRecovery mode, Stage stage) {
        FakeProvider first = stage.provider("first")
                .fail(Fault.overloaded())
                .reply(Reply.text(SIX_WORDS).cutAfter(0))
                .reply(Reply.text(SIX_WORDS).failAfter(0, Fault.overloaded()));
        FakeProvider second = stage.provider("second").reply(SIX_WORDS);
        try (LlmClient client =
                client(stage, first, second).streamRecovery(mode).build()) {
            List<ChatEvent> events = events(client);
            assertThat(events).hasSize(7).noneMatch(ChatEvent.Restarted.class::isInstance);
            assertThat(((ChatEvent.Completed) events.get(6)).response())
                    .wasServedBy("second")
                    .afterAttempts(4);
        }
    }

    @Test
    void a_late_first_token_leads_to_the_next_provider(Stage stage) {
        FakeProvider first = stage.provider("first").reply(Reply.text("late").firstTokenAfter(Duration.ofSeconds(20)));
        FakeProvider second = stage.provider("second").reply("here");
        try (LlmClient client = client(stage, first, second).build();
                ChatStream stream = client.stream("hi")) {
            ChatResponse answer = stream.response();
            assertThat(answer).hasText("here").afterAttempts(2);
            assertThat(answer.route().attempts().get(0).failure()).hasKind(FailureKind.TIMED_OUT);
        }
        assertThat(stage.time().elapsed()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void a_broken_stream_fails_with_what_came(Stage stage) {
        FakeProvider first = stage.provider("first").reply(Reply.text(SIX_WORDS).cutAfter(4));
        FakeProvider second = stage.provider("second");
        try (LlmClient client = client(stage, first, second).build();
                ChatStream stream = client.stream("hi")) {
            StreamInterruptedException failure =
                    catchThrowableOfType(StreamInterruptedException.class, stream::response);
            assertThat(failure).hasKind(FailureKind.STREAM_INTERRUPTED).failedAfterAttempts(1);
            assertThat(failure.partial().text()).isEqualTo("one two three four ");
            assertThatFailureOf(stream::response).isSameAs(failure);
        }
        assertThat(second.asks()).isEmpty();
    }

    @Test
    void the_cause_of_a_broken_stream_says_what_broke_it(Stage stage) {
        FakeProvider first = stage.provider("first").reply(Reply.text(SIX_WORDS).stallAfter(2));
        try (LlmClient client = client(stage, first).build();
                ChatStream stream = client.stream("hi")) {
            assertThatFailureOf(stream::response)
                    .isInstanceOf(StreamInterruptedException.class)
                    .cause()
                    .satisfies(
                            cause -> assertThat(((LlmException) cause).kind()).isEqualTo(FailureKind.TIMED_OUT));
        }
        assertThat(stage.time().elapsed()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void with_restart_the_next_provider_answers_from_the_start(Stage stage) {
        FakeProvider first =
                stage.provider("first").reply(Reply.text("wrong words here").resetAfter(2));
        FakeProvider second = stage.provider("second").reply(SIX_WORDS);
        try (LlmClient client = client(stage, first, second)
                .streamRecovery(StreamRecovery.RESTART)
                .build()) {
            List<ChatEvent> events = events(client);
            assertThat(shown(events)).isEqualTo(SIX_WORDS);
            assertThat(events.get(2)).isInstanceOf(ChatEvent.Restarted.class);
            assertThat(((ChatEvent.Completed) events.get(events.size() - 1)).response())
                    .hasText(SIX_WORDS)
                    .wasServedBy("second")
                    .afterAttempts(2);
        }
    }

    @Test
    void a_restart_never_follows_a_whole_tool_call(Stage stage) {
        FakeProvider first = stage.provider("first")
                .reply(Reply.toolCall("pay", "{\"amount\":5}")
                        .andText("one two three")
                        .cutAfter(6));
        FakeProvider second = stage.provider("second");
        List<ChatEvent> events = new ArrayList<>();
        try (LlmClient client = client(stage, first, second)
                        .streamRecovery(StreamRecovery.RESTART)
                        .build();
                ChatStream stream = client.stream("hi")) {
            assertThatFailureOf(() -> stream.forEach(events::add)).isInstanceOf(StreamInterruptedException.class);
        }
        assertThat(events)
                .filteredOn(ChatEvent.ToolCallCompleted.class::isInstance)
                .hasSize(1);
        assertThat(second.asks()).isEmpty();
    }

    @Test
    void a_restart_that_nobody_can_serve_fails_as_if_there_was_none(Stage stage) {
        FakeProvider first = stage.provider("first").reply(Reply.text(SIX_WORDS).cutAfter(3));
        FakeProvider second = stage.provider("second").fail(Fault.invalidRequest("no prefill"));
        List<ChatEvent> events = new ArrayList<>();
        try (LlmClient client = client(stage, first, second)
                        .streamRecovery(StreamRecovery.RESTART)
                        .build();
                ChatStream stream = client.stream("hi")) {
            StreamInterruptedException failure =
                    catchThrowableOfType(StreamInterruptedException.class, () -> stream.forEach(events::add));
            assertThat(failure.partial().text()).isEqualTo("one two three ");
            assertThat(failure).failedAfterAttempts(2);
        }
        assertThat(events).hasSize(3).noneMatch(ChatEvent.Restarted.class::isInstance);
    }

    @Test
    void with_hold_nothing_is_shown_until_the_answer_is_whole(Stage stage) {
        FakeProvider first = stage.provider("first")
                .reply(Reply.text("wrong words").cutAfter(1))
                .reply(SIX_WORDS);
        try (LlmClient client =
                client(stage, first).streamRecovery(StreamRecovery.HOLD).build()) {
            List<ChatEvent> events = events(client);
            assertThat(shown(events)).isEqualTo(SIX_WORDS);
            assertThat(((ChatEvent.Completed) events.get(6)).response()).afterAttempts(2);
        }
    }

    @Test
    void the_request_chooses_the_recovery_over_the_client(Stage stage) {
        FakeProvider first =
                stage.provider("first").reply(Reply.text("wrong words").cutAfter(1));
        FakeProvider second = stage.provider("second").reply(SIX_WORDS);
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .streamRecovery(StreamRecovery.RESTART)
                .build();
        try (LlmClient client = client(stage, first, second).build();
                ChatStream stream = client.stream(request)) {
            assertThat(stream.response()).hasText(SIX_WORDS);
        }
    }

    @Test
    void tool_calls_and_thoughts_come_as_events_and_whole(Stage stage) {
        FakeProvider first =
                stage.provider("first").reply(Reply.thinking("hm hm").andToolCall("weather", "{\"city\":\"Paris\"}"));
        try (LlmClient client = client(stage, first).build()) {
            List<ChatEvent> events = events(client);
            assertThat(events).hasAtLeastOneElementOfType(ChatEvent.ThinkingDelta.class);
            assertThat(events).hasAtLeastOneElementOfType(ChatEvent.ToolCallStarted.class);
            ChatResponse answer = ((ChatEvent.Completed) events.get(events.size() - 1)).response();
            assertThat(answer).hasToolCall("weather");
            assertThat(answer.thinking()).isEqualTo("hm hm");
        }
    }

    @Test
    void a_broken_stream_counts_against_the_provider(Stage stage) {
        FakeProvider first =
                stage.provider("first").otherwise(Reply.text(SIX_WORDS).cutAfter(2));
        FakeProvider second = stage.provider("second").reply("here");
        try (LlmClient client = client(stage, first, second).build()) {
            for (int i = 0; i < 3; i++) {
                try (ChatStream stream = client.stream("hi")) {
                    assertThatFailureOf(stream::response).isInstanceOf(StreamInterruptedException.class);
                }
            }
            try (ChatStream stream = client.stream("hi")) {
                assertThat(stream.response()).wasServedBy("second");
            }
        }
    }

    @Test
    void the_deadline_cuts_a_stream_that_goes_on(Stage stage) {
        FakeProvider first = stage.provider("first").reply(Reply.words(60).between(Duration.ofSeconds(1)));
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .deadline(Duration.ofSeconds(10))
                .build();
        try (LlmClient client = client(stage, first).build();
                ChatStream stream = client.stream(request)) {
            StreamInterruptedException failure =
                    catchThrowableOfType(StreamInterruptedException.class, stream::response);
            assertThat(((LlmException) failure.getCause()).kind()).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
            assertThat(failure.partial().text()).isNotEmpty();
        }
        assertThat(stage.time().elapsed()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void a_closed_client_takes_no_more_calls(Stage stage) {
        LlmClient client = client(stage, stage.provider("first")).build();
        client.close();
        client.close();
        assertThatIllegalStateException().isThrownBy(() -> client.stream("hi")).withMessageContaining("closed");
    }
}
