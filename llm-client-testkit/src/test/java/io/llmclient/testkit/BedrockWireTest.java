package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.Usage;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BedrockWireTest {

    private final ProviderServer server = ProviderServer.bedrock();

    @AfterEach
    void closeServer() {
        server.close();
    }

    private HttpResponse<String> whole(String body) {
        return ask("/model/us.amazon.nova-pro-v1%3A0/converse", body);
    }

    private HttpResponse<String> ask(String path, String body) {
        return Wire.post(server.url() + path, body, "authorization", "Bearer key-test");
    }

    @Test
    void a_whole_answer_is_a_message_whose_input_excludes_the_cache() {
        server.reply(Reply.thinking("Hm.")
                .signed("c2ln")
                .andToolCall("t1", "f", "{\"a\":1}")
                .usage(Usage.builder()
                        .input(100L)
                        .cachedInput(60L)
                        .cacheWrite(10L)
                        .output(9L)
                        .build()));

        HttpResponse<String> response = whole(Wire.CONVERSE);

        assertThat(Wire.header(response, "x-amzn-requestid"))
                .isEqualTo(server.takeRequest().requestId());
        assertThat(response.body())
                .contains("{\"reasoningContent\":{\"reasoningText\":{\"text\":\"Hm.\",\"signature\":\"c2ln\"}}}")
                .contains("{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"f\",\"input\":{\"a\":1}}}")
                .contains("\"stopReason\":\"tool_use\"")
                .contains("\"usage\":{\"inputTokens\":30,\"outputTokens\":9,\"totalTokens\":109,"
                        + "\"cacheReadInputTokens\":60,\"cacheWriteInputTokens\":10}");
    }

    @Test
    void a_stream_has_its_events_in_their_order_and_the_tokens_behind_the_reason() {
        server.reply(Reply.text("Hello").andToolCall("t1", "f", "{}"));

        String frames = ask("/model/m/converse-stream", Wire.CONVERSE).body();

        assertThat(frames)
                .containsSubsequence(
                        "messageStart",
                        "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hello\"},\"p\":",
                        "contentBlockStop",
                        "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"name\":\"f\",\"toolUseId\":\"t1\"}}",
                        "{\"contentBlockIndex\":1,\"delta\":{\"toolUse\":{\"input\":",
                        "contentBlockStop",
                        "{\"stopReason\":\"tool_use\"",
                        "metadata",
                        "\"usage\":{\"inputTokens\":10,");
    }

    @Test
    void an_error_has_its_type_in_a_header() {
        server.fail(Fault.rateLimited(Duration.ofSeconds(3)));

        HttpResponse<String> response = whole(Wire.CONVERSE);

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(Wire.header(response, "x-amzn-errortype"))
                .isEqualTo("ThrottlingException:http://internal.amazon.com/coral/com.amazon.bedrock/");
        assertThat(response.body()).contains("Too many requests");
        assertThat(Wire.header(response, "retry-after")).isEqualTo("3");
    }

    @Test
    void the_model_is_in_the_path() {
        server.reply("Hi");

        whole(Wire.CONVERSE);

        assertThat(server.takeRequest().model()).isEqualTo("us.amazon.nova-pro-v1:0");
        assertThat(ask("/model/arn:aws:x/y/converse", Wire.CONVERSE).statusCode())
                .isEqualTo(404);
    }

    @Test
    void what_the_service_demands_is_demanded() {
        assertThat(Wire.post(server.url() + "/model/m/converse", Wire.CONVERSE).body())
                .contains("Missing Authentication Token");
        assertThat(whole("{\"messages\":[]}").body()).contains("The messages field is empty");
        assertThat(whole(Wire.CONVERSE.replace("user", "assistant")).body()).contains("must start with a user message");
        assertThat(whole(Wire.CONVERSE.replace("\"text\":\"Hi\"", "\"toolResult\":{}"))
                        .body())
                .contains("The toolConfig field must be defined");
    }

    @Test
    void claude_is_asked_without_model_and_stream_in_the_body() {
        try (ProviderServer claude = ProviderServer.bedrockAnthropic()) {
            claude.reply("Hello");
            String url = claude.url() + "/model/m/invoke";

            assertThat(Wire.post(url, Wire.CLAUDE_ON_BEDROCK, "authorization", "Bearer k")
                            .body())
                    .contains("\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]");
            assertThat(Wire.post(
                                    url,
                                    Wire.CLAUDE_ON_BEDROCK.replace("\"max_tokens\"", "\"model\""),
                                    "authorization",
                                    "Bearer k")
                            .body())
                    .contains("required key [max_tokens] not found");
            assertThat(Wire.post(
                                    url,
                                    Wire.CLAUDE_ON_BEDROCK.replace("{\"anth", "{\"stream\":true,\"anth"),
                                    "authorization",
                                    "Bearer k")
                            .body())
                    .contains("extraneous key [stream] is not permitted");
        }
    }
}
