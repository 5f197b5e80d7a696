package io.llmclient.core.internal.failure;

import io.llmclient.FailureKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One row of {@link FailureTable}: all its conditions must hold. */
record FailureRow(FailureKind kind, Predicate<ErrorFacts> condition) {

    /** A row for any of these codes, with white space between them. */
    static Conditions codes(String codes) {
        Set<String> wanted = Set.of(codes.strip().split("\\s+"));
        return new Conditions(facts -> facts.codes().stream().anyMatch(code -> wanted.contains(normal(code))));
    }

    /** A row for any of these expressions, one a line. */
    static Conditions words(String expressions) {
        return new Conditions(facts -> true).says(expressions);
    }

    /** A row for any of these statuses. */
    static Conditions status(int... statuses) {
        return new Conditions(facts -> true).at(statuses);
    }

    private static String normal(String code) {
        return code.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }

    boolean fits(ErrorFacts facts) {
        return condition.test(facts);
    }

    /** A row that is being written. */
    record Conditions(Predicate<ErrorFacts> all) {

        /** And the message holds any of these expressions, one a line. */
        Conditions says(String expressions) {
            Pattern pattern = Pattern.compile(expressions.strip().replace("\n", "|"));
            return when(facts -> pattern.matcher(facts.searched()).find());
        }

        /** And the status is one of these. */
        Conditions at(int... statuses) {
            Set<Integer> wanted = Arrays.stream(statuses).boxed().collect(Collectors.toUnmodifiableSet());
            return new Conditions(((Predicate<ErrorFacts>) facts -> wanted.contains(facts.status())).and(all));
        }

        /** And this holds. */
        Conditions when(Predicate<ErrorFacts> more) {
            return new Conditions(all.and(more));
        }

        /** Then it is this. */
        FailureRow is(FailureKind kind) {
            return new FailureRow(kind, all);
        }
    }
}
