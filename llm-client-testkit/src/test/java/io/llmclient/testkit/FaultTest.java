package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.llmclient.FailureKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_REQUEST",
        "401, AUTHENTICATION",
        "402, QUOTA_EXHAUSTED",
        "403, PERMISSION",
        "404, MODEL_UNAVAILABLE",
        "413, REQUEST_TOO_LARGE",
        "422, INVALID_REQUEST",
        "429, RATE_LIMITED",
        "500, SERVER_ERROR",
        "502, SERVER_ERROR",
        "503, OVERLOADED",
        "504, SERVER_ERROR",
        "529, OVERLOADED"
    })
    void a_bare_status_means_a_kind(int status, FailureKind kind) {
        assertThat(Fault.status(status).kind()).isEqualTo(kind);
    }

    @Test
    void a_status_that_is_no_failure_is_no_fault() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.status(200));
    }

    @Test
    void every_type_has_a_kind_that_fits_its_name() {
        assertThat(Fault.quotaExhausted().kind()).isEqualTo(FailureKind.QUOTA_EXHAUSTED);
        assertThat(Fault.contextTooLong().kind()).isEqualTo(FailureKind.CONTEXT_TOO_LONG);
        assertThat(Fault.contentFiltered().kind()).isEqualTo(FailureKind.CONTENT_FILTERED);
        assertThat(Fault.refused().kind()).isEqualTo(FailureKind.CONNECTION_FAILED);
        assertThat(Fault.resetBeforeHeaders().kind()).isEqualTo(FailureKind.CONNECTION_FAILED);
        assertThat(Fault.resetAfterHeaders().kind()).isEqualTo(FailureKind.STREAM_INTERRUPTED);
        assertThat(Fault.hang().kind()).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(Fault.wrongContentType().kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
    }

    @Test
    void every_way_to_break_below_json_has_a_kind() {
        assertThat(Fault.trickle(Duration.ofSeconds(1)).kind()).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(Fault.wrongLength().kind()).isEqualTo(FailureKind.STREAM_INTERRUPTED);
        assertThat(Fault.halfChunk().kind()).isEqualTo(FailureKind.STREAM_INTERRUPTED);
        assertThat(Fault.brokenChunk().kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        assertThat(Fault.headerFlood().kind()).isEqualTo(FailureKind.CONNECTION_FAILED);
        assertThat(Fault.gzipBomb().kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        assertThat(Fault.deepJson().kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
    }

    @Test
    void a_hint_is_told_in_seconds_unless_another_form_is_chosen() {
        Fault fault = Fault.rateLimited(Duration.ofSeconds(2));

        assertThat(fault.hint()).isEqualTo(Fault.Hint.SECONDS);
        assertThat(fault.as(Fault.Hint.DATE).hint()).isEqualTo(Fault.Hint.DATE);
        assertThat(fault.as(Fault.Hint.DATE).retryAfter()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void only_faults_with_a_bad_status_have_an_error_body() {
        assertThat(Fault.serverError().hasErrorBody()).isTrue();
        assertThat(Fault.garbage().hasErrorBody()).isFalse();
        assertThat(Fault.refused().hasErrorBody()).isFalse();
    }

    @Test
    void equal_faults_are_equal_and_different_ones_are_not() {
        assertThat(Fault.rateLimited(Duration.ofSeconds(1)))
                .isEqualTo(Fault.rateLimited().retryAfter(Duration.ofSeconds(1)))
                .hasSameHashCodeAs(Fault.rateLimited(Duration.ofSeconds(1)))
                .isNotEqualTo(Fault.rateLimited(Duration.ofSeconds(2)))
                .isNotEqualTo(Fault.rateLimited(Duration.ofSeconds(1)).after(Duration.ofSeconds(1)));
        assertThat(Fault.trickle(Duration.ofSeconds(1)))
                .isEqualTo(Fault.trickle(Duration.ofSeconds(1)))
                .isNotEqualTo(Fault.trickle(Duration.ofSeconds(2)));
    }
}
