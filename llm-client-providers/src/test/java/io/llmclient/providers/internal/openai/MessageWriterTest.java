package io.llmclient.providers.internal.openai;

import static io.llmclient.providers.internal.openai.Written.json;
import static io.llmclient.providers.internal.openai.Written.messages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Media;
import io.llmclient.Message;
import io.llmclient.Origin;
import io.llmclient.core.http.Quirks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageWriterTest {

    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);
    private static final Content.CachePoint CACHE = new Content.CachePoint(Duration.ofHours(1));
    private static final Origin ORIGIN = new Origin("openai.chat", "m");

    @Test
    void one_text_is_a_string_and_several_are_a_list() {
        assertThat(messages(Message.user("One"))).isEqualTo("{'role':'user','content':'One'}");
        assertThat(messages(Message.user(Content.text("One"), Content.text("Two"))))
                .isEqualTo("{'role':'user','content':[{'type':'text','text':'One'},{'type':'text','text':'Two'}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5.6-terra, developer",
        "o3, developer",
        "ft:gpt-5-mini:me, developer",
        "gpt-4o, system",
        "mine, system"
    })
    void models_that_think_are_instructed_by_the_developer(String model, String role) {
        assertThat(messages(OpenAiChat.openAi(), model, Quirks.none(), Message.system("Be kind")))
                .isEqualTo("{'role':'" + role + "','content':'Be kind'}");
        assertThat(messages(OpenAiChat.compatible(), model, Quirks.none(), Message.system("Be kind")))
                .isEqualTo("{'role':'system','content':'Be kind'}");
    }

    @Test
    void media_go_inline_or_by_url_or_by_file_id() {
        Message user = Message.user(
                Content.image("image/png", ABC),
                new Content.Image(Media.url("https://example.org/a.jpg"), "low"),
                Content.document("application/pdf", ABC, "a.pdf"),
                Content.document("application/pdf", ABC, null),
                new Content.Document(Media.fileId("file-1"), null, false),
                Content.audio("audio/x-wav", ABC),
                Content.audio("audio/mpeg", ABC));

        assertThat(messages(user))
                .isEqualTo("{'role':'user','content':["
                        + "{'type':'image_url','image_url':{'url':'data:image/png;base64,YWJj'}},"
                        + "{'type':'image_url','image_url':{'url':'https://example.org/a.jpg','detail':'low'}},"
                        + "{'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,YWJj'}},"
                        + "{'type':'file','file':{'filename':'document.pdf','file_data':'data:application/pdf;base64,YWJj'}},"
                        + "{'type':'file','file':{'file_id':'file-1'}},"
                        + "{'type':'input_audio','input_audio':{'data':'YWJj','format':'wav'}},"
                        + "{'type':'input_audio','input_audio':{'data':'YWJj','format':'mp3'}}]}");
    }

    @Test
    void media_that_the_api_has_no_words_for_are_refused_before_a_call_is_made() {
        assertUnsupported(new Content.Image(Media.fileId("file-1"), null));
        assertUnsupported(new Content.Document(Media.url("https://example.org/a.pdf"), null, false));
        assertUnsupported(Content.audio("audio/ogg", ABC));
        assertUnsupported(new Content.Audio(Media.url("https://example.org/a.wav", "audio/wav")));
    }

    @Test
    void mistral_has_parts_for_thoughts_and_documents_and_bare_sound() {
        Message user = Message.user(
                Content.document("application/pdf", ABC, "a.pdf"),
                new Content.Document(Media.url("https://example.org/a.pdf"), null, false),
                Content.audio("audio/mpeg", ABC));
        Message assistant =
                Message.assistant(new Content.Thinking("Hm.", new Origin("mistral.chat", "m")), Content.text("Yes."));

        assertThat(messages(OpenAiChat.mistral(), "m", Quirks.none(), user))
                .isEqualTo("{'role':'user','content':["
                        + "{'type':'document_url','document_url':'data:application/pdf;base64,YWJj','document_name':'a.pdf'},"
                        + "{'type':'document_url','document_url':'https://example.org/a.pdf'},"
                        + "{'type':'input_audio','input_audio':'YWJj'}]}");
        assertThat(messages(OpenAiChat.mistral(), "m", Quirks.none(), assistant))
                .isEqualTo("{'role':'assistant','content':["
                        + "{'type':'thinking','thinking':[{'type':'text','text':'Hm.'}],'closed':true},"
                        + "{'type':'text','text':'Yes.'}]}");
    }

    private static void assertUnsupported(Content part) {
        assertThatExceptionOfType(LlmException.class)
                .isThrownBy(() -> messages(Message.user(part)))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED));
    }

    @Test
    void a_turn_with_tool_calls_is_replayed_with_its_results() {
        Content.ToolCall call = new Content.ToolCall("call_1", "weather", "{\"city\":\"Rome\"}");

        assertThat(messages(Message.assistant(call), Message.toolResult(call, "Sun"))
                        .replace("\\'", "\""))
                .isEqualTo("{'role':'assistant','content':null,'tool_calls':[{'id':'call_1','type':'function',"
                        + "'function':{'name':'weather','arguments':'{\"city\":\"Rome\"}'}}]},"
                        + "{'role':'tool','tool_call_id':'call_1','content':'Sun'}");
    }

    @Test
    void an_assistant_that_said_nothing_says_so() {
        assertThat(messages(new Message.Assistant(List.of()))).isEqualTo("{'role':'assistant','content':''}");
    }

    @Test
    void a_refusal_is_a_part_at_open_ai_and_text_elsewhere() {
        Message refusal = Message.assistant(new Content.Refusal("No."));

        assertThat(messages(refusal)).isEqualTo("{'role':'assistant','content':[{'type':'refusal','refusal':'No.'}]}");
        assertThat(messages(OpenAiChat.compatible(), "m", Quirks.none(), refusal))
                .isEqualTo("{'role':'assistant','content':'No.'}");
    }

    @Test
    void compatible_services_get_strings_except_from_users() {
        Content[] two = {Content.text("One"), Content.text("Two")};
        Content.ToolCall call = new Content.ToolCall("call_1", "f", "{}");

        assertThat(messages(
                        OpenAiChat.compatible(),
                        "m",
                        Quirks.none(),
                        new Message.System(List.of(two)),
                        Message.assistant(two),
                        new Message.ToolResult(call.id(), null, List.of(two), false)))
                .isEqualTo("{'role':'system','content':'One\\n\\nTwo'},{'role':'assistant','content':'OneTwo'},"
                        + "{'role':'tool','tool_call_id':'call_1','content':'One\\nTwo'}");
    }

    @Test
    void thoughts_that_came_in_tags_go_back_in_tags() {
        Content thought = new Content.Thinking("Hm.", ORIGIN);
        Quirks tags = Quirks.none().withThinkTags(true);

        assertThat(messages(OpenAiChat.compatible(), "m", tags, Message.assistant(thought, Content.text("Hi"))))
                .isEqualTo("{'role':'assistant','content':'<think>\\nHm.\\n</think>\\n\\nHi'}");
        assertThat(messages(
                        OpenAiChat.compatible(),
                        "m",
                        tags,
                        Message.assistant(thought, new Content.ToolCall("call_1", "look", "{}"))))
                .startsWith("{'role':'assistant','content':'<think>\\nHm.\\n</think>\\n\\n','tool_calls':[");
    }

    @Test
    void thoughts_go_back_in_the_fields_that_the_quirks_name() {
        Message turn = Message.assistant(new Content.Thinking("Hm.", ORIGIN), Content.text("Hi"));

        assertThat(messages(turn)).isEqualTo("{'role':'assistant','content':'Hi'}");
        assertThat(messages(
                        OpenAiChat.compatible(),
                        "m",
                        Quirks.none().withReasoningFields("reasoning", "reasoning_content"),
                        turn))
                .isEqualTo("{'role':'assistant','content':'Hi','reasoning':'Hm.','reasoning_content':'Hm.'}");
    }

    @Test
    void signed_thoughts_go_back_as_they_came_and_other_opaque_parts_among_the_content() {
        Message turn = Message.assistant(
                new Content.Opaque("reasoning.text", json("{'type':'reasoning.text','signature':'s'}"), ORIGIN),
                Content.text("Hi"),
                new Content.Opaque("x", json("{'type':'x'}"), ORIGIN));

        assertThat(messages(turn))
                .isEqualTo("{'role':'assistant','content':[{'type':'text','text':'Hi'},{'type':'x'}],"
                        + "'reasoning_details':[{'type':'reasoning.text','signature':'s'}]}");
    }

    @Test
    void a_cache_point_marks_the_part_before_it_where_the_model_takes_marks() {
        Message system = new Message.System(List.of(Content.text("Long"), CACHE));

        assertThat(messages(OpenAiChat.openAi(), "gpt-5.6-terra", Quirks.none(), system))
                .isEqualTo("{'role':'developer','content':[{'type':'text','text':'Long',"
                        + "'prompt_cache_breakpoint':{'mode':'explicit'}}]}");
        assertThat(messages(OpenAiChat.compatible(), "m", Quirks.none().withCacheControl(true), system))
                .isEqualTo("{'role':'system','content':[{'type':'text','text':'Long',"
                        + "'cache_control':{'type':'ephemeral','ttl':'1h'}}]}");
        assertThat(messages(system)).isEqualTo("{'role':'system','content':'Long'}");
    }
}
