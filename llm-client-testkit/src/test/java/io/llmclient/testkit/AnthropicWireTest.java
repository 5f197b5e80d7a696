package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.Usage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnthropicWireTest {

    private final ProviderServer server = ProviderServer.anthropic();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void a_whole_answer_is_a_message_whose_input_excludes_the_cache() {
        server.reply(Reply.text("Hello")
                .usage(Usage.builder()
                        .input(100L)
                        .cachedInput(60L)
                        .cacheWrite(10L)
                        .output(9L)
                        .reasoning(4L)
                        .build()));

        HttpResponse<String> response = Wire.whole(server);

        assertThat(Wire.header(response, "request-id"))
                .isEqualTo(server.takeRequest().requestId());
        assertThat(response.body())
                .startsWith("{\"id\":\"msg_")
                .contains("\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-test\"")
                .contains(
                        "\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null")
                .contains(
                        "\"usage\":{\"input_tokens\":30,\"cache_creation_input_tokens\":10,\"cache_read_input_tokens\":60,"
                                + "\"output_tokens\":9,\"output_tokens_details\":{\"thinking_tokens\":4},");
    }

    @Test
    void a_stream_has_the_events_of_a_message_in_their_order() {
        server.reply(Reply.text("Hello you"));

        List<String> events = Wire.stream(server)
                .body()
                .lines()
                .filter(line -> line.startsWith("event: "))
                .toList();

        assertThat(events)
                .containsExactly(
                        "event: message_start",
                        "event: content_block_start",
                        "event: ping",
                        "event: content_block_delta",
                        "event: content_block_delta",
                        "event: content_block_stop",
                        "event: message_delta",
                        "event: message_stop");
    }

    @Test
    void the_last_usage_is_cumulative_and_replaces_the_first() {
        server.reply(Reply.text("Hello you")
                .usage(Usage.builder().input(12L).output(30L).build()));

        List<String> data = Wire.data(Wire.stream(server));

        assertThat(data.get(0)).contains("\"usage\":{\"input_tokens\":12,\"output_tokens\":1,");
        assertThat(data.get(data.size() - 2)).contains("\"stop_reason\":\"end_turn\"", "\"output_tokens\":30");
    }

    @Test
    void a_thought_streams_with_its_signature_last() {
        server.reply(Reply.thinking("Let me see.").signed("c2ln").andText("Yes."));

        List<String> data = Wire.data(Wire.stream(server));

        assertThat(data.get(1))
                .contains("\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
        assertThat(data.get(3)).contains("{\"type\":\"thinking_delta\",\"thinking\":\"Let \"}");
        assertThat(data.get(6)).contains("{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}");
        assertThat(data.get(7)).isEqualTo("{\"type\":\"content_block_stop\",\"index\":0}");
        assertThat(data.get(8)).contains("\"index\":1,\"content_block\":{\"type\":\"text\"");
    }

    @Test
    void a_whole_thought_has_its_signature_beside_it() {
        server.reply(Reply.thinking("Hm.").signed("c2ln").andText("Yes."));

        assertThat(Wire.whole(server).body())
                .contains("{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"c2ln\"},{\"type\":\"text\"");
    }

    @Test
    void tool_input_is_an_object_and_streams_as_json_fragments() {
        Reply call = Reply.text("Let me look.").andToolCall("toolu_1", "f", "{\"city\": \"Bonn\"}");
        server.reply(call).reply(call);

        assertThat(Wire.whole(server).body())
                .contains("{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{\"city\": \"Bonn\"}}")
                .contains("\"stop_reason\":\"tool_use\"");
        assertThat(Wire.stream(server).body())
                .contains(
                        "\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{}}")
                .contains("{\"type\":\"input_json_delta\",\"partial_json\":\"\"}")
                .contains("{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"cit\"}");
    }

    @Test
    void a_refusal_is_a_stop_reason_with_an_explanation() {
        server.reply(Reply.refusal("Not this."));

        assertThat(Wire.whole(server).body())
                .contains("\"content\":[],\"stop_reason\":\"refusal\"")
                .contains("\"stop_details\":{\"type\":\"refusal\",\"category\":null,\"explanation\":\"Not this.\"}");
    }

    @Test
    void overload_is_a_529_and_used_up_credit_a_400() {
        server.enqueue(Fault.overloaded(), Fault.quotaExhausted());

        HttpResponse<String> overloaded = Wire.whole(server);
        HttpResponse<String> broke = Wire.whole(server);

        assertThat(overloaded.statusCode()).isEqualTo(529);
        assertThat(overloaded.body())
                .isEqualTo(
                        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"},\"request_id\":\""
                                + server.takeRequest().requestId() + "\"}");
        assertThat(Wire.header(overloaded, "x-should-retry")).isEqualTo("true");
        assertThat(broke.statusCode()).isEqualTo(400);
        assertThat(broke.body()).contains("Your credit balance is too low");
        assertThat(Wire.header(broke, "x-should-retry")).isEqualTo("false");
    }

    @Test
    void a_hint_on_an_error_replaces_the_retry_after_of_good_answers() {
        server.fail(Fault.rateLimited(Duration.ofSeconds(3))).reply("Hi");

        assertThat(Wire.whole(server).headers().allValues("retry-after")).containsExactly("3");
        assertThat(Wire.whole(server).headers().allValues("retry-after")).containsExactly("14");
    }

    @Test
    void an_error_inside_a_stream_is_an_error_event() {
        server.reply(Reply.words(3).failAfter(1, Fault.overloaded()));

        assertThat(Wire.stream(server).body())
                .contains("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"")
                .doesNotContain("message_stop");
    }

    @Test
    void what_the_service_demands_is_demanded() {
        assertThat(Wire.anthropic(server, Wire.ANTHROPIC.replace("\"max_tokens\":100,", ""))
                        .body())
                .contains("max_tokens: Field required");
        assertThat(Wire.anthropic(server, "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(Wire.post(server.url() + "/v1/messages", Wire.ANTHROPIC, "anthropic-version", "2023-06-01")
                        .statusCode())
                .isEqualTo(401);
        assertThat(Wire.post(server.url() + "/v1/messages", Wire.ANTHROPIC, "x-api-key", "k")
                        .body())
                .contains("anthropic-version: header is required");
        assertThat(Wire.post(server.url() + "/messages", Wire.ANTHROPIC, "x-api-key", "k")
                        .statusCode())
                .isEqualTo(404);
    }
}
