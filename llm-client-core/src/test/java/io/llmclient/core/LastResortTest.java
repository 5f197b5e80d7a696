package io.llmclient.core;

import static io.llmclient.core.Clients.client;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.CallInfo;
import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.FailureKind;
import io.llmclient.FinishReason;
import io.llmclient.LlmClient;
import io.llmclient.LlmException;
import io.llmclient.LlmListener;
import io.llmclient.Route;
import io.llmclient.StreamRecovery;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A graceful last answer when all fail. */
@ExtendWith(LlmTestExtension.class)
class LastResortTest {

    private static final String SORRY = "We are busy; please try again in a minute.";

    private static FakeProvider dead(Stage stage, String name) {
        return stage.provider(name).otherwise(Fault.unauthorized());
    }

    @Test
    void a_text_stands_in_when_all_fail_and_is_marked(Stage stage) {
        try (LlmClient client = client(stage, dead(stage, "first"), dead(stage, "second"))
                .lastResort(SORRY)
                .build()) {
            ChatResponse answer = client.chat("hi");
            assertThat(answer).hasText(SORRY);
            assertThat(answer.lastResort()).isTrue();
            assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(answer.route()).visited("first/first-model", "second/second-model");
            assertThat(answer.route().servedBy()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(StreamRecovery.class)
    void a_stream_shows_it_as_any_other_answer(StreamRecovery recovery, Stage stage) {
        try (LlmClient client = client(stage, dead(stage, "first"))
                        .lastResort(SORRY)
                        .streamRecovery(recovery)
                        .build();
                ChatStream stream = client.stream("hi")) {
            List<ChatEvent> events = new ArrayList<>();
            stream.forEach(events::add);
            assertThat(events).hasSize(2);
            assertThat(events.get(0)).isEqualTo(new ChatEvent.TextDelta(SORRY));
            assertThat(stream.response().lastResort()).isTrue();
        }
    }

    @Test
    void it_can_be_computed_from_request_and_failure(Stage stage) {
        try (LlmClient client = client(stage, dead(stage, "first"))
                .lastResort((request, failure) -> ChatResponse.builder()
                        .text(request.messages().size() + " " + failure.kind())
                        .build())
                .build()) {
            assertThat(client.chat("hi")).hasText("1 AUTHENTICATION");
        }
    }

    @Test
    void the_answer_of_a_provider_is_not_marked(Stage stage) {
        FakeProvider first = stage.provider("first").reply("well");
        try (LlmClient client = client(stage, first).lastResort(SORRY).build()) {
            ChatResponse answer = client.chat("hi");
            assertThat(answer).hasText("well");
            assertThat(answer.lastResort()).isFalse();
        }
    }

    @Test
    void none_is_a_way_out_for_the_failure(Stage stage) {
        try (LlmClient client = client(stage, dead(stage, "first"))
                .lastResort((request, failure) -> null)
                .build()) {
            assertThatFailureOf(() -> client.chat("hi")).hasKind(FailureKind.AUTHENTICATION);
        }
    }

    @Test
    void one_that_throws_does_not_hide_the_failure(Stage stage) {
        try (LlmClient client = client(stage, dead(stage, "first"))
                .lastResort((request, failure) -> {
                    throw new IllegalStateException("the cache is gone, too");
                })
                .build()) {
            assertThatFailureOf(() -> client.chat("hi")).hasKind(FailureKind.AUTHENTICATION);
        }
    }

    @Test
    void a_deadline_that_passed_is_a_reason_for_it(Stage stage) {
        FakeProvider first = stage.provider("first").hang();
        try (LlmClient client =
                client(stage, first).lastResort(SORRY).deadline(ofSeconds(3)).build()) {
            assertThat(client.chat("hi")).hasText(SORRY);
        }
        assertThat(stage.time().elapsed()).isEqualTo(ofSeconds(3));
    }

    @Test
    void what_the_caller_did_wrong_it_is_told(Stage stage) {
        FakeProvider first =
                stage.provider("first").fail(Fault.invalidRequest("no")).fail(Fault.contentFiltered());
        try (LlmClient client = client(stage, first).lastResort(SORRY).build()) {
            assertThatFailureOf(() -> client.chat("hi")).hasKind(FailureKind.INVALID_REQUEST);
            assertThatFailureOf(() -> client.chat("hi")).hasKind(FailureKind.CONTENT_FILTERED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIL", "RESTART"})
    void a_stream_that_was_shown_and_broke_is_not_covered_up(StreamRecovery recovery, Stage stage) {
        FakeProvider first = stage.provider("first").reply(Reply.words(5).cutAfter(2));
        try (LlmClient client = client(stage, first)
                        .lastResort(SORRY)
                        .streamRecovery(recovery)
                        .build();
                ChatStream stream = client.stream("hi")) {
            assertThatFailureOf(stream::response).hasKind(FailureKind.STREAM_INTERRUPTED);
        }
    }

    @Test
    void what_was_held_back_and_broke_is_covered(Stage stage) {
        FakeProvider first = stage.provider("first").otherwise(Reply.words(5).cutAfter(2));
        try (LlmClient client = client(stage, first)
                        .lastResort(SORRY)
                        .streamRecovery(StreamRecovery.HOLD)
                        .build();
                ChatStream stream = client.stream("hi")) {
            assertThat(stream.response()).hasText(SORRY);
        }
        assertThat(first.asks()).hasSizeGreaterThan(1);
    }

    @Test
    void listeners_see_an_answer_and_the_failed_attempts(Stage stage) {
        List<ChatResponse> heard = new ArrayList<>();
        try (LlmClient client = client(stage, dead(stage, "first"))
                .lastResort(SORRY)
                .listener(new LlmListener() {
                    @Override
                    public void callEnded(
                            CallInfo call,
                            Route route,
                            @Nullable ChatResponse response,
                            @Nullable LlmException failure) {
                        heard.add(response);
                    }
                })
                .build()) {
            client.chat(ChatRequest.of("hi"));
        }
        assertThat(heard)
                .singleElement()
                .satisfies(answer -> assertThat(answer.lastResort()).isTrue());
    }
}
