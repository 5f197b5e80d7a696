package io.llmclient.providers.internal.ollama;

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
import io.llmclient.providers.internal.Written;
import io.llmclient.spi.Feature;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaWritingTest {

    private static final Written WRITTEN = new Written(new OllamaChat(), "qwen3");
    private static final Content.ToolCall CALL = new Content.ToolCall("call_1", "weather", "{\"city\":\"Bonn\"}");

    @Test
    void whether_to_stream_is_said_either_way() {
        assertThat(WRITTEN.body(false, ChatRequest.of("Hi")))
                .isEqualTo("{'model':'qwen3','stream':false,'messages':[{'role':'user','content':'Hi'}]}");
        assertThat(WRITTEN.body(true, ChatRequest.of("Hi"))).contains("'stream':true");
    }

    @Test
    void every_setting_is_an_option() {
        assertThat(WRITTEN.settings(ChatRequest.builder()
                        .temperature(0.5)
                        .topP(0.9)
                        .topK(40)
                        .presencePenalty(0.1)
                        .frequencyPenalty(-0.2)
                        .maxOutputTokens(100)
                        .seed(7L)
                        .stop("END", "STOP")))
                .isEqualTo("'options':{'num_predict':100,'temperature':0.5,'top_p':0.9,'top_k':40,'seed':7,"
                        + "'presence_penalty':0.1,'frequency_penalty':-0.2,'stop':['END','STOP']}");
    }

    @Test
    void tools_are_functions() {
        assertThat(WRITTEN.settings(ChatRequest.builder()
                        .tool(Tool.function("weather", "Says it", "{\"type\":\"object\"}"))
                        .tool(new Tool("time", null, "{}", false))))
                .isEqualTo(
                        "'tools':[{'type':'function','function':{'name':'weather','description':'Says it',"
                                + "'parameters':{'type':'object'}}},{'type':'function','function':{'name':'time','parameters':{}}}]");
    }

    @Test
    void the_format_is_a_word_or_the_schema_itself() {
        assertThat(WRITTEN.settings(ChatRequest.builder().responseFormat(ResponseFormat.jsonObject())))
                .isEqualTo("'format':'json'");
        assertThat(WRITTEN.settings(
                        ChatRequest.builder().responseFormat(ResponseFormat.jsonSchema("a", "{\"type\":\"object\"}"))))
                .isEqualTo("'format':{'type':'object'}");
        assertThat(WRITTEN.settings(ChatRequest.builder().responseFormat(ResponseFormat.text())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "qwen3,       NONE,    false",
        "qwen3,       LOW,     true",
        "qwen3,       MAX,     true",
        "gpt-oss:20b, NONE,    false",
        "gpt-oss:20b, MINIMAL, \"low\"",
        "gpt-oss:20b, MEDIUM,  \"medium\"",
        "gpt-oss:20b, MAX,     \"high\""
    })
    void thinking_is_a_switch_or_has_levels(String model, Effort effort, String think) {
        assertThat(think(model, Reasoning.effort(effort))).isEqualTo(think.replace("\"", "'"));
    }

    @Test
    void a_budget_of_thoughts_becomes_the_nearest_level() {
        assertThat(think("gpt-oss", Reasoning.budget(0))).isEqualTo("false");
        assertThat(think("gpt-oss", Reasoning.budget(1_000))).isEqualTo("'low'");
        assertThat(think("gpt-oss", Reasoning.budget(10_000))).isEqualTo("'medium'");
        assertThat(think("gpt-oss", Reasoning.budget(50_000))).isEqualTo("'high'");
        assertThat(think("gpt-oss", new Reasoning(null, null, true))).isEqualTo("true");
    }

    private static String think(String model, Reasoning reasoning) {
        return new Written(new OllamaChat(), model)
                .fitting()
                .settings(ChatRequest.builder().reasoning(reasoning))
                .replace("'think':", "");
    }

    @ParameterizedTest
    @CsvSource({
        "qwen3:8b, true",
        "gpt-oss:120b, true",
        "someone/deepseek-r1:14b, true",
        "Qwen3-4B-Thinking, true",
        "qwen3-coder:30b, false",
        "qwen3:30b-a3b-instruct, false",
        "llama3.2, false",
        "gemma3, false"
    })
    void only_models_that_are_known_to_think_are_told_how_much_to(String model, boolean thinks) {
        assertThat(new OllamaChat().capabilities(model).has(Feature.REASONING)).isEqualTo(thinks);
    }

    @Test
    void arguments_and_results_go_as_the_servers_templates_want_them() {
        assertThat(WRITTEN.messages(Message.assistant(CALL), Message.toolResult(CALL, "Sun")))
                .isEqualTo("{'role':'assistant','content':'','tool_calls':[{'id':'call_1','function':{'name':'weather',"
                        + "'arguments':{'city':'Bonn'}}}]},"
                        + "{'role':'tool','content':'Sun','tool_name':'weather','tool_call_id':'call_1'}");
    }

    @Test
    void arguments_that_are_no_object_are_put_into_one() {
        Content.ToolCall call = new Content.ToolCall("c", "f", "{'a");

        assertThat(WRITTEN.fitting().messages(Message.assistant(call), Message.toolResult(call, "b")))
                .contains("'arguments':{'_raw':'{'a'}");
    }

    @Test
    void thoughts_go_back_beside_the_words() {
        Content.Thinking thought = new Content.Thinking("Hm", new Origin("ollama.chat", "qwen3"));

        assertThat(WRITTEN.messages(Message.assistant(thought, Content.text("So"), new Content.Refusal(" no"))))
                .isEqualTo("{'role':'assistant','content':'So no','thinking':'Hm'}");
    }

    @Test
    void several_texts_are_one_and_images_stand_beside_it() {
        assertThat(WRITTEN.messages(
                        new Message.System(List.of(Content.text("a"), Content.text("b"))),
                        Message.user(
                                Content.text("Look"),
                                new Content.CachePoint(null),
                                Content.image("image/png", new byte[] {1}),
                                Content.text("here"))))
                .isEqualTo("{'role':'system','content':'a\\n\\nb'},"
                        + "{'role':'user','content':'Look\\nhere','images':['AQ==']}");
    }

    @Test
    void an_image_that_is_not_inline_is_unsupported() {
        assertThatExceptionOfType(LlmException.class)
                .isThrownBy(() -> WRITTEN.messages(Message.user(new Content.Image(Media.fileId("f"), null))))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED));
    }
}
