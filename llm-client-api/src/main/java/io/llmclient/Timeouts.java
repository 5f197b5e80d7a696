package io.llmclient;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a client waits for one attempt at a provider. Immutable. A limit over everything, retries and failovers
 * included, is {@link ChatRequest.Builder#deadline(Duration)}.
 *
 * <p>A limit that is not set depends on whether the model thinks before it answers, since many show nothing of their
 * thoughts: see {@link #whileThinking()}. One that is set holds for all models.
 */
public final class Timeouts {

    private static final Timeouts DEFAULTS = new Timeouts(
            new Values(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(90)),
            new Values(Duration.ofSeconds(90), Duration.ofSeconds(60), Duration.ofMinutes(10), Duration.ofMinutes(10)));

    private final Values values;
    private final Values thinking;

    private Timeouts(Values values, Values thinking) {
        this.values = values;
        this.thinking = thinking;
    }

    /**
     * 15 s to the first token, 30 s between events, 10 min for a whole stream, 90 s for a whole answer; where the model
     * thinks first, 90 s, 60 s, 10 min and 10 min.
     */
    public static Timeouts defaults() {
        return DEFAULTS;
    }

    /**
     * These limits for a model that thinks first. The client takes them when a request asks for thinking, and for a
     * model that is known to think unasked.
     */
    public Timeouts whileThinking() {
        return new Timeouts(thinking, thinking);
    }

    /**
     * From the start of a streamed attempt to its first content: text, thinking or tool call; pings don't count.
     * Default 15 s, 90 s while thinking.
     */
    public Duration firstToken() {
        return values.firstToken;
    }

    /** Between two content events of a stream. Default 30 s, 60 s while thinking. */
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

    /** For a whole, unstreamed answer. Default 90 s, 10 min while thinking. */
    public Duration answer() {
        return values.answer;
    }

    /** The same with another limit to the first token. */
    public Timeouts withFirstToken(Duration limit) {
        return new Timeouts(values.firstToken(limit), thinking.firstToken(limit));
    }

    /** The same with another limit between two events. */
    public Timeouts withStall(Duration limit) {
        return new Timeouts(values.stall(limit), thinking.stall(limit));
    }

    /** The same with another limit for a whole stream. */
    public Timeouts withStream(Duration limit) {
        return new Timeouts(values.stream(limit), thinking.stream(limit));
    }

    /** The same with another limit for a whole answer. */
    public Timeouts withAnswer(Duration limit) {
        return new Timeouts(values.answer(limit), thinking.answer(limit));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Timeouts that && values.equals(that.values) && thinking.equals(that.thinking);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return "Timeouts" + values + (thinking.equals(values) ? "" : ", while thinking " + thinking);
    }

    private record Values(Duration firstToken, Duration stall, Duration stream, Duration answer) {
        Values {
            Check.positive("timeouts.firstToken", firstToken);
            Check.positive("timeouts.stall", stall);
            Check.positive("timeouts.stream", stream);
            Check.positive("timeouts.answer", answer);
        }

        Values firstToken(Duration limit) {
            return new Values(limit, stall, stream, answer);
        }

        Values stall(Duration limit) {
            return new Values(firstToken, limit, stream, answer);
        }

        Values stream(Duration limit) {
            return new Values(firstToken, stall, limit, answer);
        }

        Values answer(Duration limit) {
            return new Values(firstToken, stall, stream, limit);
        }

        @Override
        public String toString() {
            return "[firstToken=" + firstToken + ", stall=" + stall + ", stream=" + stream + ", answer=" + answer + "]";
        }
    }
}
