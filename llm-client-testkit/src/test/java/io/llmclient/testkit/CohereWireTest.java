package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.Usage;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CohereWireTest {

    private final ProviderServer server = ProviderServer.cohere();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void a_whole_answer_has_parts_calls_and_two_counts() {
        server.reply(Reply.thinking("Hm")
                .andText("Hi")
                .andToolCall("f_1", "f", "{}")
                .id("a")
                .usage(Usage.builder().input(9L).output(4L).cachedInput(5L).build()));

        HttpResponse<String> response = Wire.whole(server);

        assertThat(Wire.header(response, "content-type")).isEqualTo("application/json");
        assertThat(Wire.header(response, "x-debug-trace-id"))
                .isEqualTo(server.takeRequest().requestId());
        assertThat(response.body())
                .isEqualTo("{\"id\":\"a\",\"message\":{\"role\":\"assistant\",\"content\":["
                        + "{\"type\":\"thinking\",\"thinking\":\"Hm\"},{\"type\":\"text\",\"text\":\"Hi\"}],"
                        + "\"tool_calls\":[{\"id\":\"f_1\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"TOOL_CALL\","
                        + "\"usage\":{\"billed_units\":{\"input_tokens\":1,\"output_tokens\":1},"
                        + "\"tokens\":{\"input_tokens\":9,\"output_tokens\":4},\"cached_tokens\":5}}");
    }

    @Test
    void a_stream_is_a_start_parts_with_start_and_end_and_an_end() {
        server.reply(Reply.text("Hello you").usage(Usage.builder().input(4L).build()));

        HttpResponse<String> response = Wire.stream(server);
        List<String> data = Wire.data(response);

        assertThat(Wire.header(response, "content-type")).isEqualTo("text/event-stream");
        assertThat(response.body()).startsWith("event: message-start\ndata: {");
        assertThat(data.get(0)).contains("\"type\":\"message-start\"", "\"tool_plan\":\"\"");
        assertThat(data.subList(1, 5))
                .containsExactly(
                        "{\"type\":\"content-start\",\"index\":0,\"delta\":{\"message\":{\"content\":{\"type\":\"text\",\"text\":\"\"}}}}",
                        "{\"type\":\"content-delta\",\"index\":0,\"delta\":{\"message\":{\"content\":{\"text\":\"Hello \"}}}}",
                        "{\"type\":\"content-delta\",\"index\":0,\"delta\":{\"message\":{\"content\":{\"text\":\"you\"}}}}",
                        "{\"type\":\"content-end\",\"index\":0}");
        assertThat(data.get(5))
                .startsWith("{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"COMPLETE\",\"usage\":{");
        assertThat(data.subList(6, data.size())).containsExactly("[DONE]");
    }

    @Test
    void a_call_without_arguments_has_no_delta_and_a_plan_an_event_of_its_own() {
        server.reply(Reply.thinking("I look").signed("tool_plan").andToolCall("f_1", "f", "{}"));

        assertThat(Wire.stream(server).body().lines().filter(line -> line.startsWith("event: ")))
                .containsExactly(
                        "event: message-start",
                        "event: tool-plan-delta",
                        "event: tool-plan-delta",
                        "event: tool-call-start",
                        "event: tool-call-end",
                        "event: message-end");
    }

    @Test
    void an_error_is_flat_and_in_a_stream_the_last_event() {
        server.fail(Fault.contextTooLong()).reply(Reply.words(2).failAfter(1, Fault.overloaded()));

        assertThat(Wire.whole(server).body())
                .isEqualTo("{\"id\":\"" + server.takeRequest().requestId()
                        + "\",\"message\":\"too many tokens: size limit exceeded by 809 tokens.\","
                        + "\"error_type\":\"TOO_MANY_TOKENS\"}");
        assertThat(Wire.data(Wire.stream(server)))
                .endsWith("{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"ERROR\","
                        + "\"error\":\"the service is overloaded, please retry\"}}");
    }

    @Test
    void what_the_service_would_refuse_is_refused() {
        server.otherwise(Reply.text("served"));

        assertThat(Wire.post(server.url() + "/v1/chat", "{}").statusCode()).isEqualTo(404);
        assertThat(Wire.post(server.url() + "/v2/chat", "{}").statusCode()).isEqualTo(401);
        assertThat(Wire.plain(server, "{").statusCode()).isEqualTo(400);
        assertThat(Wire.plain(server, "{\"messages\":[]}").body()).contains("model is required");
        assertThat(Wire.plain(server, "{\"model\":\"m\",\"messages\":[]}").body())
                .contains("messages must not be empty");
        assertThat(Wire.plain(server, "{\"model\":\"m\",\"messages\":[{}],\"tool_choice\":\"AUTO\"}")
                        .body())
                .contains("tool_choice");
        assertThat(Wire.plain(
                                server,
                                "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"1\"}]}")
                        .body())
                .contains("tool call id not found");
        assertThat(Wire.whole(server).body()).contains("served");
    }
}
