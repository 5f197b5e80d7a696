package io.llmclient.providers.internal.openai;

import static io.llmclient.providers.internal.openai.Written.fitting;
import static io.llmclient.providers.internal.openai.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmclient.ChatRequest;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.core.http.Quirks;
import io.llmclient.core.http.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestWriterTest {

    private static final Tool WEATHER = new Tool("weather", null, "{\"type\":\"object\"}", false);
    private static final Tool NEWS = new Tool("news", "What happened", "{\"type\":\"object\"}", true);

    @Test
    void nothing_is_sent_that_was_not_set() {
        Target target = new Target("gpt-4.1", false, Quirks.none());

        assertThat(Written.body(OpenAiChat.openAi(), target, ChatRequest.of("Hi")))
                .isEqualTo("{'model':'gpt-4.1','messages':[{'role':'user','content':'Hi'}]}");
    }

    @Test
    void every_setting_has_its_field() {
        assertThat(settings("gpt-4.1", everySetting()))
                .isEqualTo("'temperature':0.5,'top_p':0.9,'presence_penalty':0.1,'frequency_penalty':-0.2,'top_k':40,"
                        + "'max_tokens':100,'seed':7,'stop':['END','STOP'],'metadata':{'user':'u1'}");
    }

    private static ChatRequest.Builder everySetting() {
        return ChatRequest.builder()
                .temperature(0.5)
                .topP(0.9)
                .topK(40)
                .presencePenalty(0.1)
                .frequencyPenalty(-0.2)
                .maxOutputTokens(100)
                .seed(7L)
                .stop("END", "STOP")
                .metadata("user", "u1");
    }

    @Test
    void quirks_name_the_token_limit_and_say_whether_a_stream_is_asked_for_usage() {
        Quirks quirks = Quirks.none().withMaxTokensField("max_completion_tokens");

        assertThat(streamed(quirks, ChatRequest.builder().maxOutputTokens(9)))
                .isEqualTo("'max_completion_tokens':9,'stream':true,'stream_options':{'include_usage':true}");
        assertThat(streamed(quirks.withStreamUsage(false), ChatRequest.builder()))
                .isEqualTo("'stream':true");
    }

    private static String streamed(Quirks quirks, ChatRequest.Builder request) {
        return settings(OpenAiChat.openAi(), new Target("gpt-4.1", true, quirks), request);
    }

    @Test
    void tools_carry_their_schemas_and_are_strict_only_when_asked() {
        assertThat(settings("gpt-4.1", tools().parallelToolCalls(false)))
                .isEqualTo("'tools':["
                        + "{'type':'function','function':{'name':'weather','parameters':{'type':'object'}}},"
                        + "{'type':'function','function':{'name':'news','description':'What happened',"
                        + "'parameters':{'type':'object'},'strict':true}}],'parallel_tool_calls':false");
    }

    @Test
    void a_tool_choice_is_a_word_a_function_or_several_to_choose_among() {
        assertThat(choice(ToolChoice.auto())).isEqualTo("'auto'");
        assertThat(choice(ToolChoice.none())).isEqualTo("'none'");
        assertThat(choice(ToolChoice.required())).isEqualTo("'required'");
        assertThat(choice(ToolChoice.required("news"))).isEqualTo("{'type':'function','function':{'name':'news'}}");
        assertThat(choice(ToolChoice.required("weather", "news")))
                .isEqualTo("{'type':'allowed_tools','allowed_tools':{'mode':'required','tools':["
                        + "{'type':'function','function':{'name':'weather'}},"
                        + "{'type':'function','function':{'name':'news'}}]}}");
    }

    private static String choice(ToolChoice choice) {
        String settings = settings("gpt-4.1", tools().toolChoice(choice));
        return settings.substring(settings.indexOf("'tool_choice':") + "'tool_choice':".length());
    }

    private static ChatRequest.Builder tools() {
        return ChatRequest.builder().tools(WEATHER, NEWS);
    }

    @Test
    void a_choice_without_tools_is_not_sent() {
        assertThat(settings(
                        "gpt-4.1",
                        ChatRequest.builder().toolChoice(ToolChoice.none()).parallelToolCalls(true)))
                .isEmpty();
    }

    @Test
    void the_answers_form_is_asked_for() {
        assertThat(settings("gpt-4.1", format(ResponseFormat.text()))).isEmpty();
        assertThat(settings("gpt-4.1", format(ResponseFormat.jsonObject())))
                .isEqualTo("'response_format':{'type':'json_object'}");
        assertThat(settings("gpt-4.1", format(ResponseFormat.jsonSchema("r", "{\"type\":\"object\"}"))))
                .isEqualTo("'response_format':{'type':'json_schema','json_schema':"
                        + "{'name':'r','schema':{'type':'object'},'strict':true}}");
        assertThat(settings("gpt-4.1", format(new ResponseFormat.JsonSchema("r", "{}", "A recipe", false))))
                .isEqualTo("'response_format':{'type':'json_schema','json_schema':"
                        + "{'name':'r','description':'A recipe','schema':{}}}");
    }

    private static ChatRequest.Builder format(ResponseFormat format) {
        return ChatRequest.builder().responseFormat(format);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5-mini, NONE, minimal",
        "gpt-5-mini, MAX, high",
        "gpt-5.1, MINIMAL, low",
        "gpt-5.1, NONE, none",
        "gpt-5.2-codex, NONE, low",
        "gpt-5.5, MAX, xhigh",
        "gpt-5.6-terra, MAX, max",
        "gpt-5.6-terra, MINIMAL, low",
        "gpt-6-luna-2026-09-22, NONE, none",
        "gpt-6-astra, NONE, low",
        "gpt-6.1-sol, MAX, xhigh",
        "gpt-6.1-terra, MAX, max",
        "o3, XHIGH, high",
        "newer-than-this-test, MAX, max",
    })
    void a_level_of_thinking_that_the_model_lacks_becomes_its_nearest(String model, Effort wish, String sent) {
        assertThat(fitting(model, thinking(Reasoning.effort(wish)))).isEqualTo("'reasoning_effort':'" + sent + "'");
    }

    @ParameterizedTest
    @CsvSource({"0, none", "1024, low", "8000, medium", "32000, high"})
    void a_budget_becomes_a_level(int tokens, String sent) {
        assertThat(fitting("gpt-5.6-terra", thinking(Reasoning.budget(tokens))))
                .isEqualTo("'reasoning_effort':'" + sent + "'");
    }

    @Test
    void some_services_take_an_object_that_holds_either_level_or_budget() {
        assertThat(asObject(Reasoning.effort(Effort.HIGH))).isEqualTo("'reasoning':{'effort':'high'}");
        assertThat(asObject(Reasoning.budget(2000))).isEqualTo("'reasoning':{'max_tokens':2000}");
        assertThat(asObject(new Reasoning(null, null, true))).isEqualTo("'reasoning':{'enabled':true}");
    }

    private static String asObject(Reasoning reasoning) {
        Target target = new Target("m", false, Quirks.none().withReasoningObject(true));
        return settings(OpenAiChat.compatible(), target, thinking(reasoning));
    }

    private static ChatRequest.Builder thinking(Reasoning reasoning) {
        return ChatRequest.builder().reasoning(reasoning);
    }

    @Test
    void sampling_is_left_out_while_the_model_thinks() {
        assertThat(fitting("gpt-5.2", thinking(Reasoning.effort(Effort.HIGH)).temperature(0.5)))
                .isEqualTo("'reasoning_effort':'high'");
        assertThat(fitting("gpt-5.2", thinking(Reasoning.effort(Effort.NONE)).temperature(0.5)))
                .isEqualTo("'reasoning_effort':'none','temperature':0.5");
        assertThat(fitting("gpt-5.2", ChatRequest.builder().temperature(0.5))).isEqualTo("'temperature':0.5");
    }

    @ParameterizedTest
    @CsvSource({"gpt-5.6-terra, true", "gpt-6-sol, true", "gpt-5.5, true", "gpt-5.4, false", "gpt-5, false", "o3, false"
    })
    void models_that_would_think_unasked_are_told_not_to_when_they_get_tools_they_cannot_think_with(
            String model, boolean told) {
        assertThat(fitting(model, tools()).endsWith(",'reasoning_effort':'none'"))
                .isEqualTo(told);
    }

    @Test
    void thinking_is_not_traded_for_tools_behind_the_callers_back() {
        assertThatExceptionOfType(LlmException.class)
                .isThrownBy(() -> fitting("gpt-5.4", tools().reasoning(Reasoning.effort(Effort.LOW))))
                .withMessageContaining("effort NONE")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED));
        assertThat(fitting("gpt-5", tools().reasoning(Reasoning.effort(Effort.LOW))))
                .endsWith("'reasoning_effort':'low'");
    }
}
