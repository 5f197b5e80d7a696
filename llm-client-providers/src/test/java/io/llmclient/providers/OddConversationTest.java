package io.llmclient.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.Content;
import io.llmclient.LlmClient;
import io.llmclient.Message;
import io.llmclient.Origin;
import io.llmclient.Reasoning;
import io.llmclient.Tool;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Reply;
import io.llmclient.testkit.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conversations that one service took and another would refuse. For each there is a table of what everybody is told of
 * it: names of dialects, then the turns, then what the route says of changes.
 */
@ExtendWith(LlmTestExtension.class)
class OddConversationTest {

    private static final Tool SEARCH = Tool.function("search", "Searches.");

    private static final Message BRIEF = Message.system("Be brief.");
    private static final Message KIND = Message.system("Be kind.");
    private static final Message HI = Message.user("Hi");
    private static final Message HELLO = Message.assistant("Hello");
    private static final Message THOUGHT =
            Message.assistant(new Content.Thinking("Hm.", new Origin("other.chat", "m", "c2ln")));
    private static final Message GO_ON = Message.user("Go on");

    private static final Content.ToolCall CALL = call("call_0", "{}");
    private static final Content.ToolCall CALL_1 = call("call_1", "{}");
    private static final Message ASKS = Message.assistant(CALL);
    private static final Message RAIN = Message.toolResult(CALL, "Rain.");
    private static final Message SUN = Message.toolResult(CALL, "Sun.");

    private static Content.ToolCall call(String id, String arguments) {
        return new Content.ToolCall(id, "search", arguments);
    }

