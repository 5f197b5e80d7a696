package io.llmclient.core.internal.failure;

import static io.llmclient.core.internal.failure.Classified.NOON;
import static io.llmclient.core.internal.failure.Classified.error;
import static io.llmclient.core.internal.failure.Classified.openAi;
import static io.llmclient.core.internal.failure.Classified.saying;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the words, codes and statuses of the fact sheets mean. */
class FailureKindsTest {

    @ParameterizedTest
    @CsvSource({
        "301, MALFORMED_RESPONSE",
        "307, MALFORMED_RESPONSE",
        "400, INVALID_REQUEST",
        "401, AUTHENTICATION",
        "402, QUOTA_EXHAUSTED",
        "403, PERMISSION",
        "404, MODEL_UNAVAILABLE",
        "405, MODEL_UNAVAILABLE",
        "408, TIMED_OUT",
        "409, SERVER_ERROR",
        "410, MODEL_UNAVAILABLE",
        "413, REQUEST_TOO_LARGE",
        "418, INVALID_REQUEST",
        "422, INVALID_REQUEST",
        "424, SERVER_ERROR",
        "425, SERVER_ERROR",
        "429, RATE_LIMITED",
        "451, PERMISSION",
        "498, OVERLOADED",
        "499, SERVER_ERROR",
        "500, SERVER_ERROR",
        "501, SERVER_ERROR",
        "502, SERVER_ERROR",
        "503, OVERLOADED",
        "504, TIMED_OUT",
        "520, SERVER_ERROR",
        "521, SERVER_ERROR",
        "522, TIMED_OUT",
        "524, TIMED_OUT",
        "525, SERVER_ERROR",
        "529, OVERLOADED",
        "530, SERVER_ERROR",
        "200, SERVER_ERROR"
    })
    void a_bare_status_has_a_meaning(int status, FailureKind kind) {
        assertThat(error(status, "").kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "429, requests, rate_limit_exceeded, RATE_LIMITED",
        "429, rate_limit_error, slow_down, RATE_LIMITED",
        "429, insufficient_quota, insufficient_quota, QUOTA_EXHAUSTED",
        "429, insufficient_quota, billing_hard_limit_reached, QUOTA_EXHAUSTED",
        "429, exceeded_current_quota_error, '', QUOTA_EXHAUSTED",
        "429, engine_overloaded_error, '', OVERLOADED",
        "503, service_unavailable_error, server_is_overloaded, OVERLOADED",
        "400, invalid_request_error, context_length_exceeded, CONTEXT_TOO_LONG",
        "400, invalid_request_error, content_policy_violation, CONTENT_FILTERED",
        "403, invalid_request_error, cyber_policy, CONTENT_FILTERED",
        "400, invalid_request_error, model_not_found, MODEL_UNAVAILABLE",
        "400, invalid_request_error, model_decommissioned, MODEL_UNAVAILABLE",
        "403, invalid_request_error, unsupported_country_region_territory, PERMISSION",
        "400, invalid_request_error, unsupported_value, INVALID_REQUEST",
        "401, authentication_error, invalid_request_error, AUTHENTICATION",
        "402, unknown_error, invalid_request_error, QUOTA_EXHAUSTED",
        "400, invalid_request_error, tool_use_failed, INVALID_REQUEST",
        "400, budget_exceeded, 400, QUOTA_EXHAUSTED",
        "429, None, 429, RATE_LIMITED",
        "400, data_inspection_failed, DataInspectionFailed, CONTENT_FILTERED",
        "400, Arrearage, Arrearage, QUOTA_EXHAUSTED",
        "429, '', Throttling.AllocationQuota, RATE_LIMITED",
        "403, '', AllocationQuota.FreeTierOnly, QUOTA_EXHAUSTED",
        "403, '', AccessDenied.Unpurchased, PERMISSION",
        "404, '', DeploymentNotFound, MODEL_UNAVAILABLE",
        "429, service_tier_capacity_exceeded, 3505, OVERLOADED",
        "500, server_error, '', SERVER_ERROR",
        "503, server_error, '', OVERLOADED",
        "401, api_error, '', AUTHENTICATION"
    })
    void a_code_or_a_type_has_a_meaning(int status, String type, String code, FailureKind kind) {
        assertThat(error(status, openAi(type, code, "m")).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "overloaded_error, OVERLOADED",
        "api_error, SERVER_ERROR",
        "rate_limit_error, RATE_LIMITED",
        "authentication_error, AUTHENTICATION",
        "permission_error, PERMISSION",
        "not_found_error, MODEL_UNAVAILABLE",
        "request_too_large, REQUEST_TOO_LARGE",
        "timeout_error, TIMED_OUT",
        "billing_error, QUOTA_EXHAUSTED",
        "invalid_request_error, INVALID_REQUEST",
        "server_error, SERVER_ERROR",
        "conflict_error, SERVER_ERROR",
        "something_new, SERVER_ERROR"
    })
    void inside_a_stream_the_type_is_all_there_is(String type, FailureKind kind) {
        String event = "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"m\"}}".formatted(type);

        assertThat(error(200, event).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "400, 'This model''s maximum context length is 8192 tokens. However, you requested 9001', CONTEXT_TOO_LONG",
        "400, 'prompt is too long: 210000 tokens > 200000 maximum', CONTEXT_TOO_LONG",
        "400, 'input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000', CONTEXT_TOO_LONG",
        "400, 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).', CONTEXT_TOO_LONG",
        "400, 'prompt too long; exceeded max context length by 12 tokens', CONTEXT_TOO_LONG",
        "400, 'too many tokens: size limit exceeded by 1200 tokens', CONTEXT_TOO_LONG",
        "400, 'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length', CONTEXT_TOO_LONG",
        "400, 'Input is too long for requested model.', CONTEXT_TOO_LONG",
        "400, 'the request exceeds the available context size', CONTEXT_TOO_LONG",
        "400, 'Range of input length should be [1, 30720]', CONTEXT_TOO_LONG",
        "500, 'maximum context length is 4096 tokens', CONTEXT_TOO_LONG",
        "400, 'max_tokens: 100000 > 64000, which is the maximum allowed number of output tokens', INVALID_REQUEST",
        "400, 'The maximum tokens you requested exceeds the model limit of 4096. Try a maximum tokens value that is lower', INVALID_REQUEST",
        "400, 'max_tokens is too large: 5000. This model supports at most 4096 completion tokens', INVALID_REQUEST",
        "400, 'Your credit balance is too low to access the Anthropic API.', QUOTA_EXHAUSTED",
        "400, 'You have reached your specified API usage limits: spend limit', QUOTA_EXHAUSTED",
        "403, 'Your newly created team doesn''t have any credits or licenses yet', QUOTA_EXHAUSTED",
        "429, 'You are using a Trial key, which is limited to 1000 API calls / month', QUOTA_EXHAUSTED",
        "429, 'You are using a Trial key, which is limited to 20 API calls / minute', RATE_LIMITED",
        "429, 'Too many tokens per day, please wait before trying again.', QUOTA_EXHAUSTED",
        "429, 'Too many tokens, please wait before trying again.', RATE_LIMITED",
        "429, 'Add a payment method at https://platform.openai.com/account/billing', RATE_LIMITED",
        "400, 'Incorrect API key provided: x. You can obtain one from https://console.x.ai', AUTHENTICATION",
        "400, 'API key not valid. Please pass a valid API key.', AUTHENTICATION",
        "403, 'Authentication failed: Please make sure your API Key is valid.', AUTHENTICATION",
        "403, 'You are not allowed to sample from this model.', PERMISSION",
        "500, 'The model is overloaded', OVERLOADED",
        "429, 'We are currently experiencing high demand', OVERLOADED",
        "503, 'no healthy upstream', OVERLOADED",
        "504, 'queue full', OVERLOADED",
        "503, 'server busy, please try again. maximum pending requests exceeded', OVERLOADED",
        "400, 'Input data may contain inappropriate content.', CONTENT_FILTERED",
        "400, 'The response was filtered due to the content management policy', CONTENT_FILTERED",
        "403, 'Your input was flagged', CONTENT_FILTERED",
        "400, 'Invalid value at safety_settings[0].category', INVALID_REQUEST",
        "400, 'names are case-sensitive', INVALID_REQUEST",
        "400, 'The model `llama3-8b-8192` has been decommissioned and is no longer supported', MODEL_UNAVAILABLE",
        "400, 'Model Not Exist', MODEL_UNAVAILABLE",
        "400, 'The provided model identifier is invalid.', MODEL_UNAVAILABLE",
        "400, 'anthropic/claude-9 is not a valid model ID', MODEL_UNAVAILABLE",
        "400, 'Invocation of model ID x with on-demand throughput isn’t supported', MODEL_UNAVAILABLE",
        "400, 'Invalid model ''foo''. Permitted models can be found in the documentation', MODEL_UNAVAILABLE",
        "404, 'model \\\"x\\\" not found, try pulling it first', MODEL_UNAVAILABLE",
        "400, 'Web search options not supported with this model.', INVALID_REQUEST",
        "400, 'tool_choice is not supported for this model', INVALID_REQUEST",
        "400, 'this model does not support image input', INVALID_REQUEST",
        "400, 'Request payload size exceeds the limit: 20971520 bytes.', REQUEST_TOO_LARGE",
        "400, 'generate limit must be positive', INVALID_REQUEST"
    })
    void words_have_a_meaning_where_codes_have_none(int status, String message, FailureKind kind) {
        assertThat(error(status, saying(message)).kind()).isEqualTo(kind);
    }

