package io.llmclient.providers.internal.responses;

import static io.llmclient.providers.internal.responses.Written.items;
import static io.llmclient.providers.internal.responses.Written.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Media;
import io.llmclient.Message;
import io.llmclient.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputWriterTest {

    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);
    private static final String ITEM = "{'id':'rs_1','type':'reasoning','summary':[],'encrypted_content':'e1'}";
    private static final Content THOUGHT = thought("Hm.", json(ITEM));
    private static final Content CALL = new Content.ToolCall("c1", "f", "{}");
    private static final String CALL_ITEM = "{'type':'function_call','call_id':'c1','name':'f','arguments':'{}'}";

    private static Content.Thinking thought(String text, String signature) {
        return new Content.Thinking(text, new Origin("openai.responses", "gpt-4.1", signature));
    }

    @ParameterizedTest
    @CsvSource({"gpt-5.6-terra, developer", "ft:o3:me, developer", "gpt-4o, system", "mine, system"})
    void models_that_think_are_instructed_by_the_developer(String model, String role) {
        assertThat(items(ResponsesDialect.openAi(), model, Message.system("Be kind")))
                .isEqualTo("{'role':'" + role + "','content':'Be kind'}");
    }

    @Test
    void one_text_is_a_string_and_several_are_a_list() {
        assertThat(items(Message.user("One"))).isEqualTo("{'role':'user','content':'One'}");
        assertThat(items(Message.user(Content.text("One"), new Content.CachePoint(null))))
                .isEqualTo("{'role':'user','content':'One'}");
        assertThat(items(Message.user(Content.text("One"), Content.text("Two"))))
                .isEqualTo(
                        "{'role':'user','content':[{'type':'input_text','text':'One'},{'type':'input_text','text':'Two'}]}");
    }

    @Test
    void media_go_inline_or_by_url_or_by_file_id() {
        Message user = Message.user(
                Content.image("image/png", ABC),
                new Content.Image(Media.url("https://example.org/a.jpg"), "low"),
                new Content.Image(Media.fileId("file-1"), null),
                Content.document("application/pdf", ABC, "a.pdf"),
                Content.document("application/pdf", ABC, null),
                new Content.Document(Media.url("https://example.org/a.pdf"), "a.pdf", false),
                new Content.Document(Media.fileId("file-2"), null, false));

        assertThat(items(user))
                .isEqualTo("{'role':'user','content':["
                        + "{'type':'input_image','image_url':'data:image/png;base64,YWJj'},"
                        + "{'type':'input_image','image_url':'https://example.org/a.jpg','detail':'low'},"
                        + "{'type':'input_image','file_id':'file-1'},"
                        + "{'type':'input_file','filename':'a.pdf','file_data':'data:application/pdf;base64,YWJj'},"
                        + "{'type':'input_file','filename':'document.pdf','file_data':'data:application/pdf;base64,YWJj'},"
                        + "{'type':'input_file','file_url':'https://example.org/a.pdf'},"
                        + "{'type':'input_file','file_id':'file-2'}]}");
    }

    @Test
    void sounds_are_unsupported() {
        assertThatExceptionOfType(LlmException.class)
                .isThrownBy(() -> items(Message.user(Content.audio("audio/wav", ABC))))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED))
                .withMessageContaining("gpt-4.1 cannot hear sounds on the Responses API");
    }

    @Test
    void calls_and_results_are_items_paired_by_the_call_id() {
        assertThat(items(
                        Message.assistant(Content.text("Look."), CALL),
                        new Message.ToolResult("c1", "f", List.of(Content.text("a"), Content.text("b")), false)))
                .isEqualTo("{'role':'assistant','content':'Look.'}," + CALL_ITEM
                        + ",{'type':'function_call_output','call_id':'c1','output':'a\\nb'}");
    }

    @Test
    void a_result_may_hold_media() {
        assertThat(items(
                        Message.assistant(CALL),
                        new Message.ToolResult(
                                "c1", "f", List.of(Content.text("a"), Content.image("image/png", ABC)), false)))
                .endsWith("'output':[{'type':'input_text','text':'a'},"
                        + "{'type':'input_image','image_url':'data:image/png;base64,YWJj'}]}");
    }

    @Test
    void a_thought_goes_back_as_it_came_before_the_item_that_it_led_to() {
        assertThat(items(Message.assistant(THOUGHT, CALL))).isEqualTo(ITEM + "," + CALL_ITEM);
        assertThat(items(Message.assistant(THOUGHT, Content.text("Yes."))))
                .isEqualTo(ITEM + ",{'role':'assistant','content':'Yes.'}");
        assertThat(items(Message.assistant(Content.text("First."), THOUGHT, Content.text("Then."))))
                .isEqualTo(
                        "{'role':'assistant','content':'First.'}," + ITEM + ",{'role':'assistant','content':'Then.'}");
    }

    @Test
    void a_thought_that_led_to_nothing_stays_here() {
        assertThat(items(Message.assistant(CALL, THOUGHT))).isEqualTo(CALL_ITEM);
        assertThat(items(Message.user("Why?"), Message.assistant(THOUGHT)))
                .isEqualTo("{'role':'user','content':'Why?'}");
    }

    @Test
    void an_encrypted_thought_alone_is_enough() {
        assertThat(items(Message.assistant(thought("Hm.", "e1"), CALL)))
                .startsWith(
                        "{'type':'reasoning','summary':[{'type':'summary_text','text':'Hm.'}],'encrypted_content':'e1'},");
        assertThat(items(Message.assistant(thought("", "e1"), CALL)))
                .startsWith("{'type':'reasoning','summary':[],'encrypted_content':'e1'},");
    }

    @Test
    void a_summary_without_its_thought_stays_here() {
        Content summary = new Content.Thinking("Hm.", new Origin("openai.responses", "gpt-4.1"));

        assertThat(items(Message.assistant(summary, CALL))).isEqualTo(CALL_ITEM);
    }

    @Test
    void what_the_service_did_itself_goes_back_as_it_came() {
        String search = "{'id':'ws_1','type':'web_search_call','status':'completed'}";
        Content opaque = new Content.Opaque("web_search_call", json(search), new Origin("openai.responses", "gpt-4.1"));

        assertThat(items(Message.assistant(THOUGHT, opaque, Content.text("Found."))))
                .isEqualTo(ITEM + "," + search + ",{'role':'assistant','content':'Found.'}");
    }

    @Test
    void words_in_a_row_are_one_message_unless_their_phases_differ() {
        Content comment = new Content.Text("I look.", new Origin("openai.responses", "gpt-4.1", "commentary"));
        Content answer = new Content.Text("Here.", new Origin("openai.responses", "gpt-4.1", "final_answer"));

        assertThat(items(Message.assistant(Content.text("a"), Content.text("b"), new Content.Refusal("No."))))
                .isEqualTo("{'role':'assistant','content':[{'type':'output_text','text':'a'},"
                        + "{'type':'output_text','text':'b'},{'type':'refusal','refusal':'No.'}]}");
        assertThat(items(Message.assistant(comment, answer)))
                .isEqualTo("{'role':'assistant','content':'I look.','phase':'commentary'},"
                        + "{'role':'assistant','content':'Here.','phase':'final_answer'}");
    }

    @Test
    void deep_seek_gets_the_calls_of_a_turn_in_a_row() {
        Content second = new Content.ToolCall("c2", "f", "{}");
        Message turn = Message.assistant(Content.text("a"), CALL, Content.text("b"), second);

        assertThat(items(ResponsesDialect.compatible(), "deepseek-v4-flash", turn))
                .isEqualTo("{'role':'assistant','content':[{'type':'output_text','text':'a'},"
                        + "{'type':'output_text','text':'b'}]}," + CALL_ITEM + "," + CALL_ITEM.replace("c1", "c2"));
        assertThat(items(ResponsesDialect.compatible(), "grok-4.3", turn))
                .startsWith("{'role':'assistant','content':'a'}," + CALL_ITEM + ",{'role'");
    }
}
