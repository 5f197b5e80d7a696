package io.llmclient.core.internal.failure;

import static io.llmclient.core.internal.failure.Classified.error;
import static io.llmclient.core.internal.failure.Classified.saying;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.FailureKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long an error asks to wait; "now" is 2026-11-20T12:00:00Z. */
class RetryHintsTest {

    @ParameterizedTest
    @CsvSource({
        "2, 2000",
        "0, 0",
        "1.5, 1500",
        "' 7 ', 7000",
        "120, 120000",
        "'Fri, 20 Nov 2026 12:00:20 GMT', 20000",
        "'Friday, 20-Nov-26 12:00:20 GMT', 20000",
        "'Fri Nov 20 12:00:20 2026', 20000",
        "2026-11-20T12:00:20Z, 20000",
        "'Fri, 20 Nov 2026 11:00:00 GMT', 0",
        "1795176020, 20000",
        "1795176020000, 20000",
        "6m0s, 360000",
        "99999999, 86400000"
    })
    void retry_after_is_seconds_or_a_moment(String value, long millis) {
        assertThat(error(429, "", "retry-after", value).retryAfter()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "soon", "1e9", "NaN", "Fri, 99 Nov 2026 12:00:20 GMT", "99999999999999999999999"})
    void nonsense_is_no_hint(String value) {
        assertThat(error(429, "", "retry-after", value).retryAfter()).isNull();
    }

    @Test
    void a_wait_of_a_thousand_steps_is_no_hint_and_no_overflow() {
        String steps = "1s".repeat(2_000);

        assertThat(error(429, "", "retry-after", steps).retryAfter()).isNull();
        assertThat(error(429, saying("try again in " + steps)).kind()).isEqualTo(FailureKind.RATE_LIMITED);
    }

    @Test
    void the_retry_after_of_a_good_answer_is_no_hint_for_the_error_inside() {
        assertThat(error(200, saying("m"), "retry-after", "42").retryAfter()).isNull();
        assertThat(error(200, saying("try again in 2s"), "retry-after", "42").retryAfter())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void the_servers_own_clock_measures_its_moments() {
        assertThat(error(
                                429,
                                "",
                                "date",
                                "Fri, 20 Nov 2026 15:00:00 GMT",
                                "retry-after",
                                "Fri, 20 Nov 2026 15:00:20 GMT")
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({"7660, 8, 7660", "0, 1, 1000", "200, 30, 30000", "250.5, '', 250", "90000, 8, 90000"})
    void milliseconds_are_the_finer_word_unless_they_are_far_from_the_seconds(
            String millis, String seconds, long expected) {
        Duration wait =
                error(429, "", "retry-after-ms", millis, "retry-after", seconds).retryAfter();

        assertThat(wait.toMillis()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"34.4s, 34400", "0.5s, 500", "37025s, 37025000"})
    void google_says_it_in_the_details(String delay, long millis) {
        String body = "{\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":["
                + "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"" + delay + "\"}]}}";

        assertThat(error(429, body).retryAfter()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({
        "Please try again in 6m0s., 360000",
        "Please retry in 48.939935699s., 48939",
        "Please retry in 10h17m5.72s, 37025720",
        "Please retry after 22 seconds., 22000",
        "Try again in 150ms, 150",
        "Please wait 5 minutes, 300000",
        "try again in 1 hour 30 minutes, 5400000",
        "Rate limit reached. Please try again in 1.2s. Visit us, 1200"
    })
    void the_words_say_it(String message, long millis) {
        assertThat(error(429, saying(message)).retryAfter().toMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Please try again later", "limit 20 s", "retry 3 times", "try again in a while"})
    void other_words_do_not(String message) {
        assertThat(error(429, saying(message)).retryAfter()).isNull();
    }

    @Test
    void of_several_statements_the_longest_counts() {
        assertThat(error(429, saying("try again in 1.8s"), "retry-after", "2").retryAfter())
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(error(429, saying("try again in 9s"), "retry-after", "2").retryAfter())
                .isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void anthropics_reset_counts_for_the_limit_that_is_used_up() {
        assertThat(error(
                                429,
                                "",
                                "anthropic-ratelimit-requests-remaining",
                                "12",
                                "anthropic-ratelimit-requests-reset",
                                "2026-11-20T13:00:00Z",
                                "anthropic-ratelimit-tokens-remaining",
                                "0",
                                "anthropic-ratelimit-tokens-reset",
                                "2026-11-20T12:00:30Z")
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({
        "x-ratelimit-remaining-tokens, x-ratelimit-reset-tokens, 1h2m3.5s, 3723500",
        "x-ratelimit-remaining-tokens, x-ratelimit-reset-tokens, 150ms, 150",
        "x-ratelimit-remaining-requests-day, x-ratelimit-reset-requests-day, 33011.382867, 33011382",
        "x-ratelimit-remaining, x-ratelimit-reset, 1795176020000, 20000",
        "x-ratelimit-remaining, x-ratelimit-reset, 1795176020, 20000",
        "ratelimit-remaining, ratelimit-reset, 12, 12000"
    })
    void resets_have_many_forms(String remaining, String reset, String value, long millis) {
        assertThat(error(429, "", remaining, "0", reset, value).retryAfter().toMillis())
                .isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", ""})
    void a_limit_that_is_not_used_up_says_nothing(String remaining) {
        assertThat(error(429, "", "x-ratelimit-remaining-tokens", remaining, "x-ratelimit-reset-tokens", "6m0s")
                        .retryAfter())
                .isNull();
    }

    @Test
    void what_the_provider_says_goes_before_the_reset() {
        assertThat(error(429, "", "retry-after", "12", "x-ratelimit-remaining", "0", "x-ratelimit-reset", "30")
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void open_router_quotes_headers_in_the_body() {
        String body = "{\"error\":{\"code\":429,\"message\":\"m\",\"metadata\":{\"headers\":"
                + "{\"X-RateLimit-Remaining\":\"0\",\"X-RateLimit-Reset\":\"1795176020000\"}}}}";

        assertThat(error(429, body).retryAfter()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void hostile_words_are_read_in_no_time() {
        String spaces = ("try again in 1s" + " 1s,  ".repeat(300) + "!").repeat(3);

        assertThat(error(429, saying(spaces)).retryAfter()).isNotNull();
    }
}
