package io.llmclient.core.internal.failure;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what an error answer of a provider means, in one way for all of them. */
public final class Failures {

    private static final int MAX_MESSAGE = 500;
    private static final int MAX_ID = 200;

    /**
     * Where providers put their id of a request: Anthropic; OpenAI and most; AWS; Azure; Mistral; OpenRouter; DeepSeek;
     * Cohere.
     */
    private static final List<String> REQUEST_IDS = List.of(
            "request-id",
            "x-request-id",
            "x-amzn-requestid",
            "apim-request-id",
            "mistral-correlation-id",
            "x-kong-request-id",
            "x-generation-id",
            "x-ds-trace-id",
            "x-debug-trace-id",
            "x-litellm-call-id",
            "cf-ray");

    private Failures() {}

    /**
     * Classifies an error, which is an answer with such a status, or an error event or body inside a 200.
     *
     * @param status of the response
     * @param headers of the response, names in lower case
     * @param body of the response, or the data of the event; may be empty, cut or no JSON at all
     * @param codeOverrides what codes of this provider mean, where they are not the usual ones; they win
     * @param now for hints that name a moment, unless the response has a date
     * @return with kind, status, code, request id, wait and message; the message is the provider's own, shortened and
     *     without what looks like a key
     */
    public static LlmException.Builder classify(
            int status, Map<String, String> headers, byte[] body, Map<String, FailureKind> codeOverrides, Instant now) {
        ErrorFacts facts = new ErrorFacts(status, headers);
        readAwsType(headers.get("x-amzn-errortype"), facts);
        ErrorBody.read(body, facts);
        String requestId = requestId(headers);
        return LlmException.builder(kind(facts, codeOverrides))
                .message(message(facts, status))
                .status(status)
                .code(clean(facts.code(), MAX_ID))
                .requestId(requestId == null ? clean(facts.requestId(), MAX_ID) : requestId)
                .retryAfter(RetryHints.of(facts, now));
    }

    /** The provider's id of a request, from response headers with names in lower case. */
    public static @Nullable String requestId(Map<String, String> headers) {
        return REQUEST_IDS.stream()
                .map(headers::get)
                .filter(id -> id != null && !id.isBlank())
                .findFirst()
                .map(id -> Words.plain(id, MAX_ID))
                .orElse(null);
    }

    /** Whether a response header, its name in lower case, holds an id of the request. */
    public static boolean isRequestId(String header) {
        return REQUEST_IDS.contains(header);
    }

    private static FailureKind kind(ErrorFacts facts, Map<String, FailureKind> overrides) {
        return facts.codes().stream()
                .filter(overrides::containsKey)
                .findFirst()
                .map(overrides::get)
                .orElseGet(() -> FailureTable.kindOf(facts));
    }

    /** {@code ValidationException:http://internal.amazon.com/…}. */
    private static void readAwsType(@Nullable String type, ErrorFacts facts) {
        if (type != null) {
            String name = type.split(":", 2)[0];
            facts.addCode(name.substring(name.indexOf('#') + 1));
        }
    }

    private static String message(ErrorFacts facts, int status) {
        String words = clean(facts.message(), MAX_MESSAGE);
        return words == null || words.isEmpty() ? "HTTP " + status : words;
    }

    private static @Nullable String clean(@Nullable String text, int length) {
        return text == null ? null : Words.plain(Secrets.mask(text), length);
    }
}
