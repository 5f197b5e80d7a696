package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.llmclient.ChatEvent;
import io.llmclient.ChatResponse;
import io.llmclient.Content;
import io.llmclient.FinishReason;
import io.llmclient.Origin;
import io.llmclient.Usage;
import io.llmclient.spi.ProviderStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The part of {@link ProviderContract} about good answers. */
abstract class AnswerContract extends ContractFixture {

    private static final String ARGUMENTS = "{\"city\":\"Bonn\",\"days\":2}";

    @Test
    void a_text_comes_whole() {
        server.reply("Hello to you, too");

        ChatResponse answer = whole();

        assertThat(answer.text()).isEqualTo("Hello to you, too");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.rawFinishReason()).isNotNull();
    }

    @Test
    void a_streamed_text_comes_in_pieces_and_ends_in_the_whole_answer() {
        server.reply("Hello to you, too");

        List<ChatEvent> events = stream();

        assertThat(events).hasSizeGreaterThan(2);
        assertThat(text(events)).isEqualTo("Hello to you, too");
        assertThat(last(events).text()).isEqualTo("Hello to you, too");
        assertThat(last(events).finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void a_piece_is_handed_out_before_the_next_one_is_sent() {
        server.reply(Reply.words(5).stallAfter(1));

        try (ProviderStream stream = client.open(HELLO, call(true))) {
            assertThat(nextText(stream)).startsWith("word1");
        }
    }

    @Test
    void the_request_says_what_was_asked() {
        server.reply("Hi").reply("Hi");

        whole();
        streamed();

        assertThat(server.requests()).extracting(ServerRequest::streaming).containsExactly(false, true);
        assertThat(server.requests()).allSatisfy(request -> {
            assertThat(request.model()).isEqualTo(client.model());
            assertThat(request.body()).contains("Hello there");
        });
    }

    @Test
    void letters_of_every_script_survive() {
        String text = "Grüße, 世界! 😀 “quoted” \\ \n\t\u2028 end";
        server.reply(text).reply(text);

        assertThat(whole().text()).isEqualTo(text);
        assertThat(streamed().text()).isEqualTo(text);
    }

    @Test
    void a_tool_call_comes_whole() {
        server.reply(Reply.empty().andToolCall("call_1", "weather", ARGUMENTS));

        ChatResponse answer = whole();

        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(answer.toolCalls()).hasSize(1);
        assertCall(answer.toolCalls().get(0), "call_1", "weather", ARGUMENTS);
    }

    @Test
    void a_streamed_tool_call_starts_grows_and_is_whole_at_the_end() {
        server.reply(Reply.empty().andToolCall("call_1", "weather", ARGUMENTS));

        List<ChatEvent> events = stream();

        assertThat(events.get(0)).isEqualTo(new ChatEvent.ToolCallStarted(0, "call_1", "weather"));
        assertThat(arguments(events)).isEqualTo(ARGUMENTS);
        assertThat(events.get(events.size() - 2)).isInstanceOf(ChatEvent.ToolCallCompleted.class);
        assertCall(last(events).toolCalls().get(0), "call_1", "weather", ARGUMENTS);
        assertThat(last(events).finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    private static String arguments(List<ChatEvent> events) {
        StringBuilder arguments = new StringBuilder();
        for (ChatEvent event : events) {
            if (event instanceof ChatEvent.ToolCallDelta delta) {
                arguments.append(delta.arguments());
            }
        }
        return withoutSpace(arguments.toString());
    }

    private static void assertCall(Content.ToolCall call, String id, String name, String arguments) {
        assertThat(call.id()).isEqualTo(id);
        assertThat(call.name()).isEqualTo(name);
        assertThat(withoutSpace(call.arguments())).isEqualTo(arguments);
    }

    private static String withoutSpace(String json) {
        return json.replaceAll("\\s", "");
    }

    @Test
    void parallel_tool_calls_keep_their_order_and_their_arguments() {
        Reply reply = Reply.empty()
                .andToolCall("call_1", "weather", ARGUMENTS)
                .andToolCall("call_2", "weather", "{\"city\":\"Rome\"}")
                .andToolCall("call_3", "time", "{}");
        server.reply(reply).reply(reply);

        for (ChatResponse answer : List.of(whole(), streamed())) {
            assertThat(answer.toolCalls()).hasSize(3);
            assertCall(answer.toolCalls().get(0), "call_1", "weather", ARGUMENTS);
            assertCall(answer.toolCalls().get(1), "call_2", "weather", "{\"city\":\"Rome\"}");
            assertCall(answer.toolCalls().get(2), "call_3", "time", "{}");
        }
    }

    @Test
    void words_before_a_tool_call_stay_before_it() {
        Reply reply = Reply.text("Let me look.").andToolCall("call_1", "weather", ARGUMENTS);
        server.reply(reply).reply(reply);

        for (ChatResponse answer : List.of(whole(), streamed())) {
            assertThat(answer.text()).isEqualTo("Let me look.");
            assertThat(answer.content().get(0)).isInstanceOf(Content.Text.class);
            assertThat(answer.content().get(answer.content().size() - 1)).isInstanceOf(Content.ToolCall.class);
        }
    }

    @Test
    void thoughts_come_before_the_text_and_apart_from_it() {
        Reply reply = Reply.thinking("Which city is it?").andText("It is Bonn.");
        server.reply(reply).reply(reply);

        for (ChatResponse answer : List.of(whole(), streamed())) {
            assertThat(answer.thinking()).isEqualTo("Which city is it?");
            assertThat(answer.text()).isEqualTo("It is Bonn.");
            assertThat(answer.content().get(0)).isInstanceOf(Content.Thinking.class);
        }
    }

    @Test
    void thoughts_stream_as_events_of_their_own() {
        server.reply(Reply.thinking("Which city is it?").andText("It is Bonn."));

        List<ChatEvent> events = stream();

        assertThat(events.get(0)).isInstanceOf(ChatEvent.ThinkingDelta.class);
        assertThat(text(events)).isEqualTo("It is Bonn.");
    }

    @Test
    void a_signature_is_kept_with_the_part_it_came_with() {
        assumeFalse(speaks("openai") || speaks("mistral"), "this dialect signs nothing");
        assumeFalse(speaks("cohere") || speaks("ollama"), "these dialects sign nothing");
        assumeFalse(speaks("openai-responses"), "this dialect signs with whole items");
        Reply reply = speaks("gemini")
                ? Reply.thinking("Which city?")
                        .andToolCall("call_1", "weather", ARGUMENTS)
                        .signed("c2lnbmF0dXJl")
                : Reply.thinking("Which city?").signed("c2lnbmF0dXJl").andText("Bonn.");
        server.reply(reply).reply(reply);

        for (ChatResponse answer : List.of(whole(), streamed())) {
            assertThat(answer.content())
                    .extracting(Chunk::originOf)
                    .contains(new Origin(client.dialect(), client.model(), "c2lnbmF0dXJl"));
        }
    }

    @Test
    void usage_is_brought_to_one_arithmetic() {
        Usage usage = Usage.builder()
                .input(100L)
                .cachedInput(40L)
                .output(30L)
                .reasoning(10L)
                .build();
        Reply reply = Reply.text("Hi").usage(usage);
        server.reply(reply).reply(reply);

        for (ChatResponse answer : List.of(whole(), streamed())) {
            assertThat(answer.usage().input()).isEqualTo(100L);
            assertThat(answer.usage().output()).isEqualTo(30L);
            if (!speaks("ollama")) { // which tells these two alone
                assertThat(answer.usage().cachedInput()).isEqualTo(40L);
                assertThat(answer.usage().reasoning()).isEqualTo(speaks("bedrock") ? null : 10L); // told by all others
            }
            assertThat(answer.usage().total()).isEqualTo(130L);
        }
    }

    @Test
    void id_and_model_are_those_of_the_answer() {
        assumeFalse(speaks("bedrock"), "this dialect tells neither");
        Reply reply = Reply.text("Hi").id("answer-7").model("model-2026-11-20");
        server.reply(reply).reply(reply);

        for (ChatResponse answer : List.of(whole(), streamed())) {
            assertThat(answer.id()).isEqualTo(speaks("ollama") ? null : "answer-7");
            assertThat(answer.model()).isEqualTo(speaks("cohere") ? null : "model-2026-11-20");
        }
    }

    @Test
    void an_answer_ends_for_the_reason_that_the_provider_gives() {
        Map<FinishReason, Reply> replies = Map.of(
                FinishReason.STOP, Reply.text("Done."),
                FinishReason.LENGTH, Reply.text("And then").finishReason(FinishReason.LENGTH),
                FinishReason.CONTENT_FILTER, Reply.text("He").finishReason(FinishReason.CONTENT_FILTER),
                FinishReason.OTHER, Reply.text("Wait").finishReason(FinishReason.OTHER));

        replies.forEach((reason, reply) -> {
            if (reason == FinishReason.CONTENT_FILTER && speaks("ollama")) {
                return; // it has no word for it
            }
            server.reply(reply).reply(reply);
            assertThat(whole().finishReason()).isEqualTo(reason);
            assertThat(streamed().finishReason()).isEqualTo(reason);
        });
    }

    @Test
    void a_refusal_is_not_an_ordinary_stop() {
        assumeFalse(speaks("ollama"), "this service has no word for it");
        server.reply(Reply.refusal("I can't do that.")).reply(Reply.refusal("I can't do that."));

        assertThat(whole().finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(streamed().finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
    }

    @Test
    void fields_that_are_new_today_do_no_harm() {
        Reply reply = Reply.thinking("Hm?").andText("Look.").andToolCall("call_1", "weather", ARGUMENTS);
        server.withUnknownFields().reply(reply).reply(reply);

        for (ChatResponse answer : List.of(whole(), streamed())) {
            assertThat(answer.thinking()).isEqualTo("Hm?");
            assertThat(answer.text()).isEqualTo("Look.");
            assertCall(answer.toolCalls().get(0), "call_1", "weather", ARGUMENTS);
            assertThat(answer.skippedEvents()).isZero();
        }
    }

    @Test
    void a_connection_is_used_again_after_an_answer_was_read_to_its_end() {
        server.reply("one").reply("two").reply("three");

        streamed();
        whole();
        streamed();

        List<ServerRequest> requests = server.requests();
        assertThat(requests).allMatch(request -> request.cameOnTheConnectionOf(requests.get(0)));
    }
}
