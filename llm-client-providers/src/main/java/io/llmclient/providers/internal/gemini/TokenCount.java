package io.llmclient.providers.internal.gemini;

import io.llmclient.Usage;
import io.llmclient.core.http.JsonCursor;
import org.jspecify.annotations.Nullable;

/** The latest counts of an answer; every event of a stream brings them anew, so none is made an object before the end. */
final class TokenCount {

    private static final long UNKNOWN = -1;

    private boolean fresh;
    private long prompt;
    private long toolPrompt;
    private long candidates;
    private long thoughts;
    private long cached;
    private long total;

    TokenCount() {
        forget();
    }

    /** Reads counts, in place of all earlier ones; whether there are any. */
    boolean read(JsonCursor in) {
        fresh = false;
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                switch (name) {
                    case "promptTokenCount" -> prompt = count(in);
                    case "toolUsePromptTokenCount" -> toolPrompt = count(in);
                    case "candidatesTokenCount" -> candidates = count(in);
                    case "thoughtsTokenCount" -> thoughts = count(in);
                    case "cachedContentTokenCount" -> cached = count(in);
                    case "totalTokenCount" -> total = count(in);
                    default -> {}
                }
            }
        }
        return fresh;
    }

    private long count(JsonCursor in) {
        if (!fresh) {
            forget();
            fresh = true;
        }
        return in.number(UNKNOWN);
    }

    private void forget() {
        prompt = UNKNOWN;
        toolPrompt = UNKNOWN;
        candidates = UNKNOWN;
        thoughts = UNKNOWN;
        cached = UNKNOWN;
        total = UNKNOWN;
    }

    /** Gemini counts thoughts beside the candidates, and what its tools read beside the prompt. */
    Usage usage() {
        return Usage.builder()
                .input(sum(prompt, toolPrompt))
                .output(sum(candidates, thoughts))
                .cachedInput(known(cached))
                .reasoning(known(thoughts))
                .total(known(total))
                .build();
    }

    private static @Nullable Long sum(long one, long other) {
        return one < 0 ? known(other) : known(other < 0 ? one : one + other);
    }

    private static @Nullable Long known(long count) {
        return count < 0 ? null : Long.valueOf(count);
    }
}