    private static Stream<Arguments> odd() {
        String longId = "functions.search:0|" + "x".repeat(60);
        return Stream.of(
                        odd("a later system message", """
                        openai openai-responses ollama
                          system: Be brief. / user: Hi / assistant: Hello / system: Be kind. / user: Go on
                        others
                          system: Be brief. / user: Hi / assistant: Hello / user: <system>Be kind.</system> + Go on
                          turned 1 later system message into user text
                        """, BRIEF, HI, HELLO, KIND, GO_ON),
                        odd("a system message behind a result", """
                        mistral
                          user: Hi / assistant: search#1 {} / tool: #1 = Rain. / assistant: Understood. / user: <system>Be kind.</system>
                          turned 1 later system message into user text
                          put "Understood." behind the tool results of 1 turn
                        openai openai-responses ollama
                          user: Hi / assistant: search#1 {} / tool: #1 = Rain. / system: Be kind.
                        others
                          user: Hi / assistant: search#1 {} / tool: #1 = Rain. / user: <system>Be kind.</system>
                          turned 1 later system message into user text
                        """, HI, ASKS, RAIN, KIND),
                        odd("two user messages in a row", """
                        openai openai-responses ollama
                          system: Be brief. / user: Hi / user: Go on
                        others
                          system: Be brief. / user: Hi + Go on
                        """, BRIEF, HI, GO_ON),
                        odd("two answers in a row", """
                        openai ollama
                          user: Hi / assistant: Hello / assistant: there / user: Go on
                        others
                          user: Hi / assistant: Hello + there / user: Go on
                        """, HI, HELLO, Message.assistant("there"), GO_ON),
                        odd("the assistant begins", """
                        openai openai-responses mistral ollama
                          system: Be brief. / assistant: Hello / user: Hi
                        others
                          system: Be brief. / user: . / assistant: Hello / user: Hi
                          put a user message "." before the first assistant message
                        """, BRIEF, HELLO, HI),
                        odd("the assistant begins with a call", """
                        openai openai-responses mistral ollama
                          assistant: search#1 {} / tool: #1 = Rain.
                        others
                          user: . / assistant: search#1 {} / tool: #1 = Rain.
                          put a user message "." before the first assistant message
                        """, ASKS, RAIN),
                        odd("the assistant ends", """
                        mistral cohere deepseek
                          user: Hi / assistant: Hello / user: Continue.
                          added a user message "Continue." after the last assistant message
                        others
                          user: Hi / assistant: Hello
                        """, HI, HELLO),
                        odd("the assistant ends in white space", """
                        anthropic bedrock bedrock-anthropic
                          user: Hi / assistant: Hello
                        mistral cohere deepseek
                          user: Hi / assistant: "Hello  " / user: Continue.
                          added a user message "Continue." after the last assistant message
                        others
                          user: Hi / assistant: "Hello  "
                        """, HI, Message.assistant("Hello  ")),
                        odd("a turn of nothing but another model's thought", """
                        openai openai-responses ollama
                          user: Hi / user: Go on
                          dropped 1 thinking part of other.chat/m
                        others
                          user: Hi + Go on
                          dropped 1 thinking part of other.chat/m
                        """, HI, THOUGHT, GO_ON),
                        odd("a last turn of nothing but another model's thought", """
                        others
                          user: Hi
                          dropped 1 thinking part of other.chat/m
                        """, HI, THOUGHT),
                        odd("an answer without words", """
                        openai openai-responses gemini ollama
                          user: Hi / assistant: "" / user: Go on
                        others
                          user: Hi + Go on
                        """, HI, Message.assistant(""), GO_ON),
                        odd("a refusal", """
                        others
                          user: Hi / assistant: No. / user: Go on
                        """, HI, Message.assistant(new Content.Refusal("No.")), GO_ON),
                        odd("a user without words", """
                        openai openai-responses gemini ollama
                          user: " " / assistant: Hello / user: ""
                        others
                          user: . / assistant: Hello / user: .
                          put "." in place of 2 empty user messages
                        """, Message.user(" "), HELLO, Message.user("")),
                        odd("a system message without words", """
                        openai openai-responses gemini ollama
                          system: "" / user: Hi
                        others
                          user: Hi
                        """, Message.system(""), HI),
                        odd("a result without words", """
                        openai openai-responses gemini ollama
                          user: Hi / assistant: search#1 {} / tool: #1 = ""
                        others
                          user: Hi / assistant: search#1 {} / tool: #1 = (no output)
                          put "(no output)" in place of 1 empty tool result
                        """, HI, ASKS, Message.toolResult(CALL, "")),
                        odd("a call without its result", """
                        mistral
                          user: Hi / assistant: search#1 {} / tool: #1 = Error: no result was given / assistant: Understood. / user: Go on
                          gave an error result to 1 tool call without a result
                          put "Error: " before 1 tool result
                          put "Understood." behind the tool results of 1 turn
                        anthropic gemini bedrock bedrock-anthropic
                          user: Hi / assistant: search#1 {} / tool: #1 ! no result was given / user: Go on
                          gave an error result to 1 tool call without a result
                        others
                          user: Hi / assistant: search#1 {} / tool: #1 = Error: no result was given / user: Go on
                          gave an error result to 1 tool call without a result
                          put "Error: " before 1 tool result
                        """, HI, ASKS, GO_ON),
                        odd("a last call without its result", """
                        anthropic gemini bedrock bedrock-anthropic
                          user: Hi / assistant: search#1 {} / tool: #1 ! no result was given
                          gave an error result to 1 tool call without a result
                        others
                          user: Hi / assistant: search#1 {} / tool: #1 = Error: no result was given
                          gave an error result to 1 tool call without a result
                          put "Error: " before 1 tool result
                        """, HI, ASKS),
                        odd(
                                "one of two results",
                                """
                        mistral
                          user: Hi / assistant: search#1 {} + search#2 {} / tool: #1 = Error: no result was given / tool: #2 = Rain. / assistant: Understood. / user: Go on
                          gave an error result to 1 tool call without a result
                          put "Error: " before 1 tool result
                          put "Understood." behind the tool results of 1 turn
                        anthropic gemini bedrock bedrock-anthropic
                          user: Hi / assistant: search#1 {} + search#2 {} / tool: #1 ! no result was given / tool: #2 = Rain. / user: Go on
                          gave an error result to 1 tool call without a result
                        others
                          user: Hi / assistant: search#1 {} + search#2 {} / tool: #1 = Error: no result was given / tool: #2 = Rain. / user: Go on
                          gave an error result to 1 tool call without a result
                          put "Error: " before 1 tool result
                        """,
                                HI,
                                Message.assistant(CALL, CALL_1),
                                Message.toolResult(CALL_1, "Rain."),
                                GO_ON),
                        odd(
                                "two results in another order",
                                """
                        others
                          user: Hi / assistant: search#1 {} + search#2 {} / tool: #1 = Rain. / tool: #2 = Sun.
                        """,
                                HI,
                                Message.assistant(CALL, CALL_1),
                                Message.toolResult(CALL_1, "Sun."),
                                RAIN),
                        odd(
                                "words between two calls",
                                """
                        openai mistral cohere ollama deepseek
                          user: Hi / assistant: And + search#1 {} + search#2 {} / tool: #1 = Rain. / tool: #2 = Sun.
                        others
                          user: Hi / assistant: search#1 {} + And + search#2 {} / tool: #1 = Rain. / tool: #2 = Sun.
                        """,
                                HI,
                                Message.assistant(CALL, Content.text("And"), CALL_1),
                                RAIN,
                                Message.toolResult(CALL_1, "Sun.")),
                        odd("a result without a call", """
                        openai openai-responses ollama
                          user: Hi / user: [result of the tool search] + Rain.
                          turned 1 tool result without a call into user text
                        others
                          user: Hi + [result of the tool search] + Rain.
                          turned 1 tool result without a call into user text
                        """, HI, RAIN),
                        odd("a result that comes late", """
                        mistral
                          user: Hi / assistant: search#1 {} / tool: #1 = Rain. / assistant: Understood. / user: Go on
                          moved 1 tool result up behind the call
                          put "Understood." behind the tool results of 1 turn
                        others
                          user: Hi / assistant: search#1 {} / tool: #1 = Rain. / user: Go on
                          moved 1 tool result up behind the call
                        """, HI, ASKS, GO_ON, RAIN),
                        odd("one id in two turns", """
                        others
                          user: Hi / assistant: search#1 {} / tool: #1 = Rain. / assistant: search#2 {} / tool: #2 = Sun.
                        """, HI, ASKS, RAIN, ASKS, SUN),
                        odd("one id twice in a turn", """
                        others
                          user: Hi / assistant: search#1 {} + search#2 {} / tool: #1 = Rain. / tool: #2 = Sun.
                        """, HI, Message.assistant(CALL, CALL), RAIN, SUN),
                        odd(
                                "an id that hardly anybody takes",
                                """
                        others
                          user: Hi / assistant: search#1 {} / tool: #1 = Rain.
                        """,
                                HI,
                                Message.assistant(call(longId, "{}")),
                                Message.toolResult(call(longId, "{}"), "Rain.")),
                        odd("arguments that were cut", """
                        openai openai-responses mistral cohere deepseek
                          user: Hi / assistant: search#1 "{\\"q\\":" / tool: #1 = Rain.
                        others
                          user: Hi / assistant: search#1 {"_raw":"{\\"q\\":"} / tool: #1 = Rain.
                          put the arguments of 1 tool call into an object: they are none
                        """, HI, Message.assistant(call("call_0", "{\"q\":")), RAIN),
                        odd("arguments that are a list", """
                        openai openai-responses mistral cohere deepseek
                          user: Hi / assistant: search#1 [1] / tool: #1 = Rain.
                        others
                          user: Hi / assistant: search#1 {"_raw":"[1]"} / tool: #1 = Rain.
                          put the arguments of 1 tool call into an object: they are none
                        """, HI, Message.assistant(call("call_0", "[1]")), RAIN),
                        odd("no arguments", """
                        others
                          user: Hi / assistant: search#1 {} / tool: #1 = Rain.
                        """, HI, Message.assistant(call("call_0", "")), RAIN))
                .flatMap(odd -> odd);
    }

