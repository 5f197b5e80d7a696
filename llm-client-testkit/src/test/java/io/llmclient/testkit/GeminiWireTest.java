package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.FinishReason;
import io.llmclient.Usage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GeminiWireTest {

    private final ProviderServer server = ProviderServer.gemini();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void a_whole_answer_counts_thoughts_apart_from_candidates() {
        server.reply(Reply.text("Hello")
                .usage(Usage.builder()
                        .input(40L)
                        .cachedInput(30L)
                        .output(25L)
                        .reasoning(20L)
                        .build()));

        HttpResponse<String> response = Wire.whole(server);

        assertThat(Wire.header(response, "content-type")).isEqualTo("application/json; charset=UTF-8");
        assertThat(response.body())
                .startsWith(
                        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hello\"}],\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}]")
                .contains(
                        "\"usageMetadata\":{\"promptTokenCount\":40,\"cachedContentTokenCount\":30,\"candidatesTokenCount\":5,"
                                + "\"thoughtsTokenCount\":20,\"totalTokenCount\":65,")
                .contains("\"modelVersion\":\"gemini-test\",\"responseId\":");
    }

    @Test
    void a_stream_has_crlf_usage_on_every_chunk_and_no_done() {
        server.reply(Reply.text("Hello you")
                .usage(Usage.builder().input(4L).output(6L).build()));

        HttpResponse<String> response = Wire.stream(server);
        List<String> data = Wire.data(response);

        assertThat(Wire.header(response, "content-type")).isEqualTo("text/event-stream");
        assertThat(response.body()).contains("}\r\n\r\n").doesNotContain("[DONE]");
        assertThat(data).hasSize(3).allMatch(event -> event.contains("\"usageMetadata\":{\"promptTokenCount\":4"));
        assertThat(data.get(0))
                .contains("{\"parts\":[{\"text\":\"Hello \"}],\"role\":\"model\"}")
                .doesNotContain("finishReason");
        assertThat(data.get(2))
                .contains("\"finishReason\":\"STOP\"", "\"candidatesTokenCount\":6,\"totalTokenCount\":10");
    }

    @Test
    void a_tool_call_comes_whole_in_one_part_with_its_signature() {
        server.reply(Reply.empty()
                .andToolCall("id1", "f", "{\"a\":[1,2]}")
                .signed("c2ln")
                .andToolCall("id2", "g", "{}"));

        List<String> data = Wire.data(Wire.stream(server));

        assertThat(data).hasSize(3);
        assertThat(data.get(0))
                .contains(
                        "{\"functionCall\":{\"name\":\"f\",\"args\":{\"a\":[1,2]},\"id\":\"id1\"},\"thoughtSignature\":\"c2ln\"}");
        assertThat(data.get(1)).contains("{\"functionCall\":{\"name\":\"g\",\"args\":{},\"id\":\"id2\"}}");
        assertThat(data.get(2)).contains("\"finishReason\":\"STOP\"");
    }

    @Test
    void thoughts_are_parts_marked_as_such() {
        server.reply(Reply.thinking("Hm.").andText("Yes.").signed("c2ln"));

        assertThat(Wire.whole(server).body())
                .contains("[{\"text\":\"Hm.\",\"thought\":true},{\"text\":\"Yes.\",\"thoughtSignature\":\"c2ln\"}]");
    }

    @Test
    void a_withheld_answer_ends_for_safety() {
        server.reply(Reply.empty().finishReason(FinishReason.CONTENT_FILTER));

        assertThat(Wire.whole(server).body()).contains("\"content\":{\"role\":\"model\"},\"finishReason\":\"SAFETY\"");
    }

    @Test
    void a_rate_limit_tells_the_time_in_its_body_and_in_no_header() {
        server.fail(Fault.rateLimited(Duration.ofMillis(34_400)));

        HttpResponse<String> response = Wire.whole(server);

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(Wire.header(response, "retry-after")).isEmpty();
        assertThat(response.body())
                .startsWith("{\"error\":{\"code\":429,\"message\":\"You exceeded your current quota")
                .contains("\"status\":\"RESOURCE_EXHAUSTED\"")
                .contains("{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"34.4s\"}")
                .contains("PerMinute");
    }

    @Test
    void a_used_up_quota_is_one_of_the_day() {
        server.fail(Fault.quotaExhausted());

        assertThat(Wire.whole(server).body()).contains("GenerateRequestsPerDay").doesNotContain("RetryInfo");
    }

    @Test
    void a_wrong_key_is_a_400() {
        server.fail(Fault.unauthorized());

        HttpResponse<String> response = Wire.whole(server);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"reason\":\"API_KEY_INVALID\"");
    }

    @Test
    void a_blocked_prompt_is_a_200_without_candidates() {
        server.fail(Fault.contentFiltered()).fail(Fault.contentFiltered());

        assertThat(Wire.whole(server).body())
                .startsWith("{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"}");
        assertThat(Wire.stream(server).body())
                .startsWith("data: {\"promptFeedback\"")
                .endsWith("\r\n\r\n");
    }

    @Test
    void what_the_service_refuses_is_refused() {
        assertThat(Wire.gemini(server, "generateContent", "{\"contents\":[]}").body())
                .contains("contents is not specified");
        assertThat(Wire.gemini(server, "generateContent", Wire.GEMINI.replace("user", "assistant"))
                        .body())
                .contains("Please use a valid role");
        assertThat(Wire.post(server.url() + "/v1beta/models/m:generateContent", Wire.GEMINI)
                        .statusCode())
                .isEqualTo(403);
        assertThat(Wire.gemini(server, "embedContent", Wire.GEMINI).statusCode())
                .isEqualTo(404);
    }

    @Test
    void the_model_is_read_from_the_path() {
        server.reply("Hi");
        Wire.stream(server);

        ServerRequest request = server.takeRequest();

        assertThat(request.model()).isEqualTo("gemini-test");
        assertThat(request.streaming()).isTrue();
    }
}