    @Test
    void a_request_larger_than_the_token_limit_will_never_fit() {
        String message =
                "Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 41,000. Visit us.";

        assertThat(error(429, openAi("tokens", "rate_limit_exceeded", message)).kind())
                .isEqualTo(FailureKind.REQUEST_TOO_LARGE);
    }

    @Test
    void a_request_within_the_token_limit_only_has_to_wait() {
        String message =
                "Rate limit reached for gpt-4o on tokens per min (TPM): Limit 30000, Used 29000, Requested 1200.";

        assertThat(error(429, openAi("tokens", "rate_limit_exceeded", message)).kind())
                .isEqualTo(FailureKind.RATE_LIMITED);
    }

    @Test
    void a_thought_of_another_conversation_says_nothing_about_other_providers() {
        String type = "invalid_request_error";

        assertThat(error(400, openAi(type, type, "The block is bound to a different conversation. Remove the block"))
                        .kind())
                .isEqualTo(FailureKind.UNSUPPORTED);
        assertThat(error(400, openAi(type, type, "Invalid `signature` in `thinking` block"))
                        .kind())
                .isEqualTo(FailureKind.INVALID_REQUEST);
    }

    @Test
    void anthropics_spend_limit_is_a_quota_though_it_says_rate_limit() {
        String body = "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"m\","
                + "\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}}}";

        assertThat(error(429, body).kind()).isEqualTo(FailureKind.QUOTA_EXHAUSTED);
    }

