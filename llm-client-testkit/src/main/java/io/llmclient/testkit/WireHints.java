package io.llmclient.testkit;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The ways in which services tell how long to wait. */
final class WireHints {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final Duration ALMOST_A_SECOND = Duration.ofNanos(999_999_999);

    private WireHints() {}

    /** Adds the header that the fault asks for, if it asks for one. */
    static WireError inHeader(WireError error, Fault fault, Instant now) {
        Duration wait = fault.retryAfter();
        if (wait == null) {
            return error;
        }
        return switch (fault.hint()) {
            case SECONDS -> error.withHeader("retry-after", String.valueOf(secondsRoundedUp(wait)));
            case DATE -> error.withHeader("retry-after", httpDate(dateRoundedUp(now.plus(wait))));
            case MILLIS -> error.withHeader("retry-after-ms", String.valueOf(wait.toMillis()));
            case BODY -> error;
        };
    }

    /**
     * The words that follow the message where the hint is in the body: {@code " Please try again in 1.5s."}; empty
     * where it is not.
     */
    static String inWords(Fault fault, String words) {
        Duration wait = fault.retryAfter();
        return wait == null || fault.hint() != Fault.Hint.BODY ? "" : " " + words + " " + seconds(wait) + "s.";
    }

    /** Such as {@code 1.5}. */
    static String seconds(@Nullable Duration time) {
        BigDecimal seconds = time == null ? BigDecimal.ZERO : BigDecimal.valueOf(time.toMillis(), 3);
        return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
    }

    static String httpDate(Instant time) {
        return HTTP_DATE.format(time);
    }

    private static long secondsRoundedUp(Duration time) {
        return time.plus(ALMOST_A_SECOND).toSeconds();
    }

    private static Instant dateRoundedUp(Instant time) {
        return time.plus(ALMOST_A_SECOND).truncatedTo(ChronoUnit.SECONDS);
    }
}
