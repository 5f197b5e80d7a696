package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.Usage;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OllamaWireTest {

    private static final String HEAD = "{\"model\":\"test\",\"created_at\":\"2026-11-20T12:00:00.123456789Z\",";

    private final ProviderServer server = ProviderServer.ollama();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void a_whole_answer_is_one_object_with_arguments_as_an_object() {
        server.reply(Reply.thinking("Hm")
                .andText("Hi")
                .andToolCall("call_1", "f", "{\"a\":1}")
                .usage(Usage.builder().input(9L).output(4L).build()));

        HttpResponse<String> response = Wire.whole(server);

        assertThat(Wire.header(response, "content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(response.body())
                .isEqualTo(HEAD + "\"message\":{\"role\":\"assistant\",\"content\":\"Hi\",\"thinking\":\"Hm\","
                        + "\"tool_calls\":[{\"id\":\"call_1\",\"function\":{\"index\":0,\"name\":\"f\","
                        + "\"arguments\":{\"a\":1}}}]},\"done\":true,\"done_reason\":\"stop\","
                        + "\"total_duration\":174560334,\"prompt_eval_count\":9,\"eval_count\":4}");
    }

    @Test
    void a_stream_is_lines_of_which_a_call_has_one_of_its_own() {
        server.reply(Reply.text("Hello you").andToolCall("call_1", "f", "{\"a\":1}"));

        HttpResponse<String> response = Wire.stream(server);
        List<String> lines = response.body().lines().toList();

        assertThat(Wire.header(response, "content-type")).isEqualTo("application/x-ndjson");
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .isEqualTo(HEAD + "\"message\":{\"role\":\"assistant\",\"content\":\"Hello \"},\"done\":false}");
        assertThat(lines.get(2))
                .contains("\"content\":\"\",\"tool_calls\":[{\"id\":\"call_1\",\"function\":{\"index\":0,");
        assertThat(lines.get(3))
                .contains(
                        "\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"");
    }

    @Test
    void it_streams_unless_it_is_told_not_to() {
        server.reply("Hello you");

        String body = "{\"model\":\"test\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

        assertThat(Wire.post(server.url() + "/api/chat", body).body().lines()).hasSize(3);
    }

    @Test
    void an_error_is_a_text_and_in_a_stream_a_line() {
        server.fail(Fault.modelNotFound()).reply(Reply.words(2).failAfter(1, Fault.serverError()));

        assertThat(Wire.whole(server).body())
                .isEqualTo("{\"error\":\"model \\\"test\\\" not found, try pulling it first\"}");
        assertThat(Wire.stream(server).body().lines().skip(1))
                .singleElement()
                .asString()
                .startsWith("{\"error\":\"");
    }

    @Test
    void what_the_service_would_refuse_is_refused() {
        server.otherwise(Reply.text("served"));

        assertThat(Wire.post(server.url() + "/v1/messages", "{}").statusCode()).isEqualTo(404);
        assertThat(Wire.plain(server, "{").statusCode()).isEqualTo(400);
        assertThat(Wire.plain(server, "{\"messages\":[{}]}").body()).contains("model is required");
        assertThat(Wire.plain(server, "{\"model\":\"m\"}").statusCode()).isEqualTo(400);
        assertThat(Wire.plain(server, "{\"model\":\"m\",\"messages\":[{\"content\":[]}]}")
                        .body())
                .contains("cannot unmarshal");
        assertThat(Wire.plain(
                                server,
                                "{\"model\":\"m\",\"messages\":[{\"tool_calls\":[{\"function\":{\"arguments\":\"{}\"}}]}]}")
                        .body())
                .contains("cannot unmarshal");
        assertThat(Wire.whole(server).body()).contains("served");
    }
}
