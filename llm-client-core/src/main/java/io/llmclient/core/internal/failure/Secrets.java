package io.llmclient.core.internal.failure;

import java.util.regex.Pattern;

/** Providers quote the key that they refuse. What looks like a key becomes three stars. */
final class Secrets {

    private static final String STARS = "***";

    /** {@code Bearer x}. */
    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(bearer|basic) +[A-Za-z0-9._~+/=*\u2026-]{6,}");

    /** {@code API key provided: x}, {@code access_token=x}. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:api|access|secret|subscription|auth|bearer)[ _-]?(?:key|token)(?: provided| is)? ?[:=] ?|[?&]key=)"
                    + "[\"'`]?[^\\s\"'`,;&]+");

    /** The beginnings that key makers have given to their keys. */
    private static final Pattern MARKED = Pattern.compile("(?<![A-Za-z0-9])"
            + "(?:(?:sk|pk|rk|gsk|xai|pplx|hf|r8|fw|csk|nvapi|tgp|sess|ghp)[-_][\\w.*\u2026-]{4,}"
            + "|AIza[\\w*.\u2026-]{4,}|(?:AKIA|ASIA|ABSK)[\\w+/=*]{6,}|eyJ[\\w.-]{10,}|ya29\\.[\\w.-]{4,})");

    /** Long, of letters and digits: a key by its looks, unless an id's beginning says otherwise. */
    private static final Pattern RANDOM = Pattern.compile(
            "(?<![A-Za-z0-9])(?<!(?:req|toolu|srvtoolu|call|msg|resp|fc|rs|gen|chatcmpl|run|file|org|proj)[-_])"
                    + "(?=[A-Za-z]{0,60}\\d)(?=\\d{0,60}[A-Za-z])[A-Za-z0-9]{24,}");

    private Secrets() {}

    static String mask(String text) {
        String masked = SCHEME.matcher(text).replaceAll("$1 " + STARS);
        masked = NAMED.matcher(masked).replaceAll("$1" + STARS);
        masked = MARKED.matcher(masked).replaceAll(STARS);
        return RANDOM.matcher(masked).replaceAll(STARS);
    }
}
