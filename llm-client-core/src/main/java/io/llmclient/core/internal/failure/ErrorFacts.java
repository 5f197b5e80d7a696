package io.llmclient.core.internal.failure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an error answer says, whatever shape it has. Filled by {@link ErrorBody}, judged by {@link FailureTable}. */
final class ErrorFacts {

    /** Of hostile bodies, too, only so much is searched for phrases. */
    private static final int SEARCHED = 4_000;

    private static final int LONGEST_MESSAGE = 2_000;

    private static final Pattern URL = Pattern.compile("https?://\\S+");

    private final int httpStatus;
    private final Map<String, String> headers;
    private final List<String> codes = new ArrayList<>();
    private final Set<String> messages = new LinkedHashSet<>();
    private final List<String> limits = new ArrayList<>();
    private final Map<String, String> inner = new LinkedHashMap<>();
    private @Nullable Integer bodyStatus;
    private @Nullable String retryDelay;
    private @Nullable String requestId;

    ErrorFacts(int httpStatus, Map<String, String> headers) {
        this.httpStatus = httpStatus;
        // Anthropic's good answers have a Retry-After, too, which is no hint for an error inside.
        this.headers = httpStatus / 100 == 2 ? Map.of() : headers;
    }

    void addCode(String code) {
        if (!code.isBlank() && codes.size() < 32) {
            codes.add(code.strip());
        }
    }

    void addMessage(String message) {
        if (!message.isBlank() && messages.size() < 8) {
            String words = message.strip();
            messages.add(words.length() > LONGEST_MESSAGE ? words.substring(0, LONGEST_MESSAGE) : words);
        }
    }

    /** A quota that was passed, by its id or its value. */
    void addLimit(String limit) {
        limits.add(limit);
    }

    /** A header that the body quotes from somebody behind the provider. */
    void addInnerHeader(String name, String value) {
        inner.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
    }

    void bodyStatus(int status) {
        if (bodyStatus == null && isErrorStatus(status)) {
            bodyStatus = status;
        }
    }

    void retryDelay(String delay) {
        retryDelay = delay;
    }

    void requestId(String id) {
        if (requestId == null && !id.isBlank()) {
            requestId = id;
        }
    }

    /**
     * The HTTP status, or in its stead the one that the body of a 200 names; 0 when there is none that tells of an
     * error.
     */
    int status() {
        if (isErrorStatus(httpStatus) || bodyStatus == null) {
            return httpStatus / 100 == 2 ? 0 : httpStatus;
        }
        return bodyStatus;
    }

    /** All codes and types, from the most general place to the most special. */
    List<String> codes() {
        return codes;
    }

    /** The code to show: not a number that only repeats the status, if there is another. */
    @Nullable
    String code() {
        return codes.stream()
                .filter(code -> !isStatusNumber(code))
                .findFirst()
                .orElse(codes.isEmpty() ? null : codes.get(0));
    }

    /** The provider's words, joined; empty when it had none. */
    String message() {
        return String.join(": ", messages);
    }

    /** All words in which to look for phrases: in lower case and without URLs, whose paths are no statements. */
    String searched() {
        String all = String.join("\n", messages) + "\n" + String.join("\n", limits);
        String some = all.length() > SEARCHED ? all.substring(0, SEARCHED) : all;
        return URL.matcher(some).replaceAll("").toLowerCase(Locale.ROOT);
    }

    boolean hasRetryAfter() {
        return headers.containsKey("retry-after");
    }

    /** The response's headers, and those that the body quotes. */
    Map<String, String> headers() {
        if (inner.isEmpty()) {
            return headers;
        }
        Map<String, String> all = new LinkedHashMap<>(inner);
        all.putAll(headers);
        return all;
    }

    /** Google's {@code RetryInfo.retryDelay}. */
    @Nullable
    String retryDelay() {
        return retryDelay;
    }

    /** The request id that the body names. */
    @Nullable
    String requestId() {
        return requestId;
    }

    private static boolean isErrorStatus(int status) {
        return status >= 400 && status < 600;
    }

    static boolean isStatusNumber(String code) {
        return code.length() == 3 && code.chars().allMatch(Character::isDigit) && isErrorStatus(Integer.parseInt(code));
    }
}
