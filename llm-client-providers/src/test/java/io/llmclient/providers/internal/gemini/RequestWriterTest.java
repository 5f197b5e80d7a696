package io.llmclient.providers.internal.gemini;

import static io.llmclient.providers.internal.gemini.Written.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmclient.ChatRequest;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Reasoning;
import io.llmclient.Reasoning.Effort;
import io.llmclient.ResponseFormat;
import io.llmclient.Tool;
import io.llmclient.ToolChoice;
import io.llmclient.providers.internal.Fitting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestWriterTest {

    private static final Tool WEATHER = Tool.function("weather", "Looks outside", "{\"type\":\"object\"}");

    @Test
    void nothing_is_sent_that_was_not_set() {
        assertThat(Written.body("gemini-3.8-flash", ChatRequest.of("Hi")))
                .isEqualTo(json("{'contents':[{'role':'user','parts':[{'text':'Hi'}]}]}"));
    }

    @Test
    void system_messages_become_parts_of_one_instruction() {
        ChatRequest request = ChatRequest.builder()
                .system("Be brief")
                .system("Be kind")
                .user("Hi")
                .build();

        assertThat(Written.field("systemInstruction", "gemini-3.8-flash", request))
                .isEqualTo(json("{'parts':[{'text':'Be brief'},{'text':'Be kind'}]}"));
    }

    @Test
    void gemma_reads_system_messages_before_the_first_words_of_the_user() {
        ChatRequest request =
                ChatRequest.builder().system("Be brief").user("Hi").build();

        assertThat(Written.body("gemma-3-27b-it", request))
                .isEqualTo(json("{'contents':[{'role':'user','parts':[{'text':'Be brief'},{'text':'Hi'}]}]}"));
    }

    @Test
    void every_setting_has_its_field() {
        ChatRequest request = ChatRequest.builder()
                .user("Hi")
                .temperature(0.5)
                .topP(0.9)
                .topK(40)
                .maxOutputTokens(100)
                .presencePenalty(0.1)
                .frequencyPenalty(-0.2)
                .seed(7L)
                .stop("END", "STOP")
                .build();

        assertThat(Written.field("generationConfig", "gemini-2.0-flash", request))
                .isEqualTo(json("{'temperature':0.5,'topP':0.9,'topK':40,'maxOutputTokens':100,'presencePenalty':0.1,"
                        + "'frequencyPenalty':-0.2,'seed':7,'stopSequences':['END','STOP']}"));
    }

    @Test
    void all_tools_are_declared_in_one_entry_and_schemas_go_where_their_spelling_belongs() {
        ChatRequest request = ChatRequest.builder()
                .user("Hi")
                .tools(
                        WEATHER,
                        new Tool(
                                "own",
                                null,
                                "{\"type\":\"OBJECT\",\"properties\":{\"a\":{\"type\":\"STRING\"}}}",
                                false))
                .build();

        assertThat(Written.field("tools", "gemini-3.8-flash", request))
                .isEqualTo(json("[{'functionDeclarations':["
                        + "{'name':'weather','description':'Looks outside','parametersJsonSchema':{'type':'object'}},"
                        + "{'name':'own','parameters':{'type':'OBJECT','properties':{'a':{'type':'STRING'}}}}]}]"));
    }

    @Test
    void a_tool_choice_is_a_mode_with_the_names_that_are_allowed() {
        assertThat(toolConfig(ToolChoice.auto())).isEqualTo(json("{'functionCallingConfig':{'mode':'AUTO'}}"));
        assertThat(toolConfig(ToolChoice.none())).isEqualTo(json("{'functionCallingConfig':{'mode':'NONE'}}"));
        assertThat(toolConfig(ToolChoice.required())).isEqualTo(json("{'functionCallingConfig':{'mode':'ANY'}}"));
        assertThat(toolConfig(ToolChoice.required("weather")))
                .isEqualTo(json("{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['weather']}}"));
    }

    private static String toolConfig(ToolChoice choice) {
        ChatRequest request = ChatRequest.builder()
                .user("Hi")
                .tools(WEATHER)
                .toolChoice(choice)
                .build();
        return Written.field("toolConfig", "gemini-3.8-flash", request);
    }

    @Test
    void a_tool_choice_without_tools_is_not_sent() {
        ChatRequest request =
                ChatRequest.builder().user("Hi").toolChoice(ToolChoice.none()).build();

        assertThat(Written.body("gemini-3.8-flash", request)).doesNotContain("toolConfig");
    }

    @Test
    void a_json_answer_is_asked_for_by_its_type_and_by_schema_in_either_spelling() {
        assertThat(configFor(ResponseFormat.text())).isEmpty();
        assertThat(configFor(ResponseFormat.jsonObject())).isEqualTo(json("{'responseMimeType':'application/json'}"));
        assertThat(configFor(ResponseFormat.jsonSchema("n", "{\"type\":\"object\"}")))
                .isEqualTo(json("{'responseMimeType':'application/json','responseJsonSchema':{'type':'object'}}"));
        assertThat(configFor(ResponseFormat.jsonSchema("n", "{\"type\": \"OBJECT\"}")))
                .isEqualTo(json("{'responseMimeType':'application/json','responseSchema':{'type': 'OBJECT'}}"));
    }

    private static String configFor(ResponseFormat format) {
        ChatRequest request =
                ChatRequest.builder().user("Hi").responseFormat(format).build();
        String body = Written.body("gemini-2.5-flash", request);
        return body.contains("generationConfig") ? Written.field("generationConfig", "gemini-2.5-flash", request) : "";
    }

    @Test
    void models_before_3_refuse_json_together_with_tools_so_it_is_not_sent_to_them() {
        ChatRequest request = ChatRequest.builder()
                .user("Hi")
                .tools(WEATHER)
                .responseFormat(ResponseFormat.jsonObject())
                .build();

        assertThatThrownBy(() -> Written.body("gemini-2.5-flash", request))
                .isInstanceOfSatisfying(
                        LlmException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED));
        assertThat(Written.body("gemini-3-flash-preview", request)).contains("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash, NONE, {'thinkingBudget':0}",
        "gemini-2.5-flash, LOW, {'thinkingBudget':1024}",
        "gemini-2.5-flash, MAX, {'thinkingBudget':24576}",
        "gemini-2.5-flash-lite, MINIMAL, {'thinkingBudget':512}",
        "gemini-2.5-pro, NONE, {'thinkingBudget':128}",
        "gemini-2.5-pro, MAX, {'thinkingBudget':32768}",
        "gemini-3-flash-preview, NONE, {'thinkingLevel':'minimal'}",
        "gemini-3-flash-preview, MEDIUM, {'thinkingLevel':'medium'}",
        "gemini-3.1-pro-preview, MINIMAL, {'thinkingLevel':'low'}",
        "models/gemini-3.8-flash, MAX, {'thinkingLevel':'high'}",
        "gemini-flash-latest, NONE, {'thinkingLevel':'low'}",
    })
    void an_effort_becomes_the_nearest_budget_or_level_of_the_model(String model, Effort effort, String config) {
        assertThat(thinkingConfig(model, Reasoning.effort(effort))).isEqualTo(json(config.replace(" ", "")));
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash, 0, {'thinkingBudget':0}",
        "gemini-2.5-flash-lite, 100, {'thinkingBudget':512}",
        "gemini-2.5-pro, 100000, {'thinkingBudget':32768}",
        "gemini-3-flash-preview, 0, {'thinkingLevel':'minimal'}",
        "gemini-3.8-flash, 5000, {'thinkingLevel':'medium'}",
        "gemini-3.8-flash, 100000, {'thinkingLevel':'high'}",
    })
    void a_budget_is_kept_within_the_models_range_or_becomes_a_level(String model, int budget, String config) {
        assertThat(thinkingConfig(model, Reasoning.budget(budget))).isEqualTo(json(config));
    }

    @Test
    void of_an_effort_and_a_budget_the_model_gets_the_one_it_knows() {
        Reasoning both = new Reasoning(Effort.LOW, 2_000, true);

        assertThat(thinkingConfig("gemini-2.5-pro", both))
                .isEqualTo(json("{'thinkingBudget':2000,'includeThoughts':true}"));
        assertThat(thinkingConfig("gemini-3.8-flash", both))
                .isEqualTo(json("{'thinkingLevel':'low','includeThoughts':true}"));
        assertThat(thinkingConfig("gemini-3.8-flash", new Reasoning(null, null, true)))
                .isEqualTo(json("{'includeThoughts':true}"));
    }

    private static String thinkingConfig(String model, Reasoning reasoning) {
        ChatRequest request =
                ChatRequest.builder().user("Hi").reasoning(reasoning).build();
        return Written.field("thinkingConfig", model, Fitting.fit(request, new GeminiGenerateContent(), model));
    }
}