    private static Stream<Arguments> odd(String what, String table, Message... messages) {
        return dialects().map(dialect -> Arguments.of(what, dialect, row(table, dialect), List.of(messages)));
    }

    /** The lines below the name of the dialect, or else below {@code others}. */
    private static List<String> row(String table, String dialect) {
        List<String> row = new ArrayList<>();
        boolean meant = false;
        for (String line : table.lines().toList()) {
            if (!line.startsWith(" ")) {
                meant = List.of(line.split(" ", -1)).contains(dialect) || (row.isEmpty() && line.equals("others"));
            } else if (meant) {
                row.add(line.strip());
            }
        }
        return row;
    }

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("odd")
    void an_odd_conversation_is_told_to_everybody_as_they_take_it(
            String what, String dialect, List<String> expected, List<Message> messages, Stage stage) {
        ProviderServer server = OverTheWire.server(stage, dialect).reply("Yes.");
        try (LlmClient client = clientAfterAnother(stage, dialect, server)) {
            ChatResponse answer =
                    client.chat(request(messages.toArray(Message[]::new)).build());

            List<String> told = new ArrayList<>();
            told.add(String.join(" / ", told(server)));
            told.addAll(adjustments(answer));
            assertThat(told).isEqualTo(expected);
            assertThat(Transcript.ofLast(server).ids()).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "openai-responses, openai.responses",
        "anthropic, anthropic.messages",
        "bedrock-anthropic, bedrock.invoke.anthropic",
        "bedrock, bedrock.converse",
        "gemini, gemini.generateContent",
        "mistral, mistral.chat",
        "cohere, cohere.chat",
        "ollama, ollama.chat",
        "deepseek, openai.chat"
    })
    void what_another_model_of_the_same_service_thought_and_signed_is_dropped(
            String provider, String dialect, Stage stage) {
        Origin another = new Origin(dialect, "another-model", "c2ln");
        Message.Assistant signed = Message.assistant(
                new Content.Thinking("Hm.", another),
                new Content.Text("Let me look.", another),
                new Content.ToolCall("call_0", "search", "{}", another));
        ProviderServer server = OverTheWire.server(stage, provider).reply("Yes.");
        try (LlmClient client = clientAfterAnother(stage, provider, server)) {
            ChatResponse answer = client.chat(request(HI, signed, RAIN).build());

            assertThat(told(server))
                    .containsExactly("user: Hi", "assistant: Let me look. + search#1 {}", "tool: #1 = Rain.");
            assertThat(adjustments(answer))
                    .containsExactly(
                            "dropped 1 thinking part of " + dialect + "/another-model",
                            "dropped 2 signatures of " + dialect + "/another-model");
        }
    }

