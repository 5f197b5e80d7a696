package io.llmclient;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a client waits for one attempt at a provider. Immutable. A limit over everything, retries and failovers
 * included, is {@link ChatRequest.Builder#deadline(Duration)}.
 */
public final class Timeouts {

    private static final Timeouts DEFAULTS = new Timeouts(
            new Values(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(90)));

    private final Values values;

    private Timeouts(Values values) {
        this.values = values;
    }

    /** 15 s to the first token, 30 s between events, 10 min for a whole stream, 90 s for a whole answer. */
    public static Timeouts defaults() {
        return DEFAULTS;
    }

    /**
     * From the start of a streamed attempt to its first content: text, thinking or tool call; pings don't count.
     * Default 15 s; models that think before they show anything need more.
     */
    public Duration firstToken() {
        return values.firstToken;
    }

    /** Between two content events of a stream. Default 30 s. */
    public Duration stall() {
        return values.stall;
    }

    /**
     * For a whole stream, without the time that its reader takes between two events. Default 10 min, as the
     * providers' own SDKs: a long answer that keeps coming is healthy, but one that never ends is not.
     */
    public Duration stream() {
        return values.stream;
    }

    /** For a whole, unstreamed answer. Default 90 s. */
    public Duration answer() {
        return values.answer;
    }

    /** The same with another limit to the first token. */
    public Timeouts withFirstToken(Duration limit) {
        return new Timeouts(new Values(limit, values.stall, values.stream, values.answer));
    }

    /** The same with another limit between two events. */
    public Timeouts withStall(Duration limit) {
        return new Timeouts(new Values(values.firstToken, limit, values.stream, values.answer));
    }

    /** The same with another limit for a whole stream. */
    public Timeouts withStream(Duration limit) {
        return new Timeouts(new Values(values.firstToken, values.stall, limit, values.answer));
    }

    /** The same with another limit for a whole answer. */
    public Timeouts withAnswer(Duration limit) {
        return new Timeouts(new Values(values.firstToken, values.stall, values.stream, limit));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Timeouts that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return "Timeouts" + values;
    }

    private record Values(Duration firstToken, Duration stall, Duration stream, Duration answer) {
        Values {
            Check.positive("timeouts.firstToken", firstToken);
            Check.positive("timeouts.stall", stall);
            Check.positive("timeouts.stream", stream);
            Check.positive("timeouts.answer", answer);
        }
    }
}
