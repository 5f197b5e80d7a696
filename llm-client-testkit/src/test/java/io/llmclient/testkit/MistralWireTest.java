package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MistralWireTest {

    private static final String HI = "{\"role\":\"user\",\"content\":\"Hi\"}";

    private final ProviderServer server = ProviderServer.mistral();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void a_field_that_it_does_not_know_is_refused() {
        HttpResponse<String> response = asked("\"stream_options\":{},\"messages\":[" + HI + "]");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).contains("\"extra_forbidden\"", "[\"body\",\"stream_options\"]");
    }

    @Test
    void a_user_does_not_speak_right_behind_a_tool() {
        HttpResponse<String> response = asked("\"messages\":[" + HI
                + ",{\"role\":\"tool\",\"tool_call_id\":\"aX2gaLIyo\",\"content\":\"1\"}," + HI + "]");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"code\":\"3230\"");
    }

    @Test
    void an_id_of_another_form_is_refused() {
        HttpResponse<String> response =
                asked("\"messages\":[" + HI + ",{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"call_1\"}]}]");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"code\":\"3280\"");
    }

    @Test
    void thoughts_are_parts_of_the_content_and_usage_comes_unasked() {
        server.reply(Reply.thinking("Hm.").andText("Hi"))
                .reply(Reply.thinking("Hm.").andText("Hi"));
        String thought = "{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Hm.\"}]}";

        assertThat(asked("\"messages\":[" + HI + "]").body())
                .contains("\"content\":[" + thought + ",{\"type\":\"text\",\"text\":\"Hi\"}]");
        assertThat(asked("\"stream\":true,\"messages\":[" + HI + "]").body())
                .contains("\"delta\":{\"content\":[" + thought + "]}", "\"prompt_tokens\"");
    }

    private HttpResponse<String> asked(String fields) {
        return Wire.openAi(server, "{\"model\":\"mistral-test\"," + fields + "}");
    }
}
