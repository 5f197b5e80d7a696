package io.llmclient.core.internal.failure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** "Request too large for … tokens per min (TPM): Limit 6000, Requested 7123": no waiting will make it fit. */
final class TokenLimit {

    private static final Pattern NUMBERS =
            Pattern.compile("limit:? ([\\d,]{1,12})[^\\d]{1,40}requested:? ([\\d,]{1,12})");

    private TokenLimit() {}

    static boolean isBelowRequest(ErrorFacts facts) {
        Matcher numbers = NUMBERS.matcher(facts.searched());
        return numbers.find() && number(numbers.group(1)) < number(numbers.group(2));
    }

    private static long number(String digits) {
        String plain = digits.replace(",", "");
        return plain.isEmpty() ? 0 : Long.parseLong(plain);
    }
}
