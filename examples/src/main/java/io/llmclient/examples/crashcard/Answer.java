package io.llmclient.examples.crashcard;

import io.llmclient.ChatEvent;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.FailureKind;
import io.llmclient.FinishReason;
import io.llmclient.LlmClient;
import io.llmclient.LlmException;
import io.llmclient.StreamInterruptedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one caller got out of one streamed call.
 *
 * @param shown the words that it was left with, after whatever it was told to throw away
 * @param response the answer; null when the call failed
 * @param failure why it failed; null when there is an answer
 * @param took from the question to the end
 * @param afterLastWord from the last word to the end
 */
record Answer(
        String shown,
        @Nullable ChatResponse response,
        @Nullable LlmException failure,
        Duration took,
        Duration afterLastWord) {

    /** Asks, and reads to the end, however that is; the client has this timeline for a listener. */
    static Answer of(LlmClient client, String question, Timeline timeline) {
        return new Reading(client, question, timeline).read();
    }

    /** Whether the caller has exactly these words, and the client says the same. */
    boolean isExactly(String words) {
        return response != null && shown.equals(words) && response.text().equals(words);
    }

    /** Whether it says in plain words that it is not whole, and holds what there is of it. */
    boolean isCleanError(String words) {
        return failure instanceof StreamInterruptedException broken
                && !shown.isEmpty()
                && words.startsWith(shown)
                && shown.equals(broken.partial().text());
    }

    /**
     * Whether its caller learns that a content policy is the reason: a failure, or an answer of nothing that ends so,
     * as Gemini tells it.
     */
    boolean wasFiltered() {
        return response == null
                ? failure != null && failure.kind() == FailureKind.CONTENT_FILTERED
                : shown.isEmpty() && response.finishReason() == FinishReason.CONTENT_FILTER;
    }

    int words() {
        return shown.isBlank() ? 0 : shown.strip().split(" ", -1).length;
    }

    /** The provider that answered, by its name in the client; null when none did. */
    @Nullable
    String servedBy() {
        return response == null || response.route().servedBy() == null
                ? null
                : response.route().servedBy().provider();
    }

    private static final class Reading {
        private final LlmClient client;
        private final String question;
        private final Timeline timeline;
        private final StringBuilder shown = new StringBuilder();
        private final long start = System.nanoTime();
        private long lastWord = start;

        Reading(LlmClient client, String question, Timeline timeline) {
            this.client = client;
            this.question = question;
            this.timeline = timeline;
        }

        Answer read() {
            try (ChatStream stream = client.stream(question)) {
                stream.forEach(this::take);
                return ended(stream.response(), null);
            } catch (LlmException failure) {
                return ended(null, failure);
            }
        }

        private void take(ChatEvent event) {
            if (event instanceof ChatEvent.TextDelta delta) {
                shown.append(delta.text());
                lastWord = System.nanoTime();
                timeline.word();
            } else if (event instanceof ChatEvent.Restarted) {
                shown.setLength(0);
                timeline.restarted();
            }
        }

        private Answer ended(@Nullable ChatResponse response, @Nullable LlmException failure) {
            long now = System.nanoTime();
            return new Answer(
                    shown.toString(),
                    response,
                    failure,
                    Duration.ofNanos(now - start),
                    Duration.ofNanos(now - lastWord));
        }
    }
}
