package io.llmclient.providers;

import static io.llmclient.providers.OverTheWire.other;
import static io.llmclient.providers.OverTheWire.provider;
import static io.llmclient.providers.OverTheWire.server;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static io.llmclient.testkit.LlmAssertions.assertThatFailureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmclient.BreakerPolicy;
import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.LlmClient;
import io.llmclient.LlmException;
import io.llmclient.Message;
import io.llmclient.StreamInterruptedException;
import io.llmclient.StreamRecovery;
import io.llmclient.Timeouts;
import io.llmclient.Tool;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.ManualTime;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real client, the real dialects and real sockets, from the side of the caller. */
@ExtendWith(LlmTestExtension.class)
class FailoverOverTheWireTest {

    private static final String WORDS = "one two three four five six";

    private static ResilientLlmClient.Builder client(ManualTime time, ProviderServer... servers) {
        ResilientLlmClient.Builder builder = ResilientLlmClient.builder().time(time);
        for (ProviderServer server : servers) {
            builder.provider(provider(server));
        }
        return builder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void an_error_event_before_the_first_word_is_an_error_like_any_other(String name, Stage stage) {
        ProviderServer first = server(stage, name);
        for (int i = 0; i < 3; i++) {
            first.reply(Reply.text(WORDS).failAfter(0, Fault.overloaded()));
        }
        ProviderServer second = other(stage, name).reply(WORDS);
        try (LlmClient client = client(stage.time(), first, second).build();
                ChatStream stream = client.stream("hi")) {
            ChatResponse answer = stream.response();
            assertThat(answer).hasText(WORDS).wasServedBy(second.provider()).afterAttempts(4);
            assertThat(answer.route().attempts().get(0).failure()).hasKind(FailureKind.OVERLOADED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void a_cut_stream_is_never_a_short_answer(String name, Stage stage) {
        ProviderServer first = server(stage, name).reply(Reply.text(WORDS).cutAfter(4));
        try (LlmClient client = client(stage.time(), first, other(stage, name)).build();
                ChatStream stream = client.stream("hi")) {
            StreamInterruptedException failure =
                    catchThrowableOfType(StreamInterruptedException.class, stream::response);
            assertThat(failure.partial().text()).isEqualTo("one two three four ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openai, RESTART", "anthropic, RESTART", "gemini, RESTART",
        "openai, HOLD", "anthropic, HOLD", "gemini, HOLD"
    })
    void a_cut_stream_is_answered_whole_where_it_may_be(String name, StreamRecovery mode, Stage stage) {
        ProviderServer first =
                server(stage, name).otherwise(Reply.text("wrong words here").cutAfter(2));
        ProviderServer second = other(stage, name).reply(WORDS);
        StringBuilder shown = new StringBuilder();
        try (LlmClient client =
                        client(stage.time(), first, second).streamRecovery(mode).build();
                ChatStream stream = client.stream("hi")) {
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.Restarted) {
                    shown.setLength(0);
                } else if (event instanceof ChatEvent.TextDelta delta) {
                    shown.append(delta.text());
                }
            }
            assertThat(stream.response()).hasText(WORDS).wasServedBy(second.provider());
        }
        assertThat(shown).hasToString(WORDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void two_minutes_asked_for_are_given_to_the_provider_and_not_taken_from_the_caller(String name, Stage stage) {
        ProviderServer first = server(stage, name).fail(Fault.rateLimited(Duration.ofMinutes(2)));
        ProviderServer second = other(stage, name).otherwise(Reply.text(WORDS));
        try (LlmClient client = client(stage.time(), first, second).build()) {
            assertThat(client.chat("hi")).wasServedBy(second.provider()).afterAttempts(2);
            stage.time().advance(Duration.ofSeconds(119));
            assertThat(client.chat("hi")).wasServedBy(second.provider());
        }
        assertThat(stage.time().waits()).isEmpty();
        assertThat(first.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void closing_a_stream_closes_the_socket(String name, Stage stage) {
        ProviderServer first = server(stage, name).reply(Reply.words(50).stallAfter(2));
        try (LlmClient client = client(stage.time(), first).build()) {
            try (ChatStream stream = client.stream("hi")) {
                stream.iterator().next();
            }
            assertThat(first.takeRequest().awaitClientClose(Duration.ofSeconds(5)))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void cancelling_the_future_closes_the_socket(String name, Stage stage) {
        ProviderServer first = server(stage, name).fail(Fault.hang());
        try (LlmClient client = client(stage.time(), first).build()) {
            CompletableFuture<ChatResponse> future = client.chatAsync("hi");
            var request = first.takeRequest();
            future.cancel(true);
            assertThat(request.awaitClientClose(Duration.ofSeconds(5))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void interrupting_the_caller_closes_the_socket(String name, Stage stage) throws Exception {
        ProviderServer first = server(stage, name).fail(Fault.hang());
        List<LlmException> failures = new ArrayList<>();
        try (LlmClient client = client(stage.time(), first).build()) {
            Thread caller = new Thread(
                    () -> assertThatFailureOf(() -> client.chat("hi")).satisfies(failures::add));
            caller.start();
            var request = first.takeRequest();
            caller.interrupt();
            assertThat(request.awaitClientClose(Duration.ofSeconds(5))).isTrue();
            caller.join();
        }
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasKind(FailureKind.CANCELLED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void the_deadline_holds_whatever_the_provider_does(String name, Stage stage) {
        ProviderServer first = server(stage, name).otherwise(Fault.hang());
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .deadline(Duration.ofMillis(300))
                .build();
        try (LlmClient client =
                ResilientLlmClient.builder().provider(provider(first)).build()) {
            assertThatFailureOf(() -> client.chat(request))
                    .hasKind(FailureKind.DEADLINE_EXCEEDED)
                    .satisfies(failure -> assertThat(failure.route().duration())
                            .isBetween(Duration.ofMillis(290), Duration.ofSeconds(3)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void a_conversation_with_tools_and_thoughts_moves_on_and_comes_back(String name, Stage stage) {
        Tool weather = Tool.function("weather", "Tells the weather");
        ProviderServer first = server(stage, name)
                .reply(Reply.thinking("a city").signed("c2lnbmVk").andToolCall("weather", "{\"city\":\"Bonn\"}"));
        ProviderServer second = other(stage, name).reply(Reply.toolCall("weather", "{\"city\":\"Ulm\"}"));
        List<Message> conversation = new ArrayList<>(List.of(Message.user("Bonn and Ulm?")));
        try (LlmClient client = client(stage.time(), first, second)
                .breaker(BreakerPolicy.defaults().withLongRest(Duration.ofSeconds(1)))
                .timeouts(Timeouts.defaults())
                .build()) {
            turn(client, weather, conversation);
            first.fail(Fault.unauthorized());
            ChatResponse moved = turn(client, weather, conversation);
            assertThat(moved).wasServedBy(second.provider());
            stage.time().advance(Duration.ofSeconds(2));
            first.reply("Rain in both.");
            assertThat(turn(client, weather, conversation)).wasServedBy(name).hasText("Rain in both.");
        }
        List<Content.ToolCall> calls = conversation.stream()
                .filter(Message.Assistant.class::isInstance)
                .flatMap(message -> ((Message.Assistant) message).toolCalls().stream())
                .toList();
        assertThat(calls).hasSize(2);
        assertThat(first.requests().get(2).body())
                .contains("Bonn")
                .contains("Ulm")
                .contains("rain in Ulm");
    }

    private static ChatResponse turn(LlmClient client, Tool tool, List<Message> conversation) {
        ChatResponse answer = client.chat(
                ChatRequest.builder().messages(conversation).tools(tool).build());
        conversation.add(answer.message());
        for (Content.ToolCall call : answer.toolCalls()) {
            String city = call.arguments().contains("Ulm") ? "Ulm" : "Bonn";
            conversation.add(Message.toolResult(call, "rain in " + city));
        }
        return answer;
    }
}
