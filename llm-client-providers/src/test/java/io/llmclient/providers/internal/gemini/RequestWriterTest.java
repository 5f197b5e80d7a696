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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestWriterTest {

    private static final Tool WEATHER = Tool.function("weather", "Looks outside", "{\"type\":\"object\"}");

    @Test
    void nothingIsSentThatWasNotSet() {
        assertThat(Written.body("gemini-3.8-flash", ChatRequest.of("Hi")))
                .isEqualTo(json("{'contents':[{'role':'user','parts':[{'text':'Hi'}]}]}"));
    }

    @Test
    void systemMessagesBecomePartsOfOneInstruction() {
        ChatRequest request = ChatRequest.builder()
                .system("Be brief")
                .system("Be kind")
                .user("Hi")
                .build();

        assertThat(Written.field("systemInstruction", "gemini-3.8-flash", request))
                .isEqualTo(json("{'parts':[{'text':'Be brief'},{'text':'Be kind'}]}"));
    }

    @Test
    void gemmaReadsSystemMessagesBeforeTheFirstWordsOfTheUser() {
        ChatRequest request =
                ChatRequest.builder().system("Be brief").user("Hi").build();

        assertThat(Written.body("gemma-3-27b-it", request))
                .isEqualTo(json("{'contents':[{'role':'user','parts':[{'text':'Be brief'},{'text':'Hi'}]}]}"));
    }

    @Test
    void everySettingHasItsField() {
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
    void allToolsAreDeclaredInOneEntryAndSchemasGoWhereTheirSpellingBelongs() {
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
    void aToolChoiceIsAModeWithTheNamesThatAreAllowed() {
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
    void aToolChoiceWithoutToolsIsNotSent() {
        ChatRequest request =
                ChatRequest.builder().user("Hi").toolChoice(ToolChoice.none()).build();

        assertThat(Written.body("gemini-3.8-flash", request)).doesNotContain("toolConfig");
    }

    @Test
    void aJsonAnswerIsAskedForByItsTypeAndBySchemaInEitherSpelling() {
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
    void modelsBefore3RefuseJsonTogetherWithToolsSoItIsNotSentToThem() {
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
    void anEffortBecomesTheNearestBudgetOrLevelOfTheModel(String model, Effort effort, String config) {
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
    void aBudgetIsKeptWithinTheModelsRangeOrBecomesALevel(String model, int budget, String config) {
        assertThat(thinkingConfig(model, Reasoning.budget(budget))).isEqualTo(json(config));
    }

    @Test
    void ofAnEffortAndABudgetTheModelGetsTheOneItKnows() {
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
        return Written.field("thinkingConfig", model, request);
    }
}
