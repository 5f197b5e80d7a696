package io.llmclient.core.internal.failure;

import static io.llmclient.FailureKind.AUTHENTICATION;
import static io.llmclient.FailureKind.CONTENT_FILTERED;
import static io.llmclient.FailureKind.CONTEXT_TOO_LONG;
import static io.llmclient.FailureKind.INVALID_REQUEST;
import static io.llmclient.FailureKind.MALFORMED_RESPONSE;
import static io.llmclient.FailureKind.MODEL_UNAVAILABLE;
import static io.llmclient.FailureKind.OVERLOADED;
import static io.llmclient.FailureKind.PERMISSION;
import static io.llmclient.FailureKind.QUOTA_EXHAUSTED;
import static io.llmclient.FailureKind.RATE_LIMITED;
import static io.llmclient.FailureKind.REQUEST_TOO_LARGE;
import static io.llmclient.FailureKind.SERVER_ERROR;
import static io.llmclient.FailureKind.TIMED_OUT;
import static io.llmclient.FailureKind.UNSUPPORTED;
import static io.llmclient.core.internal.failure.FailureRow.codes;
import static io.llmclient.core.internal.failure.FailureRow.status;
import static io.llmclient.core.internal.failure.FailureRow.words;

import io.llmclient.FailureKind;
import java.util.List;

/**
 * What providers' errors mean: the one table of the wire. The first row that fits decides, so the order is part of it:
 * what a code says in certain words, then the codes, then the words, then the status, then the types that say little.
 *
 * <p>Codes are the provider's codes and types, in lower case with {@code _} for {@code -} and space; those with a place
 * before them (MiniMax's {@code base_resp}, Cloudflare's {@code errors}) mean something only there. Words are regular
 * expressions, one a line, looked for in the message in lower case. Status 0 is an error inside a response that began
 * with 200.
 */
final class FailureTable {

