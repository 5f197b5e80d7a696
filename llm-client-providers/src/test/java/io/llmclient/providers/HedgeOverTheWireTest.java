package io.llmclient.providers;

import static io.llmclient.providers.OverTheWire.other;
import static io.llmclient.providers.OverTheWire.provider;
import static io.llmclient.providers.OverTheWire.server;
import static io.llmclient.testkit.LlmAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.Attempt;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.Hedge;
import io.llmclient.LlmClient;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two real exchanges at once, of which one is given up. */
@ExtendWith(LlmTestExtension.class)
class HedgeOverTheWireTest {

    private static final Duration DELAY = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static LlmClient client(ProviderServer first, ProviderServer second) {
        return ResilientLlmClient.builder()
                .provider(provider(first))
                .provider(provider(second))
                .hedge(Hedge.after(DELAY))
                .build();
    }

    private static ChatResponse stream(LlmClient client) {
        try (ChatStream stream = client.stream("hi")) {
            return stream.response();
        }
    }

    private static void assertOvertaken(ChatResponse answer, ProviderServer loser, ProviderServer winner) {
        assertThat(answer).hasText("one two three").wasServedBy(winner.provider());
        assertThat(answer.route().attempts())
                .extracting(Attempt::outcome)
                .containsExactlyInAnyOrder(Attempt.Outcome.CANCELLED, Attempt.Outcome.SUCCEEDED);
        assertThat(loser.takeRequest().awaitClientClose(PATIENCE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void a_silent_server_is_left_when_another_begins_to_stream(String name, Stage stage) {
        ProviderServer first = server(stage, name).fail(Fault.hang());
        ProviderServer second = other(stage, name).reply("one two three");
        try (LlmClient client = client(first, second)) {
            assertOvertaken(stream(client), first, second);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void a_silent_server_is_left_when_another_has_answered(String name, Stage stage) {
        ProviderServer first = server(stage, name).fail(Fault.hang());
        ProviderServer second = other(stage, name).reply("one two three");
        try (LlmClient client = client(first, second)) {
            assertOvertaken(client.chat("hi"), first, second);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void the_first_server_is_read_on_by_the_caller_when_it_wins_after_all(String name, Stage stage) {
        ProviderServer first = server(stage, name)
                .reply(Reply.text("one two three")
                        .firstTokenAfter(DELAY.multipliedBy(4))
                        .between(Duration.ofMillis(20)));
        ProviderServer second = other(stage, name).fail(Fault.hang());
        try (LlmClient client = client(first, second)) {
            assertOvertaken(stream(client), second, first);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void closing_the_stream_of_a_winner_closes_its_socket(String name, Stage stage) {
        ProviderServer first = server(stage, name).reply(Reply.words(50).stallAfter(2));
        try (LlmClient client = client(first, other(stage, name))) {
            try (ChatStream stream = client.stream("hi")) {
                stream.iterator().next();
            }
            assertThat(first.takeRequest().awaitClientClose(PATIENCE)).isTrue();
        }
    }
}
