package io.llmclient.providers;

import static io.llmclient.testkit.LlmAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmclient.AllProvidersFailedException;
import io.llmclient.Attempt;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.LlmClient;
import io.llmclient.Message;
import io.llmclient.Tool;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.spi.Feature;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.ServerRequest;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One conversation with everything in it, begun at one provider, continued at another when the first is down, and
 * ended at the first: for each dialect with each. The servers refuse what the services would: calls without results,
 * ids of a form that is not theirs.
 */
@ExtendWith(LlmTestExtension.class)
class ConversationMatrixTest {

    private static final Tool SEARCH =
            Tool.function("search", "Searches.", "{\"type\":\"object\",\"properties\":{\"q\":{\"type\":\"string\"}}}");
    private static final Tool NOW = Tool.function("now", "Tells the time.", "{\"type\":\"object\",\"properties\":{}}");

    private static Stream<Arguments> pairs() {
        return OverTheWire.DIALECTS.stream()
                .flatMap(from -> OverTheWire.DIALECTS.stream()
                        .filter(to -> !to.equals(from))
                        .flatMap(to -> Stream.of(Arguments.of(from, to, false), Arguments.of(from, to, true))));
    }

    @ParameterizedTest(name = "{0} → {1} → {0}, streamed: {2}")
    @MethodSource("pairs")
    void a_conversation_goes_on_elsewhere_and_comes_back(String from, String to, boolean streamed, Stage stage) {
        ProviderServer home = OverTheWire.server(stage, from);
        ProviderServer elsewhere = OverTheWire.server(stage, to);
        home.reply(Reply.thinking("I need two tools.")
                .signed("c2lnbmVkLWF0LWhvbWU=")
                .andText("Let me look.")
                .andToolCall("search", "{\"q\":\"sky\"}")
                .andToolCall("now", "{}"));
        elsewhere.reply(Reply.thinking("One more.")
                .signed("c2lnbmVkLWVsc2V3aGVyZQ==")
                .andToolCall("search", "{\"q\":\"blue\"}"));

        List<Message> messages = new ArrayList<>();
        messages.add(Message.system("Be brief."));
        messages.add(Message.user("Why is the sky blue, and when?"));
        try (LlmClient client = ResilientLlmClient.builder()
                .provider(OverTheWire.provider(home))
                .provider(OverTheWire.provider(elsewhere))
                .time(stage.time())
                .build()) {
            ChatResponse first = ask(client, messages, streamed);
            assertThat(first).wasServedBy(home.provider());
            assertThat(first.toolCalls()).extracting(Content.ToolCall::name).containsExactly("search", "now");
            messages.add(first.message());
            messages.add(Message.toolResult(first.toolCalls().get(0), "Rayleigh."));
            messages.add(Message.toolError(first.toolCalls().get(1), "The clock is broken."));

            home.down();
            ChatResponse second = ask(client, messages, streamed);
            assertThat(second).wasServedBy(elsewhere.provider());
            assertThat(last(elsewhere).body()).doesNotContain("c2lnbmVkLWF0LWhvbWU=");
            messages.add(second.message());
            messages.add(Message.toolResult(second.toolCalls().get(0), "Blue scatters most."));

            home.recover();
            home.reply("Because blue light scatters most.");
            stage.time().advance(Duration.ofMinutes(10));
            ChatResponse third = ask(client, messages, streamed);
            assertThat(third).wasServedBy(home.provider()).hasText("Because blue light scatters most.");
            assertThat(last(home).body())
                    .contains("Rayleigh.", "The clock is broken.", "Blue scatters most.", "Be brief.")
                    .doesNotContain("c2lnbmVkLWVsc2V3aGVyZQ==");
        }
    }

    private static Stream<Arguments> media() {
        byte[] bytes = "something to look at".getBytes(UTF_8);
        return OverTheWire.DIALECTS.stream()
                .flatMap(from -> OverTheWire.DIALECTS.stream()
                        .filter(to -> !to.equals(from))
                        .flatMap(to -> Stream.of(
                                Arguments.of(from, to, Content.image("image/png", bytes), Feature.IMAGES),
                                Arguments.of(
                                        from,
                                        to,
                                        Content.document("application/pdf", bytes, "report"),
                                        Feature.DOCUMENTS))));
    }

    @ParameterizedTest(name = "{3}: {0} → {1}")
    @MethodSource("media")
    void what_was_shown_is_shown_elsewhere_or_nobody_is_asked_who_cannot_see_it(
            String from, String to, Content shown, Feature needed, Stage stage) {
        ProviderServer home = OverTheWire.server(stage, from).down();
        ProviderServer elsewhere = OverTheWire.server(stage, to);
        HttpProvider next = OverTheWire.provider(elsewhere);
        boolean sees = next.capabilities().has(needed);
        if (sees) {
            elsewhere.reply("I see.");
        }
        ChatRequest request =
                ChatRequest.builder().user(Content.text("Look."), shown).build();
        try (LlmClient client = ResilientLlmClient.builder()
                .provider(OverTheWire.provider(home))
                .provider(next)
                .time(stage.time())
                .build()) {
            if (sees) {
                assertThat(client.chat(request))
                        .wasServedBy(elsewhere.provider())
                        .hasText("I see.");
                assertThat(last(elsewhere).body())
                        .contains(Base64.getEncoder().encodeToString("something to look at".getBytes(UTF_8)));
            } else {
                AllProvidersFailedException failure =
                        catchThrowableOfType(AllProvidersFailedException.class, () -> client.chat(request));
                List<Attempt> attempts = failure.route().attempts();
                assertThat(attempts.get(attempts.size() - 1).failure()).hasKind(FailureKind.UNSUPPORTED);
                assertThat(elsewhere.requests()).isEmpty();
            }
        }
    }

    private static ChatResponse ask(LlmClient client, List<Message> messages, boolean streamed) {
        ChatRequest request =
                ChatRequest.builder().messages(messages).tools(SEARCH, NOW).build();
        if (!streamed) {
            return client.chat(request);
        }
        try (ChatStream stream = client.stream(request)) {
            return stream.response();
        }
    }

    private static ServerRequest last(ProviderServer server) {
        List<ServerRequest> requests = server.requests();
        return requests.get(requests.size() - 1);
    }
}
