package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that a server turns away for what they show, whatever its script says. */
class RefusalTest {

    private static final String KEY = "sk-secret/+1";
    private static final String ASSISTANT = ",{\"role\":\"assistant\",\"content\":\"A:\"}]";
    private static final String MODEL = ",{\"role\":\"model\",\"parts\":[{\"text\":\"A:\"}]}]";
    private static final String OPENAI_PATH = "/chat/completions";
    private static final String ANTHROPIC_PATH = "/v1/messages";
    private static final String GEMINI_PATH = "/v1beta/models/gemini-test:generateContent";

    private ProviderServer server = ProviderServer.openAi();

    @AfterEach
    void closeServer() {
        server.close();
    }

    static Stream<Arguments> waysToShowAKey() {
        return Stream.of(
                Arguments.of("openai", OPENAI_PATH, Wire.OPENAI, new String[] {"authorization", "Bearer " + KEY}),
                Arguments.of("anthropic", ANTHROPIC_PATH, Wire.ANTHROPIC, new String[] {"x-api-key", KEY}),
                Arguments.of(
                        "anthropic", ANTHROPIC_PATH, Wire.ANTHROPIC, new String[] {"authorization", "Bearer " + KEY}),
                Arguments.of("gemini", GEMINI_PATH, Wire.GEMINI, new String[] {"x-goog-api-key", KEY}),
                Arguments.of("gemini", GEMINI_PATH + "?key=sk-secret%2F%2B1", Wire.GEMINI, new String[0]));
    }

    @ParameterizedTest
    @MethodSource("waysToShowAKey")
    void a_rejected_key_fails_wherever_it_is_shown(String provider, String path, String body, String[] headers) {
        serve(provider).rejectKey(KEY, Fault.status(500)).otherwise(Reply.text("served"));

        assertThat(ask(path, body, headers).statusCode()).isEqualTo(500);

        server.acceptKey(KEY);
        assertThat(ask(path, body, headers).body()).contains("served");
        assertThat(server.requests()).hasSize(2);
    }

    private ProviderServer serve(String provider) {
        server.close();
        server = server(provider);
        return server;
    }

    private static ProviderServer server(String provider) {
        return switch (provider) {
            case "openai" -> ProviderServer.openAi();
            case "anthropic" -> ProviderServer.anthropic();
            default -> ProviderServer.gemini();
        };
    }

    private HttpResponse<String> ask(String path, String body, String... headers) {
        String[] all = Stream.concat(Stream.of(headers), Stream.of("anthropic-version", "2023-06-01"))
                .toArray(String[]::new);
        return Wire.post(server.url() + path, body, all);
    }

    @Test
    void other_keys_are_served_even_when_they_begin_alike() {
        server.rejectKey("sk-test", Fault.unauthorized()).reply("served");

        assertThat(ask(OPENAI_PATH, Wire.OPENAI, "authorization", "Bearer sk-test-2")
                        .body())
                .contains("served");
    }

    @Test
    void a_key_that_is_rejected_again_gets_the_later_fault_and_leaves_the_script_alone() {
        server.rejectKey("sk-test", Fault.unauthorized())
                .rejectKey("sk-test", Fault.rateLimited())
                .reply("served");

        assertThat(Wire.whole(server).statusCode()).isEqualTo(429);
        assertThat(server.script().remaining()).isEqualTo(1);
    }

    @Test
    void a_rejected_key_shows_in_no_answer_and_no_text() {
        server.rejectKey(KEY, Fault.unauthorized());

        assertThat(ask(OPENAI_PATH, Wire.OPENAI, "authorization", "Bearer " + KEY)
                        .body())
                .doesNotContain(KEY);
        assertThat(server.toString()).doesNotContain(KEY);
        assertThat(server.takeRequest().toString()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void a_prefilled_answer_is_an_invalid_request_where_it_is_refused(String provider) {
        serve(provider).otherwise(Reply.text("served"));
        assertThat(prefilled().body()).contains("served");

        server.refusePrefill();

        HttpResponse<String> refused = prefilled();
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .containsPattern("invalid_request_error|INVALID_ARGUMENT")
                .contains("prefill");
        assertThat(Wire.whole(server).body()).contains("served");
        assertThat(server.requests()).hasSize(3);
    }

    private HttpResponse<String> prefilled() {
        return switch (server.provider()) {
            case "openai" -> Wire.openAi(server, Wire.OPENAI.replace("]", ASSISTANT));
            case "anthropic" -> Wire.anthropic(server, Wire.ANTHROPIC.replace("]", ASSISTANT));
            default -> Wire.gemini(server, "generateContent", Wire.GEMINI.replace("}]}]", "}]}" + MODEL));
        };
    }
}
