package io.llmclient.core.internal.failure;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long an error asks to wait. Only errors are read: some providers send {@code Retry-After} with good answers, too.
 *
 * <p>What the provider says itself counts first: {@code retry-after-ms}, {@code retry-after}, Google's
 * {@code retryDelay} and the message, and of these the longest. Where it says nothing, the reset of a limit that is
 * used up tells ({@code remaining} is 0); it may be later than necessary, since most limits fill up little by little. A
 * wait is never negative, and never longer than a day: who asks for more is wrong, or has a wrong clock.
 *
 * <p>{@code x-should-retry} is not read: what to repeat follows from the kind of failure, by one rule for all
 * providers.
 */
final class RetryHints {

    private static final Duration LONGEST = Duration.ofDays(1);

    /** Numbers above these are moments: seconds and milliseconds since 1970. */
    private static final double EPOCH_SECONDS = 1e9;

    private static final double EPOCH_MILLIS = 1e12;

    private static final String UNIT =
            "(milliseconds?|msecs?|ms|microseconds?|us|µs|μs|ns|days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)";
    private static final Pattern STEP = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,12})?)\\s?" + UNIT + "(?![a-zµμ])");
    /** One for each unit at most: matching goes down the stack with every step. */
    private static final Pattern STEPS = Pattern.compile(STEP.pattern() + "(?:[\\s,]{0,3}" + STEP.pattern() + "){0,6}");

    private static final Pattern IN_WORDS = Pattern.compile(
            "(?:try again|retry|wait)(?: (?:in|after|for))?(?: (?:about|at least))? (" + STEPS.pattern() + ")");

    /** The three forms of a date in HTTP; the first is the one in use. */
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.US)
                    .withZone(ZoneOffset.UTC),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US).withZone(ZoneOffset.UTC));

    private final ErrorFacts facts;
    private final Map<String, String> headers;
    private final Instant now;

    private RetryHints(ErrorFacts facts, Instant now) {
        this.facts = facts;
        this.headers = facts.headers();
        Instant theirs = date(headers.getOrDefault("date", ""));
        this.now = theirs == null ? now : theirs; // both of one clock
    }

    /** The wait that an error asks for, or null. */
    static @Nullable Duration of(ErrorFacts facts, Instant now) {
        RetryHints hints = new RetryHints(facts, now);
        Duration said = longer(longer(hints.header(), hints.google()), hints.message());
        Duration wait = said == null ? hints.resets() : said;
        return wait == null ? null : bounded(wait);
    }

    /** The milliseconds, of which the seconds are usually the rounding; but Azure sends 0 ms with 1 s. */
    private @Nullable Duration header() {
        Duration millis = millis(headers.getOrDefault("retry-after-ms", ""));
        Duration seconds = time(headers.getOrDefault("retry-after", ""));
        if (millis == null || seconds == null) {
            return millis == null ? seconds : millis;
        }
        boolean isRounding = seconds.minus(millis).compareTo(Duration.ofSeconds(1)) < 0;
        return isRounding ? millis : seconds;
    }

    private @Nullable Duration google() {
        String delay = facts.retryDelay();
        return delay == null ? null : time(delay);
    }

    private @Nullable Duration message() {
        Matcher words = IN_WORDS.matcher(facts.searched());
        return words.find() ? steps(words.group(1)) : null;
    }

    /** The last reset of the limits that are used up. */
    private @Nullable Duration resets() {
        Duration last = null;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String name = header.getKey();
            if (name.contains("ratelimit")
                    && name.contains("remaining")
                    && header.getValue().strip().equals("0")) {
                last = longer(last, time(headers.getOrDefault(name.replace("remaining", "reset"), "")));
            }
        }
        return last;
    }

    /** A number of seconds, a moment as a number, a date, or a duration with units. */
    private @Nullable Duration time(String value) {
        String text = value.strip();
        Double number = number(text);
        if (number != null) {
            return number < EPOCH_SECONDS
                    ? seconds(number)
                    : Duration.between(
                            now, Instant.ofEpochMilli((long) (number < EPOCH_MILLIS ? number * 1e3 : number)));
        }
        Instant moment = date(text);
        return moment != null ? Duration.between(now, moment) : steps(text.toLowerCase(Locale.ROOT));
    }

    private static @Nullable Duration millis(String value) {
        Double number = number(value.strip());
        return number == null ? null : seconds(number / 1e3);
    }

    private static @Nullable Double number(String text) {
        return text.matches("\\d{1,15}(\\.\\d{1,15})?") ? Double.valueOf(text) : null;
    }

    private static @Nullable Instant date(String text) {
        if (text.length() < 20 || text.length() > 40) {
            return null;
        }
        if (Character.isDigit(text.charAt(0))) {
            return date(DateTimeFormatter.ISO_OFFSET_DATE_TIME, text);
        }
        return DATES.stream()
                .map(form -> date(form, text))
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Instant date(DateTimeFormatter form, String text) {
        try {
            return ZonedDateTime.parse(text, form).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** {@code 1h2m3.5s}, {@code 150ms}, {@code 20 seconds}; null when it is anything else. */
    private static @Nullable Duration steps(String text) {
        if (!STEPS.matcher(text).matches()) {
            return null;
        }
        double seconds = 0;
        Matcher step = STEP.matcher(text);
        while (step.find()) {
            seconds += Double.parseDouble(step.group(1)) * secondsIn(step.group(2));
        }
        return seconds(seconds);
    }

    private static double secondsIn(String unit) {
        if (unit.startsWith("ms") || unit.startsWith("milli")) {
            return 1e-3;
        }
        return switch (unit.charAt(0)) {
            case 'd' -> 86_400;
            case 'h' -> 3_600;
            case 'm' -> unit.startsWith("micro") ? 1e-6 : 60;
            case 's' -> 1;
            case 'n' -> 1e-9;
            default -> 1e-6;
        };
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(Math.min(seconds, 1e9) * 1e9));
    }

    private static @Nullable Duration longer(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) < 0 ? other : one;
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
