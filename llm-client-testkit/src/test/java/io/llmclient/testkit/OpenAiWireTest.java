package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.FinishReason;
import io.llmclient.Usage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiWireTest {

    private final ProviderServer server = ProviderServer.openAi();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void json_mode_is_refused_where_nobody_speaks_of_json() {
        server.reply("{}");
        String asked = Wire.OPENAI.replace("{\"model\"", "{\"response_format\":{\"type\":\"json_object\"},\"model\"");

        assertThat(Wire.openAi(server, asked).body()).contains("must contain the word 'json'");
        assertThat(Wire.openAi(server, asked.replace("Hi", "Hi, as JSON")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_whole_answer_is_a_chat_completion() {
        server.reply(Reply.text("Hello \"you\"\n")
                .id("chatcmpl-1")
                .usage(Usage.builder()
                        .input(20L)
                        .output(7L)
                        .cachedInput(5L)
                        .reasoning(3L)
                        .build()));

        HttpResponse<String> response = Wire.whole(server);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Wire.header(response, "content-type")).isEqualTo("application/json");
        assertThat(Wire.header(response, "x-request-id"))
                .isEqualTo(server.takeRequest().requestId());
        assertThat(response.body())
                .startsWith("{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":")
                .contains("\"model\":\"gpt-test\"")
                .contains(
                        "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello \\\"you\\\"\\n\",\"refusal\":null,"
                                + "\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"stop\"}]")
                .contains(
                        "\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":7,\"total_tokens\":27,"
                                + "\"prompt_tokens_details\":{\"cached_tokens\":5},\"completion_tokens_details\":{\"reasoning_tokens\":3}}");
    }

    @Test
    void a_stream_is_role_words_reason_usage_and_done() {
        server.reply(Reply.text("Hello you")
                .usage(Usage.builder().input(4L).output(2L).build()));

        HttpResponse<String> response = Wire.stream(server);
        List<String> data = Wire.data(response);

        assertThat(Wire.header(response, "content-type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(data).hasSize(6);
        assertThat(data.get(0))
                .contains("\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "\"usage\":null");
        assertThat(data.get(1)).contains("\"object\":\"chat.completion.chunk\"", "\"delta\":{\"content\":\"Hello \"}");
        assertThat(data.get(2)).contains("\"delta\":{\"content\":\"you\"}", "\"finish_reason\":null");
        assertThat(data.get(3)).contains("\"delta\":{}", "\"finish_reason\":\"stop\"");
        assertThat(data.get(4))
                .contains("\"choices\":[],\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":2,\"total_tokens\":6}");
        assertThat(data.get(5)).isEqualTo("[DONE]");
    }

    @Test
    void a_stream_tells_usage_only_when_asked() {
        server.reply("Hi");

        String body = Wire.openAi(
                        server,
                        "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
                .body();

        assertThat(body).doesNotContain("usage").endsWith("data: [DONE]\n\n");
    }

    @Test
    void parallel_tool_calls_stream_in_fragments_by_index() {
        server.reply(Reply.empty().andToolCall("call_a", "f", "{\"a\":1}").andToolCall("call_b", "g", "{}"));

        List<String> data = Wire.data(Wire.stream(server));

        assertThat(data.get(1))
                .contains(
                        "\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}");
        assertThat(data.get(2))
                .contains("\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"\"}}]}");
        assertThat(data).anyMatch(event -> event.contains("{\"index\":1,\"id\":\"call_b\""));
        assertThat(data).anyMatch(event -> event.contains("\"finish_reason\":\"tool_calls\""));
    }

    @Test
    void whole_tool_calls_carry_their_arguments_as_text() {
        server.reply(Reply.toolCall("f", "{\"a\":1}"));

        assertThat(Wire.whole(server).body())
                .contains("\"content\":null")
                .contains("\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}")
                .contains("\"finish_reason\":\"tool_calls\"");
    }

    @Test
    void thoughts_are_reasoning_content() {
        server.reply(Reply.thinking("Hm.").andText("Yes."))
                .reply(Reply.thinking("Hm.").andText("Yes."));

        assertThat(Wire.whole(server).body()).contains("\"content\":\"Yes.\"", "\"reasoning_content\":\"Hm.\"");
        assertThat(Wire.stream(server).body()).contains("\"delta\":{\"reasoning_content\":\"Hm.\"}");
    }

    @Test
    void a_refusal_has_words_of_its_own_and_ends_with_stop() {
        server.reply(Reply.refusal("I won't."));

        assertThat(Wire.whole(server).body()).contains("\"refusal\":\"I won't.\"", "\"finish_reason\":\"stop\"");
    }

    @Test
    void a_withheld_answer_ends_with_content_filter() {
        server.reply(Reply.text("So").finishReason(FinishReason.CONTENT_FILTER));

        assertThat(Wire.whole(server).body()).contains("\"finish_reason\":\"content_filter\"");
    }

    @Test
    void used_up_credit_and_a_rate_limit_differ_by_code() {
        server.fail(Fault.quotaExhausted()).fail(Fault.rateLimited(Duration.ofMillis(1_500)));

        HttpResponse<String> quota = Wire.whole(server);
        HttpResponse<String> limit = Wire.whole(server);

        assertThat(quota.statusCode()).isEqualTo(429);
        assertThat(quota.body())
                .contains("\"type\":\"insufficient_quota\",\"param\":null,\"code\":\"insufficient_quota\"");
        assertThat(limit.statusCode()).isEqualTo(429);
        assertThat(limit.body()).contains("\"code\":\"rate_limit_exceeded\"");
        assertThat(Wire.header(limit, "retry-after")).isEqualTo("2");
    }

    @Test
    void the_time_to_wait_is_told_in_each_way() {
        Fault limited = Fault.rateLimited(Duration.ofMillis(1_500));
        server.enqueue(limited.as(Fault.Hint.MILLIS), limited.as(Fault.Hint.DATE), limited.as(Fault.Hint.BODY));

        assertThat(Wire.header(Wire.whole(server), "retry-after-ms")).isEqualTo("1500");
        assertThat(Wire.header(Wire.whole(server), "retry-after"))
                .matches("\\w{3}, \\d{2} \\w{3} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT");
        assertThat(Wire.whole(server).body()).contains("Please try again in 1.5s.");
    }

    @Test
    void a_request_without_a_key_is_a_401() {
        HttpResponse<String> response = Wire.post(server.url() + "/chat/completions", Wire.OPENAI);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("You didn't provide an API key");
    }

    @Test
    void a_wrong_request_is_refused_and_leaves_the_script_alone() {
        server.reply("kept");

        assertThat(Wire.openAi(server, "{\"messages\":[{}]}").body()).contains("you must provide a model parameter");
        assertThat(Wire.openAi(server, "{\"model\":\"m\",\"messages\":[]}").statusCode())
                .isEqualTo(400);
        assertThat(Wire.openAi(server, "{\"model\":").statusCode()).isEqualTo(400);
        assertThat(Wire.post(server.url() + "/completions", Wire.OPENAI, "authorization", "Bearer k")
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.script().remaining()).isEqualTo(1);
        assertThat(Wire.whole(server).body()).contains("kept");
    }

    @Test
    void an_error_inside_a_stream_is_an_error_object_without_done() {
        server.reply(Reply.words(5).failAfter(2, Fault.overloaded()));

        List<String> data = Wire.data(Wire.stream(server));

        assertThat(data).hasSize(4);
        assertThat(data.get(3)).startsWith("{\"error\":{\"message\":").contains("server_is_overloaded");
    }
}
