package io.llmclient.providers.internal.responses;

import static io.llmclient.providers.internal.responses.Written.fitting;
import static io.llmclient.providers.internal.responses.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatRequest;
import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestWriterTest {

    private static final String INCLUDE = "'include':['reasoning.encrypted_content']";
    private static final Tool WEATHER = new Tool("weather", null, "{\"type\":\"object\"}", false);
    private static final Tool NEWS = new Tool("news", "What happened", "{\"type\":\"object\"}", true);

    @Test
    void nothing_is_stored_and_nothing_is_sent_that_was_not_set() {
        assertThat(Written.body(ResponsesDialect.openAi(), "gpt-4.1", false, ChatRequest.of("Hi")))
                .isEqualTo("{'model':'gpt-4.1','input':[{'role':'user','content':'Hi'}],'store':false}");
    }

    @Test
    void a_stream_is_asked_for() {
        assertThat(Written.body(ResponsesDialect.openAi(), "gpt-4.1", true, ChatRequest.of("Hi")))
                .endsWith("'store':false,'stream':true}");
    }

    @Test
    void every_setting_has_its_field() {
        assertThat(settings(
                        "gpt-4.1",
                        ChatRequest.builder()
                                .temperature(0.5)
                                .topP(0.9)
                                .maxOutputTokens(100)
                                .metadata("user", "u1")))
                .isEqualTo("'temperature':0.5,'top_p':0.9,'max_output_tokens':100,'metadata':{'user':'u1'}");
    }

    @Test
    void a_limit_below_the_least_is_the_least() {
        assertThat(settings("gpt-4.1", ChatRequest.builder().maxOutputTokens(15)))
                .isEqualTo("'max_output_tokens':16");
        assertThat(settings("gpt-4.1", ChatRequest.builder().maxOutputTokens(17)))
                .isEqualTo("'max_output_tokens':17");
    }

    @Test
    void tools_are_flat_and_say_always_whether_they_are_strict() {
        assertThat(settings("gpt-4.1", tools().parallelToolCalls(false)))
                .isEqualTo("'tools':["
                        + "{'type':'function','name':'weather','parameters':{'type':'object'},'strict':false},"
                        + "{'type':'function','name':'news','description':'What happened',"
                        + "'parameters':{'type':'object'},'strict':true}],"
                        + "'parallel_tool_calls':false");
    }

    @Test
    void a_tool_choice_is_a_word_or_names_tools() {
        assertThat(settings("gpt-4.1", tools().toolChoice(ToolChoice.none()))).endsWith(",'tool_choice':'none'");
        assertThat(settings("gpt-4.1", tools().toolChoice(ToolChoice.required("news"))))
                .endsWith(",'tool_choice':{'type':'function','name':'news'}");
        assertThat(settings("gpt-4.1", tools().toolChoice(ToolChoice.required("news", "weather"))))
                .endsWith(",'tool_choice':{'type':'allowed_tools','mode':'required','tools':["
                        + "{'type':'function','name':'news'},{'type':'function','name':'weather'}]}");
    }

    private static ChatRequest.Builder tools() {
        return ChatRequest.builder().tools(WEATHER, NEWS);
    }

    @Test
    void a_choice_without_tools_is_left_out() {
        assertThat(settings("gpt-4.1", ChatRequest.builder().toolChoice(ToolChoice.none())))
                .isEmpty();
    }

    @Test
    void a_schema_is_flat_in_the_format_of_the_text() {
        ResponseFormat schema = new ResponseFormat.JsonSchema("answer", "{\"type\":\"object\"}", "What it is", true);

        assertThat(settings("gpt-4.1", ChatRequest.builder().responseFormat(schema)))
                .isEqualTo("'text':{'format':{'type':'json_schema','name':'answer','description':'What it is',"
                        + "'schema':{'type':'object'},'strict':true}}");
        assertThat(settings("gpt-4.1", ChatRequest.builder().responseFormat(ResponseFormat.jsonObject())))
                .isEqualTo("'text':{'format':{'type':'json_object'}}");
        assertThat(settings("gpt-4.1", ChatRequest.builder().responseFormat(ResponseFormat.text())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-6.1-sol, NONE, low",
        "gpt-6.1-sol, MAX, max",
        "gpt-5.6-terra, NONE, none",
        "gpt-5.6-terra, MINIMAL, low",
        "gpt-5.4, MAX, xhigh",
        "gpt-5-mini, MINIMAL, minimal",
        "o3, XHIGH, high",
        "mine, XHIGH, xhigh"
    })
    void a_level_that_a_model_lacks_is_its_nearest_one(String model, Effort wish, String level) {
        assertThat(fitting(model, ChatRequest.builder().reasoning(Reasoning.effort(wish))))
                .contains("'reasoning':{'effort':'" + level + "'}");
    }

    @ParameterizedTest
    @CsvSource({"0, none", "4096, low", "4097, medium", "16384, medium", "16385, high"})
    void a_budget_is_a_level(int tokens, String level) {
        assertThat(fitting("gpt-5.6-terra", ChatRequest.builder().reasoning(Reasoning.budget(tokens))))
                .contains("'reasoning':{'effort':'" + level + "'}");
    }

    @Test
    void thoughts_are_asked_for_as_a_summary() {
        assertThat(fitting(
                        "gpt-5.6-terra",
                        ChatRequest.builder()
                                .reasoning(Reasoning.effort(Effort.LOW).withThoughts())))
                .isEqualTo("'reasoning':{'effort':'low','summary':'auto'}," + INCLUDE);
        assertThat(fitting("gpt-5.6-terra", ChatRequest.builder().reasoning(new Reasoning(null, null, true))))
                .isEqualTo("'reasoning':{'summary':'auto'}," + INCLUDE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-6.1-sol", "gpt-5.4", "gpt-5-nano", "o4-mini", "ft:gpt-5-mini:me"})
    void a_model_that_may_think_is_asked_for_its_thoughts(String model) {
        assertThat(fitting(model, ChatRequest.builder())).isEqualTo(INCLUDE);
    }

    @Test
    void a_model_that_cannot_think_is_not_asked_for_thoughts() {
        assertThat(fitting("gpt-4.1", ChatRequest.builder())).isEmpty();
    }

    @Test
    void an_unknown_model_is_asked_for_thoughts_when_it_is_to_think() {
        assertThat(fitting("mine", ChatRequest.builder())).isEmpty();
        assertThat(fitting("mine", ChatRequest.builder().reasoning(Reasoning.effort(Effort.NONE))))
                .isEqualTo("'reasoning':{'effort':'none'}");
        assertThat(fitting("mine", ChatRequest.builder().reasoning(Reasoning.effort(Effort.LOW))))
                .isEqualTo("'reasoning':{'effort':'low'}," + INCLUDE);
    }

    @ParameterizedTest
    @CsvSource({"grok-4.3, true", "openai/gpt-5.6-sol, true", "openai.gpt-5.6-luna, true", "openai.gpt-oss-20b, false"})
    void other_services_put_the_maker_before_the_model(String model, boolean asked) {
        assertThat(settings(ResponsesDialect.compatible(), model, ChatRequest.builder()))
                .isEqualTo(asked ? INCLUDE : "");
    }

    @Test
    void sampling_is_left_out_while_a_model_thinks() {
        assertThat(fitting("gpt-5.4", ChatRequest.builder().temperature(0.5))).endsWith("'temperature':0.5");
        assertThat(fitting("gpt-5.4", ChatRequest.builder().temperature(0.5).reasoning(Reasoning.effort(Effort.LOW))))
                .doesNotContain("temperature");
    }
}
