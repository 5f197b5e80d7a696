package io.llmclient.core.http;

import io.llmclient.spi.ProviderCall;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long one attempt still waits: its own limits, within the time of the whole stream, within the deadline of the
 * call. What is left is told as of the moment at which the wait began. For one thread; begins to wait when it is made.
 */
final class Patience {

    /**
     * After the finish reason only usage and the end mark may follow; a server that keeps the socket open is not waited
     * for.
     */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final ProviderCall call;
    private final long start;
    private long waitingSince;
    private long waited;
    private String late = "";
    private Duration lateLimit = Duration.ZERO;

    Patience(ProviderCall call) {
        this.call = call;
        start = call.time().nanoTime();
        waitingSince = start;
    }

    /** When the attempt began, by the clock of the call. */
    long start() {
        return start;
    }

    /** From here to {@link #resume()} the reader of a stream takes its own time. */
    void pause() {
        waited += call.time().nanoTime() - waitingSince;
    }

    /** The reader of a stream waits for its provider again. */
    void resume() {
        waitingSince = call.time().nanoTime();
    }

    /** What is left until the first content of a stream, or until the whole answer must be there. */
    Duration untilContent() {
        Duration limit = call.streaming()
                ? call.timeouts().firstToken()
                : call.timeouts().answer();
        late("no first token within ", limit);
        return least(limit.minusNanos(waitingSince - start));
    }

    /** What there is until the next content of a stream. */
    Duration untilNext() {
        Duration limit = call.timeouts().stall();
        late("no event for ", limit);
        return least(limit);
    }

    /** What there is until the end of a stream that has its finish reason. */
    Duration untilEnd() {
        return least(GRACE);
    }

    /** Which limit of a stream it is that came last out of this, in words for when it passes. */
    String late() {
        return late + readable(lateLimit);
    }

    private void late(String words, Duration limit) {
        late = words;
        lateLimit = limit;
    }

    private Duration least(Duration limit) {
        Duration least = limit;
        if (call.streaming()) {
            Duration whole = call.timeouts().stream();
            // Most streams are far from their end: no duration is made for them.
            if (whole.toSeconds() - limit.toSeconds() <= TimeUnit.NANOSECONDS.toSeconds(waited) + 1) {
                Duration left = whole.minusNanos(waited);
                if (left.compareTo(limit) < 0) {
                    late("the stream did not end within ", whole);
                    least = left;
                }
            }
        }
        return within(call, least);
    }

    /** A limit, or what is left of the call's time if that is less. */
    static Duration within(ProviderCall call, Duration limit) {
        Duration left = call.timeLeft();
        return left != null && left.compareTo(limit) < 0 ? left : limit;
    }

    private static String readable(Duration limit) {
        long millis = TimeUnit.MILLISECONDS.convert(limit); // of a limit without end as many as there are
        return millis % 1_000 == 0 ? limit.toSeconds() + " s" : millis + " ms";
    }
}