    private static final List<FailureRow> ROWS = List.of(
            // 1. One code, several meanings: the words tell.
            codes("rate_limit_exceeded rate_limit_error")
                    .when(TokenLimit::isBelowRequest)
                    .is(REQUEST_TOO_LARGE),
            codes("rate_limit_exceeded rate_limit_error")
                    .says("spend(ing)? limit")
                    .is(QUOTA_EXHAUSTED),
            codes("resource_exhausted throttlingexception quota_exceeded")
                    .says("per ?day\nlimit: ?0(?![.\\d])")
                    .is(QUOTA_EXHAUSTED),
            codes("accessdeniedexception")
                    .says("api key\nauthentication failed")
                    .is(AUTHENTICATION),
            codes("invalid_prompt").says("flagged\npolic(y|ies)\nsafety").is(CONTENT_FILTERED),
            status(402).when(ErrorFacts::hasRetryAfter).is(RATE_LIMITED), // OpenRouter: a budget in flight

            // 2. Codes and types that say enough.
            codes("""
                    insufficient_quota insufficient_funds insufficient_balance insufficient_credits
                    credit_balance_exhausted billing_error billing_hard_limit_reached billing_not_active
                    enforced_spend_limit_reached exceeded_current_quota_error budget_exceeded payment_required
                    servicequotaexceededexception arrearage allocationquota.freetieronly
                    base_resp.1008 base_resp.1028 base_resp.1030 base_resp.2056 base_resp.2061 errors.3036
                    """).is(QUOTA_EXHAUSTED),
            codes("""
                    overloaded overloaded_error engine_overloaded engine_overloaded_error server_overloaded
                    server_is_overloaded service_unavailable service_unavailable_error serviceunavailable
                    serviceunavailableexception serviceunavailableerror service_tier_capacity_exceeded unavailable
                    temporarily_unavailable queue_exceeded insufficient_system_resource modelunavailable
                    modelservingerror errors.3040
                    """).is(OVERLOADED),
            codes("""
                    rate_limit_exceeded rate_limit_error rate_limit_reached_error rate_limited ratelimitreached
                    ratelimiterror request_limit_exceeded resource_exhausted quota_exceeded slow_down
                    too_many_requests too_many_requests_error too_many_tokens_error token_quota_exceeded
                    limit_requests limit_burst_rate throttling throttling.ratequota throttling.allocationquota
                    throttlingexception base_resp.1002
                    """).is(RATE_LIMITED),
            codes("""
                    timeout timeout_error requesttimeout request_timeout deadline_exceeded modeltimeoutexception
                    internalerror.timeout base_resp.1001 errors.3007 errors.3008
                    """).is(TIMED_OUT),
            codes("""
                    invalid_api_key api_key_invalid wrong_api_key incorrect_api_key authentication_error
                    authenticationerror invalid_authentication invalid_authentication_error unauthenticated
                    unauthorized access_token_expired unrecognizedclientexception expiredtoken expiredtokenexception
                    incompletesignature incompletesignatureexception invalidsignature invalidsignatureexception
                    missingauthenticationtoken missingauthenticationtokenexception requestexpired
                    base_resp.1004 base_resp.2049 errors.10000
                    """).is(AUTHENTICATION),
            codes("""
                    permission_error permission_denied permissiondenied permissiondeniederror accessdenied
                    accessdenied.unpurchased accessdeniedexception forbidden failed_precondition service_disabled
                    unsupported_country_region_territory errors.3023 errors.3041 errors.5016 errors.5018
                    """).is(PERMISSION),
            codes("""
                    context_length_exceeded context_window_exceeded contextwindowexceedederror
                    model_context_window_exceeded exceed_context_size_error too_many_prompt_tokens too_many_tokens
                    prompt_too_long
                    """).is(CONTEXT_TOO_LONG),
            codes("""
                    request_too_large payload_too_large request_entity_too_large requestentitytoolarge errors.3006
                    """).is(REQUEST_TOO_LARGE),
            codes("""
                    content_filter content_filtered content_policy_violation contentpolicyviolationerror
                    responsibleaipolicyviolation moderation_blocked data_inspection_failed datainspectionfailed
                    cyber_policy bio_policy base_resp.1026 base_resp.1027
                    """).is(CONTENT_FILTERED),
            codes("""
                    model_not_found model_not_found_error model_not_supported model_not_available
                    model_decommissioned model_deprecated model_terms_required invalid_model invalid_model_error
                    deploymentnotfound not_found not_found_error notfounderror resourcenotfoundexception
                    resource_does_not_exist errors.3042 errors.5007
                    """).is(MODEL_UNAVAILABLE),
            codes("""
                    invalid_value invalid_type unsupported_value unsupported_parameter unsupported_file
                    unknown_parameter missing_required_parameter decimal_below_min_value decimal_above_max_value
                    integer_below_min_value integer_above_max_value invalid_image_url invalid_function_call
                    invalid_request_message_order tool_use_failed
                    """).is(INVALID_REQUEST),

            // 3. Words, where the codes say nothing and the status allows for several meanings.
            // Claude's signed thought behind words that were edited, which no other provider sees.
            words("bound to a different conversation").at(400).is(UNSUPPORTED),
            words("""
                    max(imum)?[ _]tokens you requested
                    max_tokens.{0,40}(too large|greater than|maximum allowed)
                    """).at(0, 400, 422).is(INVALID_REQUEST),
            words("""
                    context[ _](length|window|size|limit)
                    context.{0,12}overflow
                    maximum (context|prompt) length
                    (prompt|input) (is )?too long
                    prompt exceeds max
                    too many (input |prompt )?tokens
                    input length
                    input tokens exceeded
                    must have less than \\d+ tokens
                    `inputs` tokens
                    (input|prompt|request|messages?)[^.]{0,80}exceed[^.]{0,80}token
                    reduce the length of
                    """).at(0, 400, 413, 422, 500).is(CONTEXT_TOO_LONG),
            words("""
                    (payload|request|body)( entity| body| payload)? (size |is )?(too large|exceeds)
                    entity too large
                    """).at(0, 400, 500).is(REQUEST_TOO_LARGE),
            words("""
                    insufficient.{0,20}(balance|quota|credit|fund)
                    credit balance
                    (more|any|of|no) credits
                    arrear
                    billing
                    spend(ing)? limit
                    payment required
                    exceeded your (monthly|current) quota
                    tokens per day
                    (per|/) ?month
                    monthly (quota|usage|limit)
                    account.{0,20}suspended
                    """).at(0, 400, 403, 429).is(QUOTA_EXHAUSTED),
            words("""
                    api[ _-]?key
                    authentication failed
                    invalid (access |bearer )?token
                    invalid credentials
                    unauthorized
                    """).at(0, 400, 403).is(AUTHENTICATION),
            words("""
                    overloaded
                    (at|over|no|tier|insufficient) capacity
                    capacity exceeded
                    queue (is )?full
                    in the queue
                    pending requests
                    no healthy upstream
                    temporarily unavailable
                    high demand
                    server busy
                    """).at(0, 429, 500, 502, 503, 504).is(OVERLOADED),
            words("""
                    \\brate.?limit
                    too many requests
                    throttl
                    """).at(0, 400, 403, 500, 503).is(RATE_LIMITED),
            words("""
                    content (policy|filter|management|moderation)
                    usage polic(y|ies)
                    safety (policy|system|filter|check)
                    inappropriate
                    moderation
                    sensitive (content|word|information)
                    flagged
                    deny.?list
                    """).at(0, 400, 403, 422, 498).is(CONTENT_FILTERED),
            words("""
                    models?[:/]? ?(id |name |version )?["'`]?\\S{0,80}["'`]?,? ?(is |was |has been |does |do |could )?\
                    (not (be )?found|not exist|no longer (available|supported)|deprecated|decommissioned|retired)
                    model.{0,40}end of (its )?life
                    (invalid|unknown|no such|not a valid) model
                    model (identifier|id|name) is (invalid|not valid)
                    model ["'`]?\\S*[\\d/]\\S* is not (supported|available)
                    on.demand throughput isn.t supported
                    """).at(0, 400, 422, 500).is(MODEL_UNAVAILABLE),

            // 4. The status, where the body says nothing. Other 4xx and 5xx mean what 400 and 500 do.
            status(401).is(AUTHENTICATION),
            status(402, 412).is(QUOTA_EXHAUSTED), // 412: Fireworks, for a suspended account
            status(403, 407, 451).is(PERMISSION),
            status(404, 405, 410).is(MODEL_UNAVAILABLE), // a wrong path looks the same, and others may still answer
            status(413).is(REQUEST_TOO_LARGE),
            status(429).is(RATE_LIMITED),
            status(408, 504, 522, 524).is(TIMED_OUT),
            status(498, 503, 529).is(OVERLOADED), // 498: Groq, for no capacity in the flex tier
            status(409, 424, 425, 499).is(SERVER_ERROR), // 499: they cancelled; our caller didn't

            // 5. An error in a stream whose type says little.
            codes("invalid_request_error invalid_argument validationexception badrequesterror bad_request")
                    .at(0)
                    .is(INVALID_REQUEST));

    private FailureTable() {}

    static FailureKind kindOf(ErrorFacts facts) {
        for (FailureRow row : ROWS) {
            if (row.fits(facts)) {
                return row.kind();
            }
        }
        return kindOf(facts.status());
    }

    /** Redirects are not followed, so a 3xx is as good as no answer. */
    private static FailureKind kindOf(int status) {
        return switch (status / 100) {
            case 1, 3 -> MALFORMED_RESPONSE;
            case 4 -> INVALID_REQUEST;
            default -> SERVER_ERROR;
        };
    }
}
