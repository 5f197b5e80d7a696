package io.llmclient.core.http;

/** Reads one answer of a dialect. One object an answer, so it may keep state between events. */
public interface AnswerReader {

    /**
     * Reads the body of an unstreamed answer. Calls {@link Deltas#finish} or {@link Deltas#end} when there was one, so
     * that JSON which is no answer is told apart.
     */
    void whole(JsonCursor in, Deltas out);

    /**
     * Reads one event of a stream.
     *
     * @param event the wire's name of the event; empty where it has none
     */
    void event(String event, JsonCursor in, Deltas out);

    /** The stream has ended well: hands out what was kept until then. Not called for an answer that breaks off. */
    default void end(Deltas out) {}
}
