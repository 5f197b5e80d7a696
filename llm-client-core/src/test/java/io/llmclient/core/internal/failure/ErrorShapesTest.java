package io.llmclient.core.internal.failure;

import static io.llmclient.core.internal.failure.Classified.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever shape an error has, its words and its code are found. */
class ErrorShapesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'error':{'message':'m','type':'t','param':null,'code':'c'}} | c | m",
                "{'error':{'message':'m','type':'t','code':null}} | t | m",
                "{'type':'error','error':{'type':'t','message':'m'},'request_id':'r'} | t | m",
                "{'error':{'code':400,'message':'m','status':'S','details':[]}} | S | m",
                "[{'error':{'code':400,'message':'m','status':'S'}}] | S | m",
                "[{'candidates':[]},{'error':{'code':503,'message':'m','status':'S'}}] | S | m",
                "{'message':'m','type':'t','param':'','code':'c'} | c | m",
                "{'object':'error','message':'m','type':'t','param':null,'code':400} | t | m",
                "{'code':'c','error':'m'} | c | m",
                "{'error':'two words'} | | two words",
                "{'error':'one_word'} | one_word | one_word",
                "{'error':'c','error_description':'m'} | c | c: m",
                "{'detail':'m'} | | m",
                "{'detail':[{'loc':['body','foo'],'msg':'m','type':'missing'}]} | | body.foo: m",
                "{'object':'error','message':{'detail':[{'loc':['body'],'msg':'m'}]},'type':'t'} | t | body: m",
                "{'error_code':'C','message':'m'} | C | m",
                "{'error_type':'C','message':'m','id':'x'} | C | m",
                "{'__type':'C','message':'m'} | C | m",
                "{'Message':'m'} | | m",
                "{'result':null,'success':false,'errors':[{'code':7003,'message':'m'}],'messages':[]} | 7003 | m",
                "{'base_resp':{'status_code':1013,'status_msg':'m'},'choices':null} | 1013 | m",
                "{'fault':{'faultstring':'m','detail':{'errorcode':'x'}}} | | m",
                "{'type':'about:blank','title':'m','status':400} | about:blank | m",
                "{'type':'response.failed','response':{'status':'failed','error':{'code':'c','message':'m'}}} | c | m",
                "{'type':'error','sequence_number':2,'error':{'type':'t','code':'c','message':'m'}} | c | m",
                "{'type':'error','code':'c','message':'m','param':null} | c | m",
                "plain words | | plain words",
                "<html><head><title>m</title></head><body>other words</body></html> | | m",
            })
    void every_shape_gives_its_code_and_its_words(String body, String code, String message) {
        LlmException failure = error(400, body.replace('\'', '"'));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.getMessage()).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "   ", "{}", "[]", "null", "<html><body>no title", "{\"error\":null}", "{\"error\":{}}"})
    void an_empty_error_is_its_status(String body) {
        assertThat(error(502, body)).hasMessage("HTTP 502");
    }

    @Test
    void malformed_json_is_taken_as_words() {
        assertThat(error(500, "{\"error\": {\"message\": \"cut in the midd")).hasMessageContaining("cut in the midd");
    }

    @Test
    void an_array_of_one_that_is_never_closed_is_read() {
        assertThat(error(
                                200,
                                "[{\n  \"error\": {\n    \"code\": 503,\n    \"message\": \"m\",\n    \"status\": \"UNAVAILABLE\"\n  }\n}\n")
                        .kind())
                .isEqualTo(FailureKind.OVERLOADED);
    }

    @Test
    void an_upstreams_error_as_text_in_the_message_is_read_in_its_place() {
        LlmException failure = error(
                400,
                "{\"error\":{\"code\":400,\"message\":\"{\\\"type\\\":\\\"error\\\",\\\"error\\\":{\\\"type\\\":\\\"invalid_request_error\\\","
                        + "\\\"message\\\":\\\"prompt is too long: 210000 tokens > 200000 maximum\\\"}}\",\"status\":\"INVALID_ARGUMENT\"}}");

        assertThat(failure.kind()).isEqualTo(FailureKind.CONTEXT_TOO_LONG);
        assertThat(failure).hasMessage("prompt is too long: 210000 tokens > 200000 maximum");
    }

    @Test
    void an_upstreams_error_behind_words_is_read_with_them() {
        LlmException failure = error(
                400,
                "{\"message\":\"The model returned the following errors: {\\\"type\\\":\\\"error\\\",\\\"error\\\":"
                        + "{\\\"type\\\":\\\"overloaded_error\\\",\\\"message\\\":\\\"Overloaded\\\"}}\"}");

        assertThat(failure.kind()).isEqualTo(FailureKind.OVERLOADED);
        assertThat(failure).hasMessage("The model returned the following errors: Overloaded");
    }

    @Test
    void a_schema_quoted_in_the_words_is_no_error() {
        LlmException failure = error(
                400,
                "{\"error\":{\"message\":\"Invalid schema: {\\\"type\\\":\\\"timeout\\\",\\\"code\\\":\\\"overloaded\\\"}\"}}");

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
    }

    @Test
    void open_routers_upstream_is_read_from_its_raw_text() {
        LlmException failure = error(
                400,
                "{\"error\":{\"code\":400,\"message\":\"Provider returned error\",\"metadata\":{\"provider_name\":null,\"raw\":"
                        + "\"{\\\"error\\\":{\\\"code\\\":\\\"context_length_exceeded\\\",\\\"message\\\":\\\"too long\\\"}}\"}}}");

        assertThat(failure.kind()).isEqualTo(FailureKind.CONTEXT_TOO_LONG);
        assertThat(failure).hasMessage("Provider returned error: too long");
    }

    @Test
    void open_routers_upstream_may_be_a_plain_sentence() {
        assertThat(error(
                                502,
                                "{\"error\":{\"code\":502,\"message\":\"Provider returned error\","
                                        + "\"metadata\":{\"raw\":\"the engine is overloaded\"}}}")
                        .kind())
                .isEqualTo(FailureKind.OVERLOADED);
    }

    @Test
    void a_chunk_that_has_an_error_beside_choices_is_an_error() {
        LlmException failure = error(
                200,
                "{\"id\":\"gen-1\",\"provider\":\"Minimax\",\"error\":{\"code\":429,\"message\":\"slow\"},\"model\":\"m\","
                        + "\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"}}]}");

        assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(failure.status()).isEqualTo(200);
    }

    @Test
    void deeply_nested_json_is_given_up() {
        String deep = "{\"error\":".repeat(5_000) + "1" + "}".repeat(5_000);

        assertThat(error(500, deep).kind()).isEqualTo(FailureKind.SERVER_ERROR);
    }

    @Test
    void errors_in_errors_are_followed_only_so_far() {
        String deep = "{\"error\":".repeat(50) + "{\"code\":\"insufficient_quota\"}" + "}".repeat(50);

        assertThat(error(500, deep).kind()).isEqualTo(FailureKind.SERVER_ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<title",
                "<",
                "{",
                "[{",
                "::: ",
                "{\"error\":",
                "\"",
                "try again in 1s ",
                "litellm.",
                "1s, ",
                "a1",
                "key=",
                "sk-",
                "limit 1 ",
                "model ",
                "input exceed "
            })
    void hostile_bodies_take_no_time(String piece) {
        String body = piece.repeat(64 * 1024 / piece.length());

        assertTimeout(Duration.ofSeconds(5), () -> error(400, body));
        assertTimeout(Duration.ofSeconds(5), () -> error(400, "{\"message\":\"" + body.replace("\"", "\\\"") + "\"}"));
    }

    @Test
    void the_request_id_of_a_header_goes_before_that_of_the_body() {
        String body = "{\"error\":{\"message\":\"m\"},\"request_id\":\"from-body\"}";

        assertThat(error(500, body, "request-id", "from-header").requestId()).isEqualTo("from-header");
        assertThat(error(500, body).requestId()).isEqualTo("from-body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request-id",
                "x-request-id",
                "x-amzn-requestid",
                "apim-request-id",
                "mistral-correlation-id",
                "x-generation-id",
                "x-ds-trace-id",
                "x-debug-trace-id"
            })
    void every_providers_request_id_header_is_known(String header) {
        assertThat(error(500, "", header, "id-1").requestId()).isEqualTo("id-1");
    }
}
