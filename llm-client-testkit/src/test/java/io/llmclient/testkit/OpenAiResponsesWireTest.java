package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.FinishReason;
import io.llmclient.Usage;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiResponsesWireTest {

    private final ProviderServer server = ProviderServer.openAiResponses();

    @AfterEach
    void closeServer() {
        server.close();
    }

    private HttpResponse<String> ask(String body) {
        return Wire.post(server.url() + "/responses", body, "authorization", "Bearer sk-test");
    }

    private HttpResponse<String> whole() {
        return ask("{\"model\":\"gpt-test\",\"input\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    }

    private HttpResponse<String> stream() {
        return ask("{\"model\":\"gpt-test\",\"stream\":true,\"input\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    }

    @Test
    void a_whole_answer_is_a_response_with_items() {
        server.reply(Reply.thinking("Hm.")
                .signed("e1")
                .andText("Hello")
                .andToolCall("call_1", "weather", "{}")
                .id("resp_1")
                .usage(Usage.builder()
                        .input(20L)
                        .output(7L)
                        .cachedInput(5L)
                        .reasoning(3L)
                        .build()));

        assertThat(whole().body())
                .startsWith("{\"id\":\"resp_1\",\"object\":\"response\",")
                .contains("\"status\":\"completed\"", "\"model\":\"gpt-test\"")
                .contains("\"output\":[{\"id\":\"rs_0\",\"type\":\"reasoning\","
                        + "\"summary\":[{\"type\":\"summary_text\",\"text\":\"Hm.\"}],\"encrypted_content\":\"e1\"},"
                        + "{\"id\":\"msg_1\",\"type\":\"message\",\"status\":\"completed\",\"content\":[{\"type\":\"output_text\","
                        + "\"annotations\":[],\"logprobs\":[],\"text\":\"Hello\"}],\"role\":\"assistant\"},"
                        + "{\"id\":\"fc_2\",\"type\":\"function_call\",\"status\":\"completed\",\"arguments\":\"{}\","
                        + "\"call_id\":\"call_1\",\"name\":\"weather\"}]")
                .contains(
                        "\"usage\":{\"input_tokens\":20,\"input_tokens_details\":{\"cached_tokens\":5},"
                                + "\"output_tokens\":7,\"output_tokens_details\":{\"reasoning_tokens\":3},\"total_tokens\":27}");
    }

    @Test
    void a_stream_ends_in_the_whole_response_and_in_no_mark() {
        server.reply("Hello you");

        List<String> data = Wire.data(stream());

        assertThat(data).hasSize(7);
        assertThat(data.get(0)).startsWith("{\"type\":\"response.created\"").contains("\"sequence_number\":0");
        assertThat(data.get(2)).contains("response.output_item.added", "\"content\":[]", "\"status\":\"in_progress\"");
        assertThat(data.get(3)).contains("response.output_text.delta", "\"delta\":\"Hello \"");
        assertThat(data.get(5)).contains("response.output_item.done", "\"text\":\"Hello you\"");
        assertThat(data.get(6)).startsWith("{\"type\":\"response.completed\"").contains("\"text\":\"Hello you\"");
    }

    @Test
    void a_thought_is_encrypted_for_good_at_its_end_only() {
        server.reply(Reply.thinking("Hm.").signed("e1"));

        List<String> data = Wire.data(stream());

        assertThat(data.get(2)).contains("\"encrypted_content\":\"not yet\"");
        assertThat(data.get(4)).contains("\"encrypted_content\":\"e1\"");
    }

    @Test
    void an_answer_that_was_cut_says_why() {
        server.reply(Reply.text("He").finishReason(FinishReason.LENGTH));

        assertThat(whole().body())
                .contains("\"status\":\"incomplete\"", "\"incomplete_details\":{\"reason\":\"max_output_tokens\"}");
    }

    @Test
    void an_error_in_the_stream_is_an_event_of_its_type() {
        server.reply(Reply.words(2).failAfter(0, Fault.quotaExhausted()));

        assertThat(stream().body())
                .contains("event: error\ndata: {\"type\":\"error\",\"error\":{\"message\":")
                .contains("\"code\":\"insufficient_quota\"");
    }

    @Test
    void a_model_that_does_not_exist_is_a_bad_request() {
        server.fail(Fault.modelNotFound());

        HttpResponse<String> response = whole();

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"code\":\"model_not_found\"");
    }

    @Test
    void a_request_of_another_api_is_refused() {
        assertThat(Wire.openAi(server, Wire.OPENAI).statusCode()).isEqualTo(404);
        assertThat(ask("{\"model\":\"gpt-test\",\"input\":[]}").body())
                .contains("Invalid 'input': expected an array with minimum length 1.");
    }

    @Test
    void what_is_out_of_order_is_refused() {
        String thought = "{\"type\":\"reasoning\",\"summary\":[]},";
        String call = "{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"{}\"},";
        String result = "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"1\"},";
        String user = "{\"role\":\"user\",\"content\":\"Hi\"}";
        server.reply("Hi");

        assertThat(conversation(thought + call + result + user)).contains("\"Hi\"");
        assertThat(conversation(call + thought + result + user)).contains("without its required following item");
        assertThat(conversation(thought + user)).contains("without its required following item");
        assertThat(conversation(call + user)).contains("No tool output found for function call c");
        assertThat(conversation(result + user)).contains("No tool call found for function call output with call_id c");
    }

    private String conversation(String input) {
        return ask("{\"model\":\"gpt-test\",\"input\":[" + input + "]}").body();
    }
}
