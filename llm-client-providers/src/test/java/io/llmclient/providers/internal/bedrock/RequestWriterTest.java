package io.llmclient.providers.internal.bedrock;

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
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

class RequestWriterTest {

    private static final String CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    private static final String NOVA = "us.amazon.nova-2-lite-v1:0";
    private static final String LLAMA = "meta.llama3-3-70b-instruct-v1:0";
    private static final String GPT_OSS = "openai.gpt-oss-120b-1:0";

    private static final Content.CachePoint POINT = new Content.CachePoint(null);
    private static final Content.ToolCall CALL = new Content.ToolCall("t1", "look", "{\"at\":1}");
    private static final Tool LOOK = Tool.function("look", "Looks.", "{\"type\":\"object\"}");

    private static String write(String model, ChatRequest.Builder request) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            new BedrockConverse().write(request.build(), new Target(model, false, Quirks.none()), out);
        }
        return text.toString().replace('"', '\'');
    }

    private static ChatRequest.Builder hello() {
        return ChatRequest.builder().user("Hello");
    }

    /** What follows the messages of a request that says "Hello". */
    private static String fields(String model, ChatRequest.Builder request) {
        String before = "{'messages':[{'role':'user','content':[{'text':'Hello'}]}]";
        String body = write(model, request);
        assertThat(body).startsWith(before);
        return body.substring(before.length(), body.length() - 1);
    }

    /** The same of a request that was made to fit the model, as a client does. */
    private static String fitting(String model, ChatRequest.Builder request) {
        return fields(model, Fitting.fit(request.build(), new BedrockConverse(), model).toBuilder());
    }

    /** What a request with these messages has in {@code messages}. */
    private static String messages(String model, Message... messages) {
        String body = write(model, ChatRequest.builder().messages(List.of(messages)));
        String begin = "'messages':";
        int end = body.indexOf(",'toolConfig'");
        return body.substring(body.indexOf(begin) + begin.length(), end < 0 ? body.length() - 1 : end);
    }

    private static Content.Document document(String title) {
        return Content.document("application/pdf", new byte[] {1}, title);
    }

    @Test
    void a_plain_question_is_system_and_messages() {
        assertThat(write(NOVA, ChatRequest.builder().system("Be brief.").user("Hello")))
                .isEqualTo(
                        "{'system':[{'text':'Be brief.'}],'messages':[{'role':'user','content':[{'text':'Hello'}]}]}");
    }

    @Test
    void settings_have_their_fields() {
        assertThat(fields(
                        CLAUDE,
                        hello().maxOutputTokens(9)
                                .temperature(0.5)
                                .topP(0.9)
                                .topK(4)
                                .stop("END")
                                .metadata("team", "x")))
                .isEqualTo(",'inferenceConfig':{'maxTokens':9,'temperature':0.5,'topP':0.9,'stopSequences':['END']},"
                        + "'additionalModelRequestFields':{'top_k':4},'requestMetadata':{'team':'x'}");
    }

    @Test
    void a_schema_goes_as_text() {
        assertThat(fields(CLAUDE, hello().responseFormat(ResponseFormat.jsonSchema("city", "{\"type\":\"object\"}"))))
                .isEqualTo(",'outputConfig':{'textFormat':{'type':'json_schema','structure':{'jsonSchema':"
                        + "{'schema':'{\\'type\\':\\'object\\'}','name':'city'}}}}");
    }

    @Nested
    class FieldsOfOneModel {

        @Test
        void claude_thinks_with_a_budget_and_without_sampling() {
            assertThat(fitting(
                            CLAUDE,
                            hello().reasoning(Reasoning.budget(2_000))
                                    .temperature(0.5)
                                    .topP(0.9)
                                    .topK(4)))
                    .isEqualTo(",'additionalModelRequestFields':{'thinking':{'type':'enabled','budget_tokens':2000}}");
        }

        @Test
        void a_budget_above_the_limit_by_default_raises_the_limit() {
            assertThat(fitting(CLAUDE, hello().reasoning(Reasoning.budget(10_000))))
                    .startsWith(",'inferenceConfig':{'maxTokens':64000}");
        }

        @Test
        void newer_claudes_think_at_a_level() {
            assertThat(fitting("global.anthropic.claude-opus-5-v1:0", hello().reasoning(Reasoning.effort(Effort.HIGH))))
                    .isEqualTo(",'additionalModelRequestFields':{'thinking':{'type':'adaptive'},"
                            + "'output_config':{'effort':'high'}}");
        }

        @Test
        void nova_has_names_of_its_own() {
            assertThat(fitting(NOVA, hello().topK(4).reasoning(Reasoning.effort(Effort.MAX))))
                    .isEqualTo(",'additionalModelRequestFields':{'inferenceConfig':{'topK':4},"
                            + "'reasoningConfig':{'type':'enabled','maxReasoningEffort':'high'}}");
            assertThat(fitting(NOVA, hello().reasoning(Reasoning.effort(Effort.NONE))))
                    .isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"NONE, low", "MEDIUM, medium", "XHIGH, high"})
        void gpt_oss_knows_three_levels(Effort effort, String level) {
            assertThat(fitting(GPT_OSS, hello().reasoning(Reasoning.effort(effort))))
                    .isEqualTo(",'additionalModelRequestFields':{'reasoning_effort':'" + level + "'}");
        }
    }

    @Nested
    class Tools {

        private static final String SPEC =
                "{'toolSpec':{'name':'look','description':'Looks.','inputSchema':{'json':{'type':'object'}}}}";

        @Test
        void are_specified_and_chosen_from() {
            assertThat(fields(CLAUDE, hello().tool(LOOK))).isEqualTo(",'toolConfig':{'tools':[" + SPEC + "]}");
            assertThat(fields(CLAUDE, hello().tool(LOOK).toolChoice(ToolChoice.required())))
                    .endsWith(",'toolChoice':{'any':{}}}");
            assertThat(fields(CLAUDE, hello().tool(LOOK).toolChoice(ToolChoice.required("look"))))
                    .endsWith(",'toolChoice':{'tool':{'name':'look'}}}");
            assertThat(fields(CLAUDE, hello().tool(LOOK).toolChoice(ToolChoice.auto())))
                    .doesNotContain("toolChoice");
        }

        @Test
        void say_that_they_are_strict_and_are_silent_about_no_description() {
            assertThat(fields(CLAUDE, hello().tool(new Tool("look", "", "{\"type\":\"object\"}", true))))
                    .isEqualTo(",'toolConfig':{'tools':[{'toolSpec':{'name':'look','inputSchema':{'json':"
                            + "{'type':'object'}},'strict':true}}]}");
        }

        @Test
        void of_the_history_are_declared_as_gone_where_none_are_on_offer() {
            assertThat(write(
                            CLAUDE,
                            ChatRequest.builder()
                                    .messages(List.of(
                                            Message.user("Look!"),
                                            Message.assistant(CALL),
                                            Message.toolResult(CALL, "Bonn")))))
                    .endsWith(",'toolConfig':{'tools':[{'toolSpec':{'name':'look','description':"
                            + "'No longer available: do not call it.','inputSchema':{'json':{'type':'object'}}}}]}}");
        }
    }

    @Nested
    class Messages {

        @Test
        void of_one_side_are_one_turn_with_the_results_first() {
            assertThat(messages(
                            CLAUDE,
                            Message.user("Look!"),
                            Message.assistant(Content.text("Yes."), CALL),
                            Message.toolResult(CALL, "Bonn"),
                            Message.user("And?")))
                    .isEqualTo("[{'role':'user','content':[{'text':'Look!'}]},"
                            + "{'role':'assistant','content':[{'text':'Yes.'},"
                            + "{'toolUse':{'toolUseId':'t1','name':'look','input':{'at':1}}}]},"
                            + "{'role':'user','content':[{'toolResult':{'toolUseId':'t1','content':[{'text':'Bonn'}]}},"
                            + "{'text':'And?'}]}]");
        }

        @Test
        void tell_that_a_tool_failed() {
            assertThat(messages(CLAUDE, Message.user("Look!"), Message.assistant(CALL), Message.toolError(CALL, "no")))
                    .endsWith("'content':[{'text':'no'}],'status':'error'}}]}]");
        }

        @Test
        void keep_results_alone_where_the_model_wants_it_or_documents_follow() {
            String between = "]}}]},{'role':'assistant','content':[{'text':'.'}]},{'role':'user','content':[{";
            Message[] words = {
                Message.user("Look!"), Message.assistant(CALL), Message.toolResult(CALL, "Bonn"), Message.user("And?")
            };
            Message[] document = {words[0], words[1], words[2], Message.user(Content.text("This"), document("a"))};

            assertThat(messages(LLAMA, words)).contains(between + "'text':'And?'");
            assertThat(messages(CLAUDE, words)).doesNotContain(between);
            assertThat(messages(CLAUDE, document)).contains(between + "'text':'This'");
        }

        @Test
        void leave_out_blank_texts_and_thoughts_that_nobody_signed() {
            Content signed = new Content.Thinking("Hm.", new Origin("bedrock.converse", CLAUDE, "sig"));
            Content unsigned = new Content.Thinking("Hm?", new Origin("bedrock.converse", CLAUDE));

            assertThat(messages(
                            CLAUDE,
                            Message.user("a"),
                            Message.assistant(unsigned, signed, Content.text(" \n")),
                            Message.user("b")))
                    .contains("{'role':'assistant','content':[{'reasoningContent':{'reasoningText':"
                            + "{'text':'Hm.','signature':'sig'}}}]}");
        }

        @Test
        void go_back_as_they_came_where_only_the_provider_understands_them() {
            Origin own = new Origin("bedrock.converse", CLAUDE);

            assertThat(messages(
                            CLAUDE,
                            Message.user("a"),
                            Message.assistant(new Content.Opaque("toolUse", "{\"toolUse\":{}}", own))))
                    .endsWith("[{'toolUse':{}}]}]");
        }

        @Test
        void end_without_white_space_where_the_model_shall_go_on() {
            assertThat(messages(CLAUDE, Message.user("a"), Message.assistant("It is \n")))
                    .endsWith("[{'text':'It is'}]}]");
        }

        @Test
        void begin_with_the_system_where_the_model_knows_none() {
            assertThat(write(
                            "amazon.titan-text-express-v1",
                            ChatRequest.builder().system("Be brief.").user("Hello")))
                    .isEqualTo("{'messages':[{'role':'user','content':[{'text':'Be brief.'},{'text':'Hello'}]}]}");
        }
    }

    @Nested
    class MediaParts {

        @Test
        void are_inline_or_in_s3() {
            Content inline = Content.image("image/png", new byte[] {1, 2, 3});
            Content stored = new Content.Image(Media.url("s3://bucket/a.png", "image/png"), null);

            assertThat(messages(NOVA, Message.user(inline, stored)))
                    .contains("{'image':{'format':'png','source':{'bytes':'AQID'}}},"
                            + "{'image':{'format':'png','source':{'s3Location':{'uri':'s3://bucket/a.png'}}}}");
        }

        @Test
        void that_would_have_to_be_fetched_or_are_of_another_kind_are_refused() {
            refused(new Content.Image(Media.url("https://example.com/a.png", "image/png"), null));
            refused(new Content.Image(Media.url("s3://bucket/a"), null));
            refused(Content.image("image/tiff", new byte[] {1}));
        }

        private static void refused(Content part) {
            assertThatThrownBy(() -> messages(NOVA, Message.user(part)))
                    .extracting(e -> ((LlmException) e).kind())
                    .isEqualTo(FailureKind.UNSUPPORTED);
        }

        @Test
        void that_are_documents_have_a_text_beside_them() {
            assertThat(messages(CLAUDE, Message.user(document("a"))))
                    .endsWith("'source':{'bytes':'AQ=='}}},{'text':'.'}]}]");
        }

        @Test
        void that_are_documents_have_names_of_plain_letters_that_differ() {
            DocumentNames names = new DocumentNames();

            assertThat(List.of("The report_v2.final.pdf", "The report v2 final", " (a) [b]-c ", "…", "x".repeat(300)))
                    .map(names::next)
                    .containsExactly(
                            "The report v2 final", "The report v2 final 2", "(a) [b]-c", "document", "x".repeat(190));
            assertThat(names.next(null)).isEqualTo("document 2");
        }
    }

    @Nested
    class CachePoints {

        private static final String MARK = "{'cachePoint':{'type':'default'}}";

        private static int count(String body) {
            return body.split("cachePoint", -1).length - 1;
        }

        @Test
        void stand_behind_what_they_cover() {
            assertThat(write(
                            CLAUDE,
                            ChatRequest.builder()
                                    .messages(List.of(
                                            new Message.System(List.of(POINT, Content.text("Be brief."), POINT)),
                                            Message.user(
                                                    Content.text("Hello"),
                                                    new Content.CachePoint(Duration.ofHours(1)))))
                                    .tool(LOOK)))
                    .contains("'system':[{'text':'Be brief.'}," + MARK + "]")
                    .contains("{'text':'Hello'},{'cachePoint':{'type':'default','ttl':'1h'}}]")
                    .endsWith("}}," + MARK + "]}}");
        }

        @Test
        void cover_the_whole_prompt_where_it_may_be_cached() {
            assertThat(messages(CLAUDE, Message.user("a"))).doesNotContain(MARK);
            assertThat(write(CLAUDE, hello().cache(POINT))).contains("{'text':'Hello'}," + MARK + "]");
        }

        @Test
        void are_four_at_most_and_the_last_ones_count() {
            String messages = messages(
                    CLAUDE,
                    Message.user(
                            Content.text("1"),
                            POINT,
                            Content.text("2"),
                            POINT,
                            Content.text("3"),
                            POINT,
                            Content.text("4"),
                            POINT,
                            Content.text("5"),
                            POINT));

            assertThat(count(messages)).isEqualTo(4);
            assertThat(messages).contains("{'text':'1'},{'text':'2'}," + MARK);
        }

        @Test
        void are_left_out_behind_documents_and_for_models_that_know_none() {
            assertThat(messages(CLAUDE, Message.user(Content.text("a"), document("a"), POINT)))
                    .doesNotContain("cachePoint");
            assertThat(messages(LLAMA, Message.user(Content.text("a"), POINT))).doesNotContain("cachePoint");
        }
    }
}
