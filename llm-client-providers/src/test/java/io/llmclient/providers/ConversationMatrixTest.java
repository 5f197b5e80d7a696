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
import io.llmclient.Origin;
import io.llmclient.Route;
import io.llmclient.Tool;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One conversation with everything in it, begun at one provider, continued at another when the first is down, and
 * ended at the first: for each dialect with each. What each is told is read by {@link Transcript}; the servers refuse
 * what the services would.
 */
@ExtendWith(LlmTestExtension.class)
class ConversationMatrixTest {

    private static final Tool SEARCH =
            Tool.function("search", "Searches.", "{\"type\":\"object\",\"properties\":{\"q\":{\"type\":\"string\"}}}");
    private static final Tool NOW = Tool.function("now", "Tells the time.", "{\"type\":\"object\",\"properties\":{}}");
    private static final Tool PLOT = Tool.function("plot", "Draws.", "{\"type\":\"object\",\"properties\":{}}");

    /** Two ids as the services make them. */
    private static final Map<String, List<String>> IDS = Map.of(
            "openai", List.of("call_9pw1Zxk2RPV0ZJ1GRyZ7bXyz", "call_Ab1Zxk2RPV0ZJ1GRyZ7bX0k3"),
            "openai-responses", List.of("call_zV0ZJ1GRyZ7bXyz9pw1Zxk2R", "call_cV0ZJ1GRyZ7bXyz9pw1Zxk2Q"),
            "anthropic", List.of("toolu_01A09q90qw90lq917835lq9", "toolu_01T1x1fJ34qAmk2tNTrN7Up6"),
            "gemini", List.of("g98os1Jf", "h31kd0Aa"),
            "bedrock", List.of("tooluse_kZJMlvQmRJ6eAyJE5GIl7Q", "tooluse_pXJMlvQmRJ6eAyJE5GIl7-"),
            "mistral", List.of("D681PevKs", "aX2gaLIyo"),
            "cohere", List.of("search_wf0rc70sqj7v", "now_k3v0rc70sqj71"),
            "ollama", List.of("call_ab12cd34", "call_ef56gh78"));

    /** The ids that they take. */
    private static final Map<String, String> FORMS = Map.of(
            "openai", "(?s).{1,40}",
            "openai-responses", "(?s).{1,64}",
            "anthropic", "[a-zA-Z0-9_-]{1,64}",
            "bedrock", "[a-zA-Z0-9_-]{1,64}",
            "mistral", "[a-zA-Z0-9]{9}");

    /** Who has a flag for errors, and all results of a turn in one message. */
    private static final Set<String> RESULTS_TOGETHER = Set.of("anthropic", "bedrock", "gemini");

    /** Who wants a thought back with a signature, and who without; Gemini signs the call that follows. */
    private static final Set<String> SIGN_THOUGHTS = Set.of("openai-responses", "anthropic", "bedrock");

    private static final Set<String> THINK = Set.of("gemini", "mistral", "cohere", "ollama");

    private static Stream<Arguments> pairs(Object... variants) {
        return OverTheWire.pairs()
                .flatMap(pair ->
                        Stream.of(variants).map(variant -> Arguments.of(pair.get()[0], pair.get()[1], variant)));
    }

    private static Stream<Arguments> wholeAndStreamed() {
        return pairs(false, true);
    }

