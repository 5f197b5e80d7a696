package io.llmclient.examples.crashcard;

import io.llmclient.BreakerState;
import io.llmclient.Candidate;
import java.util.List;

/**
 * What happened in one scenario, as a {@link Timeline} saw it. Times are nanoseconds since the first event, as it was
 * played.
 *
 * @param calls the callers' side: a bar a call, in the order in which they began
 * @param lanes the providers' side: a lane a candidate, in the client's order
 * @param end of the last event
 */
record Story(List<Bar> calls, List<Lane> lanes, List<Failover> failovers, long end) {

    Story {
        calls = List.copyOf(calls);
        lanes = List.copyOf(lanes);
        failovers = List.copyOf(failovers);
    }

    /** What a bar means. */
    enum Kind {
        OK("ok"),
        FAILED("failed"),
        CANCELLED("cancelled"),
        UNFINISHED("under way"),
        SKIPPED("not asked"),
        WAIT("wait");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** Whether something ran, rather than did not. */
        boolean isWork() {
            return this != SKIPPED && this != WAIT;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * Something that took time.
     *
     * @param to the same as {@code from} when it was skipped
     * @param label the outcome, as short as it can be
     * @param detail the outcome in full
     * @param words when they arrived
     * @param restarts when the words before were taken back
     */
    record Bar(long from, long to, Kind kind, String label, String detail, List<Long> words, List<Long> restarts) {
        Bar {
            words = List.copyOf(words);
            restarts = List.copyOf(restarts);
        }
    }

    /** What happened to one candidate; its breaker is closed before the first change. */
    record Lane(Candidate candidate, List<Bar> bars, List<Change> breaker) {
        Lane {
            bars = List.copyOf(bars);
            breaker = List.copyOf(breaker);
        }
    }

    /** A breaker changed. */
    record Change(long at, BreakerState to) {}

    /** A call went on to another candidate. */
    record Failover(long at, Candidate from, Candidate to) {}
}
