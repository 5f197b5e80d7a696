package io.llmclient.testkit;

import io.llmclient.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * How the answer of a {@link Reply} ends.
 *
 * @param how well, or in which way badly
 * @param after how many chunks come before the bad end; one that is larger than the answer means after its last chunk,
 *     before the finish reason. 0 where the end is good or never comes
 * @param fault the failure that is told inside the stream; null unless {@code how} is {@link How#FAULT}
 */
public record Ending(How how, int after, @Nullable Fault fault) {

    /** The ways to end. */
    public enum How {
        /** With everything that belongs to it. */
        WHOLE,
        /**
         * Finish reason and usage come, but not the mark that ends the stream ({@code [DONE]}, {@code message_stop}):
         * still a whole answer.
         */
        UNMARKED,
        /** The body ends properly, but too early: no finish reason, no mark. An unstreamed body is half its JSON. */
        CUT,
        /** The socket is reset. */
        RESET,
        /** Silence; the socket stays open. */
        STALL,
        /** An error event inside the stream. An unstreamed answer is the error itself. */
        FAULT,
        /** The chunk comes again and again. An unstreamed answer never comes. */
        ENDLESS
    }

    static final Ending WHOLE = new Ending(How.WHOLE, 0, null);

    public Ending {
        if (after < 0) {
            throw new IllegalArgumentException("after must be 0 or more chunks, not " + after);
        }
        if ((how == How.FAULT) != (fault != null)) {
            throw new IllegalArgumentException("a fault goes with FAULT, and only with it");
        }
    }

    /** What a correct client reports, or null when the answer is whole. */
    public @Nullable FailureKind kind() {
        return switch (how) {
            case WHOLE, UNMARKED -> null;
            case CUT, RESET -> FailureKind.STREAM_INTERRUPTED;
            case STALL -> FailureKind.TIMED_OUT;
            case FAULT -> fault == null ? null : fault.kind();
            case ENDLESS -> FailureKind.MALFORMED_RESPONSE; // at some size that is no answer any more
        };
    }
}