    /** With a budget Claude refuses to think in a turn that began without a thought; in the next it may. */
    @ParameterizedTest
    @ValueSource(strings = {"anthropic", "bedrock", "bedrock-anthropic"})
    void claude_thinks_again_when_a_turn_that_another_began_is_over(String dialect, Stage stage) {
        ProviderServer server =
                OverTheWire.server(stage, dialect).reply("It rains.").reply("Yes.");
        try (LlmClient client = clientAfterAnother(stage, dialect, server)) {
            ChatResponse answer = client.chat(
                    request(HI, ASKS, RAIN).reasoning(Reasoning.budget(2_000)).build());
            assertThat(adjustments(answer))
                    .containsExactly("dropped reasoning: the turn began without a thought of the model");
            client.chat(request(HI, ASKS, RAIN, Message.assistant("It rains."), GO_ON)
                    .reasoning(Reasoning.budget(2_000))
                    .build());

            assertThat(server.requests().get(0).body()).doesNotContain("budget_tokens");
            assertThat(server.requests().get(1).body()).contains("\"budget_tokens\":2000");
        }
    }

    @Test
    void deepseek_gets_its_own_thoughts_back_and_empty_ones_where_another_spoke(Stage stage) {
        ProviderServer server = OverTheWire.server(stage, "deepseek")
                .reply(Reply.thinking("I look.").andToolCall("call_2", "search", "{}"))
                .reply("Yes.");
        List<Message> messages = new ArrayList<>(List.of(HI, ASKS, RAIN, HELLO, GO_ON));
        try (LlmClient client = clientAfterAnother(stage, "deepseek", server)) {
            Message.Assistant own = client.chat(
                            request(messages.toArray(Message[]::new)).build())
                    .message();
            messages.add(own);
            messages.add(Message.toolResult(own.toolCalls().get(0), "Sun."));
            client.chat(request(messages.toArray(Message[]::new)).build());

            assertThat(Transcript.ofLast(server)).hasToString("""
                    user: Hi
                    assistant: () + search#1 {}
                    tool: #1 = Rain.
                    assistant: () + Hello
                    user: Go on
                    assistant: (I look.) + search#2 {}
                    tool: #2 = Sun.
                    """);
        }
    }

