package io.llmclient.core.internal.failure;

import static io.llmclient.core.internal.failure.Classified.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the errors of services mean that wrap them in nothing: Cohere's and Ollama's fact sheets. */
class FlatErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "400, 'invalid request: model is required', INVALID_REQUEST",
        "400, 'too many tokens: size limit exceeded by 809 tokens', CONTEXT_TOO_LONG",
        "401, 'Incorrect API key provided: ****', AUTHENTICATION",
        "401, 'invalid api token', AUTHENTICATION",
        "402, 'payment required', QUOTA_EXHAUSTED",
        "403, 'forbidden', PERMISSION",
        "404, 'model ''x'' not found, make sure the correct model ID was used', MODEL_UNAVAILABLE",
        "422, 'validation failed', INVALID_REQUEST",
        "429, 'You are using a Trial key, which is limited to 20 API calls / minute', RATE_LIMITED",
        "429, 'You are using a Trial key, which is limited to 1000 API calls / month', QUOTA_EXHAUSTED",
        "498, 'the request contains a deny-listed token', CONTENT_FILTERED",
        "500, 'internal server error', SERVER_ERROR",
        "503, 'unavailable', OVERLOADED",
        "504, 'gateway timeout', TIMED_OUT"
    })
    void cohere_says_what_is_wrong_in_its_message(int status, String message, FailureKind kind) {
        assertThat(error(status, "{\"id\":\"a\",\"message\":\"%s\"}".formatted(message))
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void cohere_has_a_type_for_a_prompt_that_is_too_long() {
        assertThat(error(400, "{\"error_type\":\"TOO_MANY_TOKENS\",\"message\":\"no\"}")
                        .kind())
                .isEqualTo(FailureKind.CONTEXT_TOO_LONG);
    }

    @Test
    void the_last_event_of_a_stream_of_cohere_may_hold_an_error() {
        LlmException failure = error(
                200,
                "{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"ERROR\",\"error\":\"the service is overloaded\"}}");

        assertThat(failure.kind()).isEqualTo(FailureKind.OVERLOADED);
        assertThat(failure).hasMessageContaining("the service is overloaded");
        assertThat(failure.code()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "400, 'registry.ollama.ai/library/gemma does not support tools', INVALID_REQUEST",
        "400, '\\\"m\\\" does not support thinking', INVALID_REQUEST",
        "400, 'prompt too long; exceeded max context length by 12 tokens', CONTEXT_TOO_LONG",
        "401, 'unauthorized', AUTHENTICATION",
        "403, 'cloud is disabled', PERMISSION",
        "404, 'model \\\"x\\\" not found, try pulling it first', MODEL_UNAVAILABLE",
        "429, 'too many requests', RATE_LIMITED",
        "500, 'llama runner process has terminated', SERVER_ERROR",
        "502, 'cloud is unreachable', SERVER_ERROR",
        "503, 'server busy, please try again. maximum pending requests exceeded', OVERLOADED",
        "200, 'an error was encountered while running the model', SERVER_ERROR"
    })
    void ollama_says_what_is_wrong_in_a_text(int status, String message, FailureKind kind) {
        assertThat(error(status, "{\"error\":\"%s\"}".formatted(message)).kind())
                .isEqualTo(kind);
    }

    @Test
    void a_line_of_ollama_may_name_the_status_that_a_stream_could_not_have() {
        assertThat(error(200, "{\"error\":\"no\",\"status\":503}").kind()).isEqualTo(FailureKind.OVERLOADED);
    }
}
