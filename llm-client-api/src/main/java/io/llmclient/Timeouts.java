package io.llmclient;

import java.time.Duration;

/**
 * How long a provider may be silent. There is no total limit for a stream: a long answer that keeps coming is healthy; a limit over everything
 * is {@link ChatRequest.Builder#deadline(Duration)}.
 *
 * @param firstToken from the start of a streamed attempt to its first content (text, thinking or tool call; pings don't count). Default 15 s;
 *     models that think before they show anything need more
 * @param stall between two content events of a stream. Default 30 s
 * @param answer for a whole, unstreamed answer. Default 90 s
 */
public record Timeouts(Duration firstToken, Duration stall, Duration answer) {

    private static final Timeouts DEFAULTS =
            new Timeouts(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(90));

    public Timeouts {
        Check.positive("timeouts.firstToken", firstToken);
        Check.positive("timeouts.stall", stall);
        Check.positive("timeouts.answer", answer);
    }

    /** 15 s to the first token, 30 s between events, 90 s for a whole answer. */
    public static Timeouts defaults() {
        return DEFAULTS;
    }

    /** The same with another limit to the first token. */
    public Timeouts withFirstToken(Duration limit) {
        return new Timeouts(limit, stall, answer);
    }

    /** The same with another limit between two events. */
    public Timeouts withStall(Duration limit) {
        return new Timeouts(firstToken, limit, answer);
    }

    /** The same with another limit for a whole answer. */
    public Timeouts withAnswer(Duration limit) {
        return new Timeouts(firstToken, stall, limit);
    }
}