    @ParameterizedTest(name = "{0} → {1} → {0}, streamed: {2}")
    @MethodSource("wholeAndStreamed")
    void a_conversation_goes_on_elsewhere_and_comes_back(String from, String to, boolean streamed, Stage stage) {
        ProviderServer home = OverTheWire.server(stage, from);
        ProviderServer elsewhere = OverTheWire.server(stage, to);
        home.reply(begun(from).andToolCall(IDS.get(from).get(1), "now", "{}"));
        elsewhere.reply(
                signed(to, thought(to, "One more.").andToolCall(IDS.get(to).get(0), "search", "{\"q\":\"blue\"}")));

        List<Message> messages = new ArrayList<>();
        messages.add(Message.system("Be brief."));
        messages.add(Message.user("Why is the sky blue, and when?"));
        try (LlmClient client = client(stage, home, elsewhere)) {
            ChatResponse first = ask(client, messages, streamed);
            assertThat(first).wasServedBy(home.provider());
            assertThat(adjustments(first.route())).isEmpty();
            assertThat(first.toolCalls()).extracting(Content.ToolCall::id).isEqualTo(IDS.get(from));
            messages.add(first.message());
            messages.add(Message.toolResult(first.toolCalls().get(0), "Rayleigh."));
            messages.add(Message.toolError(first.toolCalls().get(1), "The clock is broken."));
            Transcript toldFirst = told(home);

            home.down();
            ChatResponse second = ask(client, messages, streamed);
            assertThat(second).wasServedBy(elsewhere.provider());
            assertThat(told(elsewhere)).hasToString(conversation(to, false));
            assertThat(told(elsewhere).ids()).doesNotHaveDuplicates().allMatch(id -> isFine(id, to));
            assertThat(adjustments(second.route())).isEqualTo(adjustments(from, first, to));
            assertThat(second.toolCalls())
                    .extracting(Content.ToolCall::id)
                    .containsExactly(IDS.get(to).get(0));
            messages.add(second.message());
            messages.add(Message.toolResult(second.toolCalls().get(0), "Blue scatters most."));

            home.recover();
            home.reply("Because blue light scatters most.");
            stage.time().advance(Duration.ofMinutes(10));
            ChatResponse third = ask(client, messages, streamed);
            assertThat(third).wasServedBy(home.provider()).hasText("Because blue light scatters most.");
            assertThat(told(home)).hasToString(conversation(from, true));
            assertThat(told(home).lines()).startsWith(toldFirst.lines().toArray(String[]::new));
            assertThat(told(home).ids()).startsWith(IDS.get(from).toArray(String[]::new));
            assertThat(told(home).ids()).doesNotHaveDuplicates().allMatch(id -> isFine(id, from));
            assertThat(adjustments(third.route())).isEqualTo(adjustments(to, second, from));
        }
    }

    private static Reply begun(String dialect) {
        return signed(
                dialect,
                thought(dialect, "I need two tools.")
                        .andText("Let me look.")
                        .andToolCall(IDS.get(dialect).get(0), "search", "{\"q\":\"sky\"}"));
    }

    private static Reply thought(String dialect, String text) {
        return SIGN_THOUGHTS.contains(dialect)
                ? Reply.thinking(text).signed("c2ln")
                : THINK.contains(dialect) ? Reply.thinking(text) : Reply.empty();
    }

    private static Reply signed(String dialect, Reply reply) {
        return dialect.equals("gemini") ? reply.signed("c2ln") : reply;
    }

    /** What is told before the second answer elsewhere, or before the third one at home. */
    private static String conversation(String dialect, boolean atHome) {
        boolean gemini = dialect.equals("gemini");
        boolean together = RESULTS_TOGETHER.contains(dialect);
        String thought = SIGN_THOUGHTS.contains(dialect)
                ? "(I need two tools.)~c2ln + "
                : THINK.contains(dialect) ? "(I need two tools.) + " : "";
        String begin =
                """
                system: Be brief.
                user: Why is the sky blue, and when?
                assistant: %sLet me look. + search#1 {"q":"sky"}%s + now#2 {}
                %s
                """.formatted(atHome ? thought : "", gemini ? atHome ? "~c2ln" : "~none" : "", together ? """
                user: #1 = Rayleigh. + #2 ! The clock is broken.""" : """
                tool: #1 = Rayleigh.
                tool: #2 = Error: The clock is broken.""");
        return !atHome ? begin : begin + """
                assistant: search#3 {"q":"blue"}%s
                %s: #3 = Blue scatters most.
                """.formatted(gemini ? "~none" : "", together ? "user" : "tool");
    }

    private static List<String> adjustments(String from, ChatResponse answer, String to) {
        List<String> adjustments = new ArrayList<>();
        answer.message().content().stream()
                .filter(Content.Thinking.class::isInstance)
                .map(thought -> ((Content.Thinking) thought).origin())
                .map(ConversationMatrixTest::name)
                .forEach(maker -> adjustments.add("dropped 1 thinking part of " + maker));
        if (from.equals("gemini")) {
            adjustments.add("dropped 1 signature of gemini.generateContent/gemini-3-flash");
        }
        if (!RESULTS_TOGETHER.contains(to)) {
            adjustments.add("put \"Error: \" before 1 tool result");
        }
        return adjustments;
    }

    private static String name(Origin origin) {
        return origin.dialect() + "/" + origin.model();
    }

    private static final Content IMAGE = Content.image("image/png", "pixels".getBytes(UTF_8));
    private static final Content DOCUMENT = Content.document("application/pdf", "pages".getBytes(UTF_8), "report");

    private static Stream<Arguments> media() {
        return pairs("image", "document");
    }

    private static Content shown(String kind) {
        return kind.equals("image") ? IMAGE : DOCUMENT;
    }

    private static boolean sees(String dialect, String kind) {
        return kind.equals("image") || !Set.of("cohere", "ollama").contains(dialect);
    }

