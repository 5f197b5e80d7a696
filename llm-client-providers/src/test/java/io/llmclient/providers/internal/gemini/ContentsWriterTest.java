package io.llmclient.providers.internal.gemini;

import static io.llmclient.providers.internal.gemini.Written.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Media;
import io.llmclient.Message;
import io.llmclient.Origin;
import io.llmclient.providers.internal.Fitting;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentsWriterTest {

    private static final String DIALECT = "gemini.generateContent";
    private static final String DUMMY = "c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I=";
    private static final Content.ToolCall CALL = new Content.ToolCall("id1", "f", "{\"a\":1}");

    @Test
    void media_go_inline_or_by_uri() {
        byte[] bytes = "abc".getBytes(StandardCharsets.US_ASCII);
        Message user = Message.user(
                Content.text("See"),
                Content.image("image/png", bytes),
                Content.document("application/pdf", bytes, "title"),
                Content.audio("audio/wav", bytes),
                new Content.Image(Media.url("https://example.org/a.jpg", "image/jpeg"), null),
                new Content.Document(Media.fileId("https://files/x"), null, false));

        assertThat(contents("gemini-3.8-flash", user))
                .isEqualTo(json("[{'role':'user','parts':[{'text':'See'},"
                        + "{'inlineData':{'mimeType':'image/png','data':'YWJj'}},"
                        + "{'inlineData':{'mimeType':'application/pdf','data':'YWJj'}},"
                        + "{'inlineData':{'mimeType':'audio/wav','data':'YWJj'}},"
                        + "{'fileData':{'mimeType':'image/jpeg','fileUri':'https://example.org/a.jpg'}},"
                        + "{'fileData':{'fileUri':'https://files/x'}}]}]"));
    }

    @Test
    void results_of_a_turn_share_one_content_and_words_after_them_have_their_own() {
        Content.ToolCall second = new Content.ToolCall("id2", "g", "{}");

        assertThat(contents(
                        "gemini-2.5-flash",
                        Message.user("Go"),
                        Message.assistant(CALL, second),
                        Message.toolResult(CALL, "{\"b\":2}"),
                        Message.toolResult(second, "fine"),
                        Message.user("Thanks")))
                .isEqualTo(json("[{'role':'user','parts':[{'text':'Go'}]},"
                        + "{'role':'model','parts':[{'functionCall':{'id':'id1','name':'f','args':{'a':1}}},"
                        + "{'functionCall':{'id':'id2','name':'g','args':{}}}]},"
                        + "{'role':'user','parts':[{'functionResponse':{'id':'id1','name':'f','response':{'b':2}}},"
                        + "{'functionResponse':{'id':'id2','name':'g','response':{'result':'fine'}}}]},"
                        + "{'role':'user','parts':[{'text':'Thanks'}]}]"));
    }

    @Test
    void ids_that_the_library_gave_are_not_sent_back() {
        Content.ToolCall call = new Content.ToolCall("call_3w5e11264sgsf_0", "f", "{}");

        assertThat(contents("gemini-2.5-flash", Message.assistant(call), Message.toolResult(call, "{}")))
                .isEqualTo(json("[{'role':'model','parts':[{'functionCall':{'name':'f','args':{}}}]},"
                        + "{'role':'user','parts':[{'functionResponse':{'name':'f','response':{}}}]}]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":{\"b\":[1]}} | {\"a\":{\"b\":[1]}}",
                "sunny | {\"result\":\"sunny\"}",
                "`` | {\"result\":\"\"}",
                "[1] | {\"result\":\"[1]\"}",
                "{\"a\":1 | {\"result\":\"{\\\"a\\\":1\"}",
                "{} {} | {\"result\":\"{} {}\"}",
                "{},{} | {\"result\":\"{},{}\"}",
                "{}] | {\"result\":\"{}]\"}",
            })
    void a_result_is_an_object_or_is_wrapped_into_one(String result, String response) {
        assertThat(contents("gemini-2.5-flash", Message.toolResult(CALL, result)))
                .contains("\"response\":" + response + "}");
    }

    @Test
    void an_error_is_named_so() {
        assertThat(contents("gemini-2.5-flash", Message.toolError(CALL, "no such city")))
                .contains(json("'response':{'error':'no such city'}}"));
    }

    @Test
    void pictures_of_a_result_travel_inside_it() {
        Message result = new Message.ToolResult(
                "id1",
                "f",
                List.of(
                        Content.text("{\"a\":1}"),
                        Content.image("image/png", "abc".getBytes(StandardCharsets.US_ASCII)),
                        new Content.CachePoint(null)),
                false);

        assertThat(contents("gemini-3.8-flash", result))
                .isEqualTo(
                        json("[{'role':'user','parts':[{'functionResponse':{'id':'id1','name':'f','response':{'a':1},"
                                + "'parts':[{'inlineData':{'mimeType':'image/png','data':'YWJj'}}]}}]}]"));
    }

    @Test
    void arguments_that_are_no_object_are_wrapped() {
        ChatRequest request = ChatRequest.builder()
                .user("Hi")
                .message(Message.assistant(new Content.ToolCall("id1", "f", "{\"a\":")))
                .build();
        String model = "gemini-2.5-flash";

        assertThat(Written.body(model, Fitting.fit(request, new GeminiGenerateContent(), model)))
                .contains(json("'args':{'_raw':'{\\'a\\':'}").replace("\\'", "\\\""));
    }

    @Test
    void signatures_go_back_on_the_very_part_they_came_with() {
        assertThat(contents(
                        "gemini-3.8-flash",
                        Message.assistant(
                                new Content.Thinking("Hm", new Origin(DIALECT, "m")),
                                new Content.Text("Hi", new Origin(DIALECT, "m", "s1")),
                                new Content.ToolCall("id1", "f", "{}", new Origin(DIALECT, "m", "s2")),
                                new Content.Text("", new Origin(DIALECT, "m", "s3")),
                                new Content.Thinking("", new Origin(DIALECT, "m", "s4")))))
                .isEqualTo(json("[{'role':'model','parts':[{'text':'Hm','thought':true},"
                        + "{'text':'Hi','thoughtSignature':'s1'},"
                        + "{'functionCall':{'id':'id1','name':'f','args':{}},'thoughtSignature':'s2'},"
                        + "{'text':'','thoughtSignature':'s3'},"
                        + "{'text':'','thoughtSignature':'s4'}]}]"));
    }

    @Test
    void gemini_3_gets_a_stand_in_on_the_first_call_of_a_step_that_has_no_signature() {
        Message step = Message.assistant(CALL, CALL);

        assertThat(contents("gemini-3.8-flash", step, Message.toolResult(CALL, "{}"), step))
                .isEqualTo(json("[{'role':'model','parts':["
                        + "{'functionCall':{'id':'id1','name':'f','args':{'a':1}},'thoughtSignature':'" + DUMMY + "'},"
                        + "{'functionCall':{'id':'id1','name':'f','args':{'a':1}}}]},"
                        + "{'role':'user','parts':[{'functionResponse':{'id':'id1','name':'f','response':{}}}]},"
                        + "{'role':'model','parts':["
                        + "{'functionCall':{'id':'id1','name':'f','args':{'a':1}},'thoughtSignature':'" + DUMMY + "'},"
                        + "{'functionCall':{'id':'id1','name':'f','args':{'a':1}}}]}]"));
        assertThat(contents("gemini-2.5-flash", step)).doesNotContain("thoughtSignature");
    }

    @Test
    void parts_that_only_gemini_knows_go_back_as_they_came() {
        String json = "{\"executableCode\":{\"code\":\"1+1\"},\"thoughtSignature\":\"s\"}";

        assertThat(contents(
                        "gemini-3.8-flash",
                        Message.assistant(new Content.Opaque("executableCode", json, new Origin(DIALECT, "m")))))
                .isEqualTo("[{\"role\":\"model\",\"parts\":[" + json + "]}]");
    }

    @Test
    void a_message_that_says_nothing_is_left_out() {
        assertThat(contents(
                        "gemini-3.8-flash",
                        Message.assistant(),
                        Message.assistant(new Content.Thinking("", null)),
                        Message.assistant(new Content.Refusal("No"))))
                .isEqualTo(json("[{'role':'model','parts':[{'text':'No'}]}]"));
    }

    private static String contents(String model, Message... messages) {
        ChatRequest request = ChatRequest.builder().messages(List.of(messages)).build();
        return Written.field("contents", model, request);
    }
}