    /** As those of Gemini 2 have none: then the order alone says whose result it is. */
    @Test
    void results_for_calls_without_an_id_come_in_the_order_of_the_calls(Stage stage) {
        Content.ToolCall first = call("call_a_0", "{}");
        Content.ToolCall second = call("call_a_1", "{}");
        ProviderServer server = OverTheWire.server(stage, "gemini").reply("Yes.");
        try (LlmClient client = clientAfterAnother(stage, "gemini", server)) {
            client.chat(request(
                            HI,
                            Message.assistant(first, second),
                            Message.toolResult(second, "Sun."),
                            Message.toolResult(first, "Rain."))
                    .build());

            assertThat(server.requests().get(0).body()).doesNotContain("call_a_");
            assertThat(told(server)).endsWith("tool: #1 = Rain.", "tool: #2 = Sun.");
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void calls_of_the_past_are_told_where_no_tool_is_offered_any_more(String dialect, Stage stage) {
        ProviderServer server = OverTheWire.server(stage, dialect).reply("Yes.");
        try (LlmClient client = clientAfterAnother(stage, dialect, server)) {
            client.chat(request(HI, ASKS, RAIN).tools(List.of()).build());

            assertThat(told(server)).containsExactly("user: Hi", "assistant: search#1 {}", "tool: #1 = Rain.");
        }
    }

    private static ChatRequest.Builder request(Message... messages) {
        return ChatRequest.builder().messages(List.of(messages)).tools(SEARCH);
    }

    private static Stream<String> dialects() {
        return Stream.concat(OverTheWire.DIALECTS.stream(), Stream.of("deepseek", "bedrock-anthropic"));
    }

    /** What is said by each in its own way is said in one here: results one by one, and no marks where nothing is. */
    private static List<String> told(ProviderServer server) {
        List<String> lines = new ArrayList<>();
        for (String line : Transcript.ofLast(server).lines()) {
            String rest = line.replace("~none", "")
                    .replace("assistant: () + ", "assistant: ")
                    .replaceAll("( \\+ |\n)+", " + ");
            while (rest.startsWith("user: #")) {
                String[] resultAndRest = rest.split(" \\+ ", 2);
                lines.add(resultAndRest[0].replace("user:", "tool:"));
                rest = resultAndRest.length == 1 ? "" : "user: " + resultAndRest[1];
            }
            if (!rest.isEmpty()) {
                lines.add(rest);
            }
        }
        return lines;
    }

    private static LlmClient clientAfterAnother(Stage stage, String dialect, ProviderServer server) {
        return ResilientLlmClient.builder()
                .provider(stage.register(FakeProvider.named("first")).down())
                .provider(OverTheWire.provider(dialect, server))
                .time(stage.time())
                .build();
    }

    private static List<String> adjustments(ChatResponse answer) {
        return answer.route()
                .attempts()
                .get(answer.route().attempts().size() - 1)
                .adjustments();
    }
}