    @ParameterizedTest(name = "{2}: {0} → {1}")
    @MethodSource("media")
    void what_a_user_shows_is_shown_elsewhere_or_nobody_is_asked_who_cannot_see_it(
            String from, String to, String kind, Stage stage) {
        ProviderServer home = OverTheWire.server(stage, from).down();
        ProviderServer elsewhere = OverTheWire.server(stage, to);
        List<Message> messages = List.of(Message.user(Content.text("Look."), shown(kind)));
        try (LlmClient client = client(stage, home, elsewhere)) {
            if (sees(to, kind)) {
                elsewhere.reply("I see.");
                assertThat(ask(client, messages, false)).hasText("I see.");
                assertThat(told(elsewhere)).hasToString(kind.equals("image") ? """
                        user: Look. + [image/png pixels]
                        """ : """
                        user: Look. + [application/pdf pages]
                        """);
            } else {
                assertNotAsked(client, messages, elsewhere);
            }
        }
    }

    @ParameterizedTest(name = "{2}: {0} → {1}")
    @MethodSource("media")
    void what_a_tool_shows_is_shown_in_its_result_or_behind_it_or_nobody_is_asked_who_cannot_see_it(
            String from, String to, String kind, Stage stage) {
        ProviderServer home = OverTheWire.server(stage, from)
                .reply(Reply.toolCall("plot", "{}").andToolCall("now", "{}"));
        ProviderServer elsewhere = OverTheWire.server(stage, to);
        List<Message> messages = new ArrayList<>(List.of(Message.user("Draw.")));
        try (LlmClient client = client(stage, home, elsewhere)) {
            Message.Assistant calls = ask(client, messages, false).message();
            messages.add(calls);
            messages.add(new Message.ToolResult(
                    calls.toolCalls().get(0).id(), "plot", List.of(Content.text("Here:"), shown(kind)), false));
            messages.add(Message.toolResult(calls.toolCalls().get(1), "Noon."));
            home.down();
            if (sees(to, kind)) {
                elsewhere.reply("I see.");
                ChatResponse answer = ask(client, messages, false);
                assertThat(told(elsewhere).toString()).endsWith(drawn(to, kind));
                assertThat(adjustments(answer.route())
                                .contains("moved 1 attachment of tool results into user messages"))
                        .isEqualTo(drawn(to, kind).contains("attached below"));
            } else {
                assertNotAsked(client, messages, elsewhere);
            }
        }
    }

    private static String drawn(String dialect, String kind) {
        String media = kind.equals("image") ? "[image/png pixels]" : "[application/pdf pages]";
        return switch (dialect) {
            case "anthropic", "bedrock", "gemini" -> """
                    user: #1 = Here: + %s + #2 = Noon.
                    """.formatted(media);
            case "openai-responses" -> """
                    tool: #1 = Here: + %s
                    tool: #2 = Noon.
                    """.formatted(media);
            default -> """
                    tool: #1 = Here: + [%1$s 1 attached below]
                    tool: #2 = Noon.
                    %2$suser: [%1$s 1] + %3$s
                    """.formatted(kind, dialect.equals("mistral") ? "assistant: Understood.\n" : "", media);
        };
    }

    private static void assertNotAsked(LlmClient client, List<Message> messages, ProviderServer elsewhere) {
        AllProvidersFailedException failure =
                catchThrowableOfType(AllProvidersFailedException.class, () -> ask(client, messages, false));
        List<Attempt> attempts = failure.route().attempts();
        assertThat(attempts.get(attempts.size() - 1).failure()).hasKind(FailureKind.UNSUPPORTED);
        assertThat(elsewhere.requests()).isEmpty();
    }

    private static LlmClient client(Stage stage, ProviderServer home, ProviderServer elsewhere) {
        return ResilientLlmClient.builder()
                .provider(OverTheWire.provider(home))
                .provider(OverTheWire.provider(elsewhere))
                .time(stage.time())
                .build();
    }

    private static ChatResponse ask(LlmClient client, List<Message> messages, boolean streamed) {
        ChatRequest request = ChatRequest.builder()
                .messages(messages)
                .tools(SEARCH, NOW, PLOT)
                .build();
        if (!streamed) {
            return client.chat(request);
        }
        try (ChatStream stream = client.stream(request)) {
            return stream.response();
        }
    }

    private static boolean isFine(String id, String dialect) {
        return id.matches(FORMS.getOrDefault(dialect, "(?s).+"));
    }

    private static List<String> adjustments(Route route) {
        List<Attempt> attempts = route.attempts();
        return attempts.get(attempts.size() - 1).adjustments();
    }

    private static Transcript told(ProviderServer server) {
        return Transcript.ofLast(server);
    }
}