    @ParameterizedTest
    @CsvSource({
        "GenerateRequestsPerMinutePerProjectPerModel-FreeTier, 15, RATE_LIMITED",
        "GenerateContentPaidTierInputTokensPerModelPerMinute, 1000000, RATE_LIMITED",
        "GenerateRequestsPerDayPerProjectPerModel-FreeTier, 50, QUOTA_EXHAUSTED",
        "GenerateRequestsPerMinutePerProjectPerModel-FreeTier, 0, QUOTA_EXHAUSTED"
    })
    void googles_quota_tells_minutes_from_days(String quotaId, String value, FailureKind kind) {
        String body =
                "{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"message\":\"You exceeded your current quota, "
                        + "please check your plan and billing details.\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\","
                        + "\"violations\":[{\"quotaId\":\"" + quotaId + "\",\"quotaValue\":\"" + value + "\"}]}]}}";

        assertThat(error(429, body).kind()).isEqualTo(kind);
    }

    @Test
    void googles_limit_of_zero_means_that_there_is_no_quota() {
        String body =
                "{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"message\":\"Quota exceeded for metric: "
                        + "generate_content_free_tier_requests, limit: 0, model: gemini-3-pro\"}}";

        assertThat(error(429, body).kind()).isEqualTo(FailureKind.QUOTA_EXHAUSTED);
    }

