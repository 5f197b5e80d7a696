package io.llmclient.providers;

import static io.llmclient.testkit.LlmAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatRequest;
import io.llmclient.LlmClient;
import io.llmclient.ResponseFormat;
import io.llmclient.StructuredResponse;
import io.llmclient.core.ResilientLlmClient;
import io.llmclient.providers.recordings.Tree;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.LlmTestExtension;
import io.llmclient.testkit.ProviderServer;
import io.llmclient.testkit.Stage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A record, or a schema, that the first provider was asked for is asked of the next in its own spelling. */
@ExtendWith(LlmTestExtension.class)
class StructuredOutputMatrixTest {

    record Weather(String city, int degrees, Optional<String> note) {}

    private static final Weather RAIN = new Weather("Berlin", 7, Optional.of("rain"));
    private static final String ANSWER = "{\"city\":\"Berlin\",\"degrees\":7,\"note\":\"rain\"}";

    private static final Tree OF_THE_RECORD = tree("""
            {"type":"object",
             "properties":{
               "city":{"type":"string"},
               "degrees":{"type":"integer"},
               "note":{"anyOf":[{"type":"string"},{"type":"null"}]}},
             "required":["city","degrees","note"],
             "additionalProperties":false}""");

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("io.llmclient.providers.OverTheWire#pairs")
    void a_record_is_asked_of_the_next_provider_in_its_own_spelling(String from, String to, Stage stage) {
        ProviderServer home = OverTheWire.server(stage, from).fail(Fault.quotaExhausted());
        ProviderServer elsewhere = OverTheWire.server(stage, to).reply(ANSWER);
        try (LlmClient client = ResilientLlmClient.builder()
                .provider(OverTheWire.provider(home))
                .provider(OverTheWire.provider(elsewhere))
                .time(stage.time())
                .build()) {
            StructuredResponse<Weather> answer = client.chat("The weather, please.", Weather.class);

            assertThat(answer.value()).isEqualTo(RAIN);
            assertThat(answer.response()).wasServedBy(elsewhere.provider());
            assertThat(schema(to, elsewhere).sameAs(OF_THE_RECORD)).isTrue();
            assertThat(adjustments(answer)).isEmpty();
        }
    }

    /** What is not enforced is said in descriptions; optional is what may be null where all must be there. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            openai            | {"anyOf":[{"type":"integer","minimum":-90},{"type":"null"}]} | "city","degrees" | closed
            openai-responses  | {"anyOf":[{"type":"integer","minimum":-90},{"type":"null"}]} | "city","degrees" | closed
            anthropic         | {"type":"integer","description":"(minimum: -90)"}            | "city"           | closed
            bedrock           | {"type":"integer","description":"(minimum: -90)"}            | "city"           | closed
            bedrock-anthropic | {"type":"integer","description":"(minimum: -90)"}            | "city"           | closed
            cohere            | {"type":"integer","description":"(minimum: -90)"}            | "city"           | closed
            mistral           | {"type":"integer","minimum":-90}                             | "city"           | closed
            gemini            | {"type":"integer","minimum":-90}                             | "city"           | open
            ollama            | {"type":"integer","minimum":-90}                             | "city"           | open
            """)
    void a_schema_is_brought_into_the_form_that_the_model_enforces(
            String dialect, String degrees, String required, String end, Stage stage) {
        ProviderServer server = OverTheWire.server(stage, dialect).reply(ANSWER);
        ResponseFormat format = ResponseFormat.jsonSchema(
                "weather", schema("{\"type\":\"integer\",\"minimum\":-90}", "\"city\"", "open"));
        try (LlmClient client = ResilientLlmClient.builder()
                .provider(OverTheWire.provider(server))
                .build()) {
            boolean changed = !client.chat(ChatRequest.builder()
                            .user("The weather, please.")
                            .responseFormat(format)
                            .build())
                    .route()
                    .attempts()
                    .get(0)
                    .adjustments()
                    .isEmpty();

            assertThat(schema(dialect, server)).hasToString(schema(degrees, required, end));
            assertThat(changed).isEqualTo(end.equals("closed"));
        }
    }

    private static String schema(String degrees, String required, String end) {
        return "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"},\"degrees\":" + degrees
                + "},\"required\":[" + required + "]"
                + (end.equals("closed") ? ",\"additionalProperties\":false}" : "}");
    }

    @Test
    void who_enforces_no_schema_is_told_in_words(Stage stage) {
        ProviderServer first = OverTheWire.server(stage, "gemini").fail(Fault.quotaExhausted());
        ProviderServer deepSeek = OverTheWire.server(stage, "deepseek").reply("```json\n" + ANSWER + "\n```");
        try (LlmClient client = ResilientLlmClient.builder()
                .provider(OverTheWire.provider(first))
                .provider(OverTheWire.provider("deepseek", deepSeek))
                .build()) {
            StructuredResponse<Weather> answer = client.chat("The weather, please.", Weather.class);

            assertThat(answer.value()).isEqualTo(RAIN);
            assertThat(adjustments(answer))
                    .containsExactly(
                            "asked for the JSON schema in the system message: the model does not enforce schemas");
            assertThat(Transcript.ofLast(deepSeek).lines().get(0))
                    .startsWith("system: Answer with JSON and nothing else")
                    .endsWith(OF_THE_RECORD.toString());
            assertThat(deepSeek.requests().get(0).body()).contains("\"response_format\":{\"type\":\"json_object\"}");
        }
    }

    /** OpenAI refuses its JSON mode to a conversation that does not speak of JSON. */
    @ParameterizedTest
    @ValueSource(strings = {"openai", "openai-responses", "deepseek"})
    void json_mode_is_named_where_it_is_refused_else(String dialect, Stage stage) {
        ProviderServer server = OverTheWire.server(stage, dialect).reply("{}").reply("{}");
        try (LlmClient client = ResilientLlmClient.builder()
                .provider(OverTheWire.provider(dialect, server))
                .build()) {
            ChatRequest.Builder request = ChatRequest.builder().responseFormat(ResponseFormat.jsonObject());
            client.chat(request.user("The weather, please.").build());
            client.chat(request.user("As JSON.").build());

            assertThat(server.requests().get(0).body()).contains("Answer with a single JSON object");
            assertThat(server.requests().get(1).body()).doesNotContain("Answer with");
        }
    }

    /** Where each has it, and that it is strict where it can be. */
    private static Tree schema(String dialect, ProviderServer server) {
        Tree body = tree(server.requests().get(0).body());
        return switch (dialect) {
            case "openai", "mistral" -> strict(body.get("response_format", "json_schema"));
            case "openai-responses" -> strict(body.get("text", "format"));
            case "anthropic", "bedrock-anthropic" -> body.get("output_config", "format", "schema");
            case "gemini" -> body.get("generationConfig", "responseJsonSchema");
            case "bedrock" ->
                tree(body.get("outputConfig", "textFormat", "structure", "jsonSchema")
                        .text("schema"));
            case "cohere" -> body.get("response_format", "json_schema");
            default -> body.get("format");
        };
    }

    private static Tree strict(Tree format) {
        assertThat(format.get("strict").isTrue()).isTrue();
        return format.get("schema");
    }

    private static List<String> adjustments(StructuredResponse<?> answer) {
        return answer.response().route().attempts().get(1).adjustments();
    }

    private static Tree tree(String json) {
        return Tree.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
