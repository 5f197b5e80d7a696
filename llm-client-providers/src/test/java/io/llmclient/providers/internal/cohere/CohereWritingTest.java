package io.llmclient.providers.internal.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import io.llmclient.providers.internal.Written;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohereWritingTest {

    private static final Written WRITTEN = new Written(new CohereChat(), "command-a");
    private static final Tool WEATHER = Tool.function("weather", "Says it", "{\"required\":[\"city\"]}");
    private static final Tool TIME = new Tool("time", null, "{\"type\":\"object\"}", false);
    private static final Content.ToolCall CALL = new Content.ToolCall("weather_1", "weather", "{}");

    @Test
    void nothing_is_sent_that_was_not_set() {
        assertThat(WRITTEN.body(false, ChatRequest.of("Hi")))
                .isEqualTo("{'model':'command-a','messages':[{'role':'user','content':'Hi'}]}");
        assertThat(WRITTEN.body(true, ChatRequest.of("Hi"))).startsWith("{'model':'command-a','stream':true,");
    }

    @Test
    void every_setting_has_its_field() {
        assertThat(WRITTEN.settings(ChatRequest.builder()
                        .temperature(0.5)
                        .topP(0.9)
                        .topK(40)
                        .frequencyPenalty(0.2)
                        .maxOutputTokens(100)
                        .seed(7L)
                        .stop("END", "STOP")))
                .isEqualTo("'max_tokens':100,'temperature':0.5,'p':0.9,'k':40,'frequency_penalty':0.2,'seed':7,"
                        + "'stop_sequences':['END','STOP']");
    }

    @Test
    void what_is_beyond_a_range_is_brought_into_it() {
        assertThat(WRITTEN.settings(ChatRequest.builder().topP(1.0).topK(1_000).seed(-1L)))
                .isEqualTo("'p':0.99,'k':500,'seed':9223372036854775807");
        assertThat(WRITTEN.settings(ChatRequest.builder().topP(0.0))).isEqualTo("'p':0.01");
    }

    @ParameterizedTest
    @CsvSource({
        "0.3,     , 'frequency_penalty':0.3",
        "   ,  0.4, 'presence_penalty':0.4",
        "0.3,  0.4, 'frequency_penalty':0.3",
        "0.0,  0.4, 'presence_penalty':0.4",
        "1.5,     , 'frequency_penalty':1.0",
        "   , -0.5, 'presence_penalty':0.0"
    })
    void only_one_penalty_is_sent_and_no_reward(Double frequency, Double presence, String written) {
        assertThat(WRITTEN.settings(
                        ChatRequest.builder().frequencyPenalty(frequency).presencePenalty(presence)))
                .isEqualTo(written);
    }

    @Test
    void a_tool_that_must_be_called_is_the_only_one_on_offer() {
        assertThat(choice(null)).contains("'weather'", "'time'").doesNotContain("tool_choice");
        assertThat(choice(ToolChoice.auto())).doesNotContain("tool_choice");
        assertThat(choice(ToolChoice.none())).contains("'weather'", "'time'").endsWith("'tool_choice':'NONE'");
        assertThat(choice(ToolChoice.required()))
                .contains("'weather'", "'time'")
                .endsWith("'tool_choice':'REQUIRED'");
        assertThat(choice(ToolChoice.required("time")))
                .isEqualTo("'tools':[{'type':'function','function':{'name':'time','parameters':{'type':'object'}}}],"
                        + "'tool_choice':'REQUIRED'");
    }

    private static String choice(ToolChoice choice) {
        return WRITTEN.settings(ChatRequest.builder().tool(WEATHER).tool(TIME).toolChoice(choice));
    }

    @Test
    void tools_are_strict_when_all_are_and_each_requires_an_argument() {
        assertThat(WRITTEN.settings(ChatRequest.builder().tool(WEATHER.asStrict())))
                .isEqualTo("'tools':[{'type':'function','function':{'name':'weather','description':'Says it',"
                        + "'parameters':{'required':['city']}}}],'strict_tools':true");
        assertThat(WRITTEN.settings(
                        ChatRequest.builder().tool(WEATHER.asStrict()).tool(TIME)))
                .doesNotContain("strict_tools");
        assertThat(WRITTEN.settings(
                        ChatRequest.builder().tool(WEATHER.asStrict()).tool(TIME.asStrict())))
                .doesNotContain("strict_tools");
    }

    @Test
    void a_schema_stands_in_the_response_format() {
        assertThat(WRITTEN.settings(
                        ChatRequest.builder().responseFormat(ResponseFormat.jsonSchema("a", "{\"type\":\"object\"}"))))
                .isEqualTo("'response_format':{'type':'json_object','json_schema':{'type':'object'}}");
        assertThat(WRITTEN.settings(ChatRequest.builder().responseFormat(ResponseFormat.jsonObject())))
                .isEqualTo("'response_format':{'type':'json_object'}");
        assertThat(WRITTEN.settings(ChatRequest.builder().responseFormat(ResponseFormat.text())))
                .isEmpty();
    }

    @Test
    void what_cohere_refuses_is_unsupported() {
        assertUnsupported(
                ChatRequest.builder().tool(TIME).responseFormat(ResponseFormat.jsonObject()), "answer in JSON");
        assertUnsupported(ChatRequest.builder().tool(Tool.function("the-time", "Says it")), "the-time");
        assertUnsupported(ChatRequest.builder().user(new Content.Image(Media.fileId("f"), null)), "images by file id");
    }

    private static void assertUnsupported(ChatRequest.Builder request, String why) {
        assertThatExceptionOfType(LlmException.class)
                .isThrownBy(() -> WRITTEN.settings(request))
                .withMessageContaining(why)
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED));
    }

    @Test
    void thinking_has_a_switch_and_a_budget() {
        assertThat(thinking(Reasoning.effort(Effort.NONE))).isEqualTo("{'type':'disabled'}");
        assertThat(thinking(Reasoning.budget(0))).isEqualTo("{'type':'disabled'}");
        assertThat(thinking(Reasoning.budget(700))).isEqualTo("{'type':'enabled','token_budget':700}");
        assertThat(thinking(Reasoning.effort(Effort.LOW))).isEqualTo("{'type':'enabled','token_budget':1024}");
        assertThat(thinking(Reasoning.effort(Effort.HIGH))).isEqualTo("{'type':'enabled'}");
        assertThat(thinking(new Reasoning(null, null, true))).isEqualTo("{'type':'enabled'}");
    }

    private static String thinking(Reasoning reasoning) {
        return new Written(new CohereChat(), "command-a-reasoning-08-2025")
                .fitting()
                .settings(ChatRequest.builder().reasoning(reasoning))
                .replace("'thinking':", "");
    }

    @Test
    void a_plan_goes_back_beside_the_calls_and_a_thought_into_the_content() {
        Content plan = new Content.Thinking("I look", new Origin("cohere.chat", "command-a", "tool_plan"));
        Content thought = new Content.Thinking("Hm", new Origin("cohere.chat", "command-a"));

        assertThat(WRITTEN.messages(Message.assistant(plan, CALL)))
                .isEqualTo("{'role':'assistant','tool_plan':'I look','tool_calls':[{'id':'weather_1','type':'function',"
                        + "'function':{'name':'weather','arguments':'{}'}}]}");
        assertThat(WRITTEN.messages(Message.assistant(thought, Content.text("So"))))
                .isEqualTo("{'role':'assistant','content':[{'type':'thinking','thinking':'Hm'},"
                        + "{'type':'text','text':'So'}]}");
        assertThat(WRITTEN.messages(Message.assistant(plan, Content.text("So"))))
                .as("a plan without its calls")
                .isEqualTo("{'role':'assistant','content':'So'}");
    }

    @Test
    void calls_that_others_made_lose_their_hyphens() {
        assertThat(WRITTEN.messages(Message.assistant(new Content.ToolCall("c", "the-time", "{}"))))
                .contains("'name':'the_time'");
    }

    @Test
    void results_say_whose_they_are_and_may_have_parts() {
        assertThat(WRITTEN.messages(Message.toolResult(CALL, "Sun")))
                .isEqualTo("{'role':'tool','tool_call_id':'weather_1','content':'Sun'}");
        assertThat(WRITTEN.messages(new Message.ToolResult(
                        "weather_1", null, List.of(Content.text("Sun"), Content.text("Wind")), false)))
                .endsWith("'content':[{'type':'text','text':'Sun'},{'type':'text','text':'Wind'}]}");
    }

    @Test
    void images_go_by_url_or_as_one_and_marks_for_a_cache_not_at_all() {
        assertThat(WRITTEN.messages(Message.user(
                        Content.text("Look"),
                        new Content.CachePoint(null),
                        new Content.Image(Media.url("https://a.example/b"), "low"),
                        Content.image("image/png", new byte[] {1}))))
                .isEqualTo("{'role':'user','content':[{'type':'text','text':'Look'},"
                        + "{'type':'image_url','image_url':{'url':'https://a.example/b','detail':'low'}},"
                        + "{'type':'image_url','image_url':{'url':'data:image/png;base64,AQ=='}}]}");
    }
}