    @Test
    void googles_bad_key_is_a_400() {
        String body = "{\"error\":{\"code\":400,\"message\":\"m\",\"status\":\"INVALID_ARGUMENT\",\"details\":["
                + "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"API_KEY_INVALID\"}]}}";

        assertThat(error(400, body).kind()).isEqualTo(FailureKind.AUTHENTICATION);
    }

    @ParameterizedTest
    @CsvSource({
        "1002, RATE_LIMITED", "1004, AUTHENTICATION", "1008, QUOTA_EXHAUSTED",
        "1001, TIMED_OUT", "1026, CONTENT_FILTERED", "1000, SERVER_ERROR"
    })
    void mini_max_fails_inside_a_200(int code, FailureKind kind) {
        String body = "{\"base_resp\":{\"status_code\":%d,\"status_msg\":\"m\"}}".formatted(code);

        assertThat(error(200, body).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"3036, QUOTA_EXHAUSTED", "3040, OVERLOADED", "9999, RATE_LIMITED"})
    void cloudflare_numbers_its_errors(int code, FailureKind kind) {
        String body = "{\"success\":false,\"errors\":[{\"code\":%d,\"message\":\"m\"}]}".formatted(code);

        assertThat(error(429, body).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "400, ValidationException:http://internal.amazon.com/coral/, INVALID_REQUEST",
        "429, ThrottlingException:http://internal.amazon.com/coral/, RATE_LIMITED",
        "403, com.amazon#UnrecognizedClientException, AUTHENTICATION",
        "403, AccessDeniedException, PERMISSION",
        "403, RequestExpired, AUTHENTICATION",
        "400, ServiceQuotaExceededException, QUOTA_EXHAUSTED"
    })
    void aws_names_the_error_in_a_header(int status, String type, FailureKind kind) {
        assertThat(error(status, "{\"message\":\"m\"}", "x-amzn-errortype", type)
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void lite_llm_names_the_error_in_the_words() {
        String message = "litellm.ContextWindowExceededError: litellm.BadRequestError: m";

        assertThat(error(400, openAi("None", "400", message)).kind()).isEqualTo(FailureKind.CONTEXT_TOO_LONG);
    }

    @Test
    void a_budget_in_flight_is_free_again_soon() {
        String body = "{\"error\":{\"code\":402,\"message\":\"m\"}}";

        assertThat(error(402, body, "retry-after", "5").kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(error(402, body).kind()).isEqualTo(FailureKind.QUOTA_EXHAUSTED);
    }

    @Test
    void the_bodys_status_counts_inside_a_200_only() {
        String body = "{\"error\":{\"code\":404,\"message\":\"m\"}}";

        assertThat(error(200, body).kind()).isEqualTo(FailureKind.MODEL_UNAVAILABLE);
        assertThat(error(500, body).kind()).isEqualTo(FailureKind.SERVER_ERROR);
    }

    @Test
    void the_providers_own_meaning_of_a_code_wins() {
        String zAi = "{\"error\":{\"code\":\"1113\",\"message\":\"m\"}}";

        assertThat(Failures.classify(
                                429,
                                Map.of(),
                                zAi.getBytes(StandardCharsets.UTF_8),
                                Map.of("1113", FailureKind.QUOTA_EXHAUSTED),
                                NOON)
                        .build()
                        .kind())
                .isEqualTo(FailureKind.QUOTA_EXHAUSTED);
    }
}
