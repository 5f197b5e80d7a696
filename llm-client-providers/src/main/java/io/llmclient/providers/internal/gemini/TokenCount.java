package io.llmclient.providers.internal.gemini;

import io.llmclient.Usage;
import io.llmclient.core.http.JsonCursor;
import org.jspecify.annotations.Nullable;

/** The latest counts of an answer; every event of a stream brings them anew. */
final class TokenCount {

    private @Nullable Long prompt;
    private @Nullable Long toolPrompt;
    private @Nullable Long candidates;
    private @Nullable Long thoughts;
    private @Nullable Long cached;
    private @Nullable Long total;

    /** Reads counts, in place of all earlier ones; whether there are any. */
    boolean read(JsonCursor in) {
        boolean any = false;
        if (in.object()) {
            for (String name; (name = in.name()) != null; ) {
                if (name.endsWith("TokenCount")) {
                    if (!any) {
                        forget();
                    }
                    any = true;
                    set(name, in.number());
                }
            }
        }
        return any;
    }

    private void forget() {
        prompt = null;
        toolPrompt = null;
        candidates = null;
        thoughts = null;
        cached = null;
        total = null;
    }

    private void set(String name, @Nullable Long count) {
        switch (name) {
            case "promptTokenCount" -> prompt = count;
            case "toolUsePromptTokenCount" -> toolPrompt = count;
            case "candidatesTokenCount" -> candidates = count;
            case "thoughtsTokenCount" -> thoughts = count;
            case "cachedContentTokenCount" -> cached = count;
            case "totalTokenCount" -> total = count;
            default -> {}
        }
    }

    /** Gemini counts thoughts beside the candidates, and what its tools read beside the prompt. */
    Usage usage() {
        return Usage.builder()
                .input(sum(prompt, toolPrompt))
                .output(sum(candidates, thoughts))
                .cachedInput(cached)
                .reasoning(thoughts)
                .total(total)
                .build();
    }

    private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
        return one == null ? other : other == null ? one : Long.valueOf(one + other);
    }
}
