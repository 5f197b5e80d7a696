package io.llmclient.providers.internal.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Media;
import io.llmclient.Message;
import io.llmclient.Origin;
import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.core.http.Quirks;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.Fitting;
import io.llmclient.providers.internal.JsonText;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

class MessagesWritingTest {

    private static final String MODEL = "claude-sonnet-4-5";
    private static final Origin OWN = new Origin("anthropic.messages", MODEL, "sig");
    private static final Content.CachePoint POINT = new Content.CachePoint(null);
    private static final Content.CachePoint ONE_HOUR = new Content.CachePoint(Duration.ofHours(1));
    private static final Content.ToolCall CALL = new Content.ToolCall("toolu_1", "look", "{\"at\": 1}");
    private static final Tool LOOK = Tool.function("look", "Looks.", "{\"type\":\"object\"}");

    private static String write(ChatRequest.Builder request, String model, boolean streaming) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            new AnthropicMessages().write(request.build(), new Target(model, streaming, Quirks.none()), out);
        }
        return json(text.toString());
    }

    private static String write(ChatRequest.Builder request) {
        return write(request, MODEL, false);
    }

    /** What a client sends. */
    private static String fitting(ChatRequest.Builder request, String model) {
        return write(Fitting.fit(request.build(), new AnthropicMessages(), model).toBuilder(), model, true);
    }

    private static String fitting(ChatRequest.Builder request) {
        return fitting(request, MODEL);
    }

    private static ChatRequest.Builder hello() {
        return ChatRequest.builder().user("Hello").maxOutputTokens(100);
    }

    /** What a request with these messages has in {@code messages}. */
    private static String messages(Message... messages) {
        String body = write(ChatRequest.builder().maxOutputTokens(100).messages(List.of(messages)));
        return body.substring(body.indexOf("\"messages\":") + 11, body.length() - 1);
    }

    /** Without the white space that makes it readable. */
    private static String json(String text) {
        return String.valueOf(JsonText.cursor(text).json());
    }

    @Test
    void a_plain_question_is_model_limit_and_message() {
        assertThat(write(ChatRequest.builder().system("Be brief.").user("Hello").maxOutputTokens(100)))
                .isEqualTo(json("""
                {"model": "claude-sonnet-4-5", "max_tokens": 100, "system": "Be brief.",
                 "messages": [{"role": "user", "content": [{"type": "text", "text": "Hello"}]}]}"""));
    }

    @Test
    void settings_have_their_fields() {
        assertThat(write(hello().temperature(0.5).topP(0.9).topK(5).stop("END").metadata("user_id", "u1")))
                .endsWith(json("""
                        {"temperature": 0.5, "top_p": 0.9, "top_k": 5, "stop_sequences": ["END"],
                         "metadata": {"user_id": "u1"}}""").substring(1));
        assertThat(write(hello(), MODEL, true)).contains("\"stream\":true");
    }

    @Test
    void a_schema_for_the_answer_is_an_output_format() {
        assertThat(write(hello().responseFormat(ResponseFormat.jsonSchema("city", "{\"type\":\"object\"}"))))
                .contains("\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}}");
    }

    @Nested
    class MaxTokens {

        @ParameterizedTest
        @CsvSource({
            "claude-opus-5-5, true, 128000",
            "claude-opus-5-5, false, 21333",
            "claude-haiku-4-5-20251001, true, 64000",
            "claude-3-haiku-20240307, false, 4096",
            "deepseek-chat, true, 4096"
        })
        void are_the_models_maximum_when_not_set_and_what_ten_minutes_give_when_not_streamed(
                String model, boolean streaming, int expected) {
            assertThat(write(ChatRequest.builder().user("Hello"), model, streaming))
                    .contains("\"max_tokens\":" + expected + ",");
        }

        @Test
        void leave_room_for_the_answer_behind_a_budget_to_think() {
            assertThat(write(ChatRequest.builder().user("Hello").reasoning(Reasoning.budget(30_000))))
                    .contains("\"max_tokens\":51333,");
        }
    }

    @Nested
    class Turns {

        @Test
        void join_messages_of_one_side_with_tool_results_first() {
            assertThat(messages(
                            Message.user("Look"),
                            Message.assistant(CALL),
                            Message.user("And?"),
                            Message.toolResult(CALL, "a tree")))
                    .isEqualTo(json("""
                            [{"role": "user", "content": [{"type": "text", "text": "Look"}]},
                             {"role": "assistant", "content": [
                                {"type": "tool_use", "id": "toolu_1", "name": "look", "input": {"at": 1}}]},
                             {"role": "user", "content": [
                                {"type": "tool_result", "tool_use_id": "toolu_1", "content": "a tree"},
                                {"type": "text", "text": "And?"}]}]"""));
        }

        @Test
        void hold_errors_and_media_of_tools() {
            Message.ToolResult seen = new Message.ToolResult(
                    "toolu_1", "look", List.of(Content.text("seen"), Content.image("https://a.b/c.png")), true);
            assertThat(messages(Message.user("Look"), Message.assistant(CALL), seen))
                    .contains(json("""
                            {"type": "tool_result", "tool_use_id": "toolu_1", "content": [
                               {"type": "text", "text": "seen"},
                               {"type": "image", "source": {"type": "url", "url": "https://a.b/c.png"}}],
                             "is_error": true}"""));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"a\": 1.50}|{\"a\":1.50}",
                    "{\"a\": \"cut|{\"_raw\":\"{\\\"a\\\": \\\"cut\"}",
                    "[1]|{\"_raw\":\"[1]\"}",
                    "oops|{\"_raw\":\"oops\"}"
                })
        void always_hold_arguments_as_an_object(String arguments, String input) {
            Content.ToolCall call = new Content.ToolCall("t", "look", arguments);
            assertThat(fitting(hello().message(Message.assistant(call)))).contains("\"input\":" + input + "}");
        }

        @Test
        void replay_thoughts_and_opaque_parts_as_they_came() {
            Content.Opaque redacted =
                    new Content.Opaque("redacted_thinking", "{\"type\":\"redacted_thinking\",\"data\":\"x\"}", OWN);
            assertThat(messages(
                            Message.user("Hi"),
                            Message.assistant(new Content.Thinking("", OWN), redacted, new Content.Refusal("No.")),
                            Message.user("Why?")))
                    .contains(json("""
                            [{"type": "thinking", "thinking": "", "signature": "sig"},
                             {"type": "redacted_thinking", "data": "x"},
                             {"type": "text", "text": "No."}]"""));
        }

        @Test
        void lose_thoughts_without_signature_and_blank_texts() {
            Content.Thinking cut = new Content.Thinking("hm", new Origin("anthropic.messages", MODEL));
            assertThat(messages(Message.user("Hi"), Message.assistant(cut, Content.text(" ")), Message.user("Hello?")))
                    .isEqualTo(json("""
                            [{"role": "user", "content": [{"type": "text", "text": "Hi"},
                                                          {"type": "text", "text": "Hello?"}]}]"""));
        }

        @Test
        void may_be_the_systems_where_the_model_takes_them() {
            assertThat(messages(Message.user("Hi"), Message.system("Now in French.")))
                    .endsWith(json("""
                            {"role": "system", "content": [{"type": "text", "text": "Now in French."}]}""") + "]");
        }

        @Test
        void to_be_continued_end_without_space() {
            assertThat(messages(Message.user("Count"), Message.assistant("one, two \n")))
                    .contains("\"text\":\"one, two\"");
        }
    }

    @Nested
    class MediaBlocks {

        private String block(Content part) {
            return messages(Message.user(part));
        }

        @Test
        void name_their_source() {
            assertThat(block(Content.image("image/png", new byte[] {1, 2}))).contains(json("""
                            {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AQI="}}"""));
            assertThat(block(new Content.Document(Media.fileId("file_1"), null, false)))
                    .contains(json("""
                            {"type": "document", "source": {"type": "file", "file_id": "file_1"}}"""));
        }

        @Test
        void hold_text_documents_as_text_with_title_and_citations() {
            byte[] text = "Grüße".getBytes(StandardCharsets.UTF_8);
            assertThat(block(new Content.Document(Media.bytes("text/markdown", text), "a.md", true)))
                    .contains(json("""
                            {"type": "document",
                             "source": {"type": "text", "media_type": "text/plain", "data": "Grüße"},
                             "title": "a.md", "citations": {"enabled": true}}"""));
        }

        @Test
        void are_unsupported_when_the_api_knows_no_such_type() {
            assertThatThrownBy(() -> block(Content.image("image/heic", new byte[] {1})))
                    .isInstanceOfSatisfying(
                            LlmException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED))
                    .hasMessageContaining("image/heic");
        }
    }

    @Nested
    class CacheMarks {

        @Test
        void are_on_the_block_before_the_point_and_on_the_tools_when_there_is_none() {
            String body = write(ChatRequest.builder()
                    .message(new Message.System(List.of(POINT, Content.text("S"), ONE_HOUR)))
                    .user(Content.text("U"), new Content.CachePoint(Duration.ofMinutes(5)))
                    .tools(LOOK));
            assertThat(body)
                    .contains("\"text\":\"S\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}")
                    .contains("\"text\":\"U\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"5m\"}}")
                    .contains("\"input_schema\":{\"type\":\"object\"},\"cache_control\":{\"type\":\"ephemeral\"}}");
        }

        @Test
        void of_a_tool_result_are_on_the_result() {
            Message.ToolResult result =
                    new Message.ToolResult("toolu_1", "look", List.of(Content.text("tree"), POINT), false);
            assertThat(messages(Message.user("Look"), Message.assistant(CALL), result))
                    .contains(json("""
                            {"type": "tool_result", "tool_use_id": "toolu_1", "content": "tree",
                             "cache_control": {"type": "ephemeral"}}"""));
        }

        @Test
        void skip_thoughts() {
            assertThat(messages(
                            Message.user("Hi"),
                            Message.assistant(Content.text("Hello"), new Content.Thinking("hm", OWN), POINT),
                            Message.user("Go on")))
                    .contains(json("""
                            {"type": "text", "text": "Hello", "cache_control": {"type": "ephemeral"}}"""));
        }

        @Test
        void are_four_at_most_with_the_one_of_the_request_and_the_last_ones_count() {
            ChatRequest.Builder request = hello().cache(POINT);
            for (int i = 0; i < 5; i++) {
                request.user(Content.text("part " + i), POINT);
            }
            String body = write(request);
            assertThat(body.split("cache_control", -1)).hasSize(5);
            assertThat(body).contains("\"part 1\"}").contains("\"part 2\",\"cache_control\"");
        }

        @Test
        void are_left_out_for_servers_of_others() {
            assertThat(write(hello().cache(POINT).user(Content.text("x"), POINT), "deepseek-chat", false))
                    .doesNotContain("cache_control");
        }
    }

    @Nested
    class Tools {

        @Test
        void have_their_schema_and_strictness() {
            assertThat(write(hello().tools(LOOK.asStrict(), Tool.function("stop", ""))))
                    .contains(json("""
                            [{"name": "look", "description": "Looks.", "input_schema": {"type": "object"},
                              "strict": true},
                             {"name": "stop", "input_schema": {"type": "object", "properties": {}}}]"""))
                    .doesNotContain("tool_choice");
        }

        @Test
        void are_chosen_in_the_words_of_the_api() {
            assertThat(choice(ToolChoice.auto(), null)).isEqualTo("{\"type\":\"auto\"}");
            assertThat(choice(ToolChoice.none(), false)).isEqualTo("{\"type\":\"none\"}");
            assertThat(choice(ToolChoice.required(), true)).isEqualTo("{\"type\":\"any\"}");
            assertThat(choice(ToolChoice.required("look"), false))
                    .isEqualTo("{\"type\":\"tool\",\"name\":\"look\",\"disable_parallel_tool_use\":true}");
            assertThat(choice(null, false)).isEqualTo("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}");
        }

        private String choice(ToolChoice choice, Boolean parallel) {
            String body = write(hello().tools(LOOK).toolChoice(choice).parallelToolCalls(parallel));
            return body.substring(body.indexOf("\"tool_choice\":") + 14, body.length() - 1);
        }
    }

    @Nested
    class Thinking {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "claude-sonnet-4-5|LOW|\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}",
                    "claude-sonnet-4-5|NONE|\"thinking\":{\"type\":\"disabled\"}",
                    "claude-opus-4-6|XHIGH|\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"high\"}",
                    "claude-opus-4-7|XHIGH|\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"xhigh\"}",
                    "claude-sonnet-5|NONE|\"thinking\":{\"type\":\"disabled\"}",
                    "claude-opus-5-5|NONE|\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"low\"}",
                    "claude-fable-5-2|MINIMAL|\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"low\"}",
                    "claude-sonnet-5-5|NONE|\"thinking\":{\"type\":\"between_tools\"}",
                    "claude-haiku-5-5|MAX|\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"max\"}"
                })
        void is_asked_for_in_the_way_of_the_generation(String model, Effort effort, String expected) {
            assertThat(fitting(ChatRequest.builder().user("Hi").reasoning(Reasoning.effort(effort)), model))
                    .endsWith(expected + "}");
        }

        @Test
        void takes_a_budget_where_the_model_does_and_the_nearest_effort_elsewhere() {
            ChatRequest.Builder request = hello().maxOutputTokens(9_000).reasoning(Reasoning.budget(5_000));
            assertThat(fitting(request)).contains("{\"type\":\"enabled\",\"budget_tokens\":5000}");
            assertThat(fitting(request, "claude-opus-4-6")).contains("{\"type\":\"enabled\",\"budget_tokens\":5000}");
            assertThat(fitting(request, "claude-opus-5")).contains("\"effort\":\"medium\"");
        }

        @Test
        void takes_half_of_a_limit_that_is_too_small_for_the_budget() {
            ChatRequest.Builder request = hello().reasoning(Reasoning.budget(9_000));
            assertThat(fitting(request.maxOutputTokens(4_000))).contains("\"budget_tokens\":2000");
            assertThat(fitting(request.maxOutputTokens(1_500))).doesNotContain("thinking");
        }

        @Test
        void is_shown_on_request() {
            assertThat(fitting(hello().reasoning(Reasoning.effort(Effort.LOW).withThoughts()), "claude-opus-5"))
                    .contains("{\"type\":\"adaptive\",\"display\":\"summarized\"}");
        }

        @Test
        void forbids_sampling() {
            ChatRequest.Builder request = hello().temperature(0.3).topK(3).topP(0.95);
            assertThat(fitting(request.maxOutputTokens(9_000).reasoning(Reasoning.budget(2_000)), "claude-sonnet-4"))
                    .doesNotContain("temperature", "top_k")
                    .contains("\"top_p\":0.95");
        }

        @Test
        void is_left_out_where_a_budget_would_be_refused() {
            ChatRequest.Builder request =
                    hello().maxOutputTokens(9_000).tools(LOOK).reasoning(Reasoning.budget(2_000));
            assertThat(fitting(request.toolChoice(ToolChoice.required()))).doesNotContain("thinking");
            request.toolChoice(null).message(Message.assistant(CALL)).message(Message.toolResult(CALL, "a tree"));
            assertThat(fitting(request)).doesNotContain("\"enabled\"");
            assertThat(fitting(request.message(Message.assistant("A tree.")).user("Sure?")))
                    .contains("\"enabled\"");
        }

        @Test
        void goes_on_in_a_turn_that_began_with_a_thought() {
            assertThat(fitting(hello().maxOutputTokens(9_000)
                            .reasoning(Reasoning.budget(2_000))
                            .message(Message.assistant(new Content.Thinking("hm", OWN), CALL))
                            .message(Message.toolResult(CALL, "a tree"))))
                    .contains("\"enabled\"");
        }
    }
}
