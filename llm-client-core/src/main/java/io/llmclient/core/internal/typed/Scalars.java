package io.llmclient.core.internal.typed;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The types that are one value in JSON. A format is named only where every provider's strict mode knows it; what has
 * none is said in words.
 *
 * @param type its type in JSON Schema
 * @param format null for none
 * @param words null for none
 */
record Scalars(
        String type, @Nullable String format, @Nullable String words) {

    private static final Map<Class<?>, Scalars> ALL = all();

    /** How this type is written; null when it is no single value. */
    static @Nullable Scalars of(Class<?> type) {
        return ALL.get(type);
    }

    private static Map<Class<?>, Scalars> all() {
        Map<Class<?>, Scalars> all = new HashMap<>();
        for (Class<?> type : List.of(boolean.class, Boolean.class)) {
            all.put(type, plain("boolean"));
        }
        for (Class<?> type : List.of(
                byte.class,
                Byte.class,
                short.class,
                Short.class,
                int.class,
                Integer.class,
                long.class,
                Long.class,
                BigInteger.class,
                OptionalInt.class,
                OptionalLong.class)) {
            all.put(type, plain("integer"));
        }
        for (Class<?> type :
                List.of(float.class, Float.class, double.class, Double.class, BigDecimal.class, OptionalDouble.class)) {
            all.put(type, plain("number"));
        }
        all.put(String.class, plain("string"));
        all.put(char.class, words("one character"));
        all.put(Character.class, words("one character"));
        all.put(UUID.class, format("uuid"));
        all.put(LocalDate.class, format("date"));
        all.put(Instant.class, format("date-time"));
        all.put(OffsetDateTime.class, format("date-time"));
        all.put(ZonedDateTime.class, format("date-time"));
        all.put(LocalDateTime.class, words("date and time without an offset, such as 2026-01-31T09:30:00"));
        all.put(LocalTime.class, words("time of day without an offset, such as 09:30:00"));
        all.put(OffsetTime.class, words("time of day with an offset, such as 09:30:00+01:00"));
        all.put(Duration.class, words("ISO 8601 duration in days, hours, minutes and seconds, such as PT1H30M"));
        all.put(Period.class, words("ISO 8601 period in years, months and days, such as P1Y2M10D"));
        all.put(Year.class, new Scalars("integer", null, "year, such as 2026"));
        all.put(YearMonth.class, words("year and month, such as 2026-01"));
        all.put(MonthDay.class, words("month and day, such as --01-31"));
        all.put(ZoneId.class, words("time zone, such as Europe/Berlin"));
        all.put(ZoneOffset.class, words("offset from UTC, such as +01:00"));
        all.put(URI.class, words("URI"));
        all.put(Locale.class, words("language tag, such as de-DE"));
        all.put(Currency.class, words("ISO 4217 currency code"));
        all.put(byte[].class, words("base64"));
        return Map.copyOf(all);
    }

    private static Scalars plain(String type) {
        return new Scalars(type, null, null);
    }

    private static Scalars format(String format) {
        return new Scalars("string", format, null);
    }

    private static Scalars words(String words) {
        return new Scalars("string", null, words);
    }
}
