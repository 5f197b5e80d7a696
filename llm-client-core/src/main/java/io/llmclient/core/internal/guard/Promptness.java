package io.llmclient.core.internal.guard;

import io.llmclient.BreakerPolicy;
import io.llmclient.ChatResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** How long one candidate takes to its first content, and whether that is too long. Safe for use by several threads. */
public final class Promptness {

    private static final Duration PER_TOKEN = Duration.ofMillis(200);

    /** Of a provider that does not count: about what all of them take for one. */
    private static final int CHARS_PER_TOKEN = 4;

    private final @Nullable Duration slowAfter;
    private final Latest streamed = new Latest();
    private final Latest whole = new Latest();

    public Promptness(BreakerPolicy policy) {
        this.slowAfter = policy.slowAfter();
    }

    /** Whether nobody would call this slow, whatever was written. */
    public boolean isPrompt(Duration toContent) {
        return slowAfter == null || toContent.compareTo(slowAfter) <= 0;
    }

    /** Remembers the time of an answer that is complete, and says whether it was slow for what was written in it. */
    public boolean wasSlow(Duration toContent, ChatResponse answer, boolean streamedAnswer) {
        (streamedAnswer ? streamed : whole).add(toContent);
        if (slowAfter == null || isPrompt(toContent)) {
            return false;
        }
        return toContent.compareTo(slowAfter.plus(PER_TOKEN.multipliedBy(tokens(answer, streamedAnswer)))) > 0;
    }

    /** The tokens that came before the first content, thoughts mostly, or all of an answer that came as a whole. */
    private static long tokens(ChatResponse answer, boolean streamedAnswer) {
        Long counted =
                streamedAnswer ? answer.usage().reasoning() : answer.usage().output();
        if (counted != null) {
            return counted;
        }
        return streamedAnswer ? 0 : answer.text().length() / CHARS_PER_TOKEN;
    }

    /** The time that so many percent of the latest answers did not exceed; null while too few are known. */
    public @Nullable Duration percentile(int percent, boolean streamedAnswers) {
        return (streamedAnswers ? streamed : whole).percentile(percent);
    }

    /** The latest times. */
    private static final class Latest {
        private static final int KEPT = 128;

        /** Fewer say nothing about a percentile near the end. */
        private static final int ENOUGH = 20;

        private final ReentrantLock lock = new ReentrantLock();
        private final long[] nanos = new long[KEPT];
        private int count;

        void add(Duration time) {
            lock.lock();
            try {
                nanos[count++ % KEPT] = time.toNanos();
                count = count == 2 * KEPT ? KEPT : count;
            } finally {
                lock.unlock();
            }
        }

        @Nullable
        Duration percentile(int percent) {
            long[] sorted;
            lock.lock();
            try {
                if (count < ENOUGH) {
                    return null;
                }
                sorted = Arrays.copyOf(nanos, Math.min(count, KEPT));
            } finally {
                lock.unlock();
            }
            Arrays.sort(sorted);
            return Duration.ofNanos(sorted[(int) Math.ceil(sorted.length * percent / 100.0) - 1]);
        }
    }
}
