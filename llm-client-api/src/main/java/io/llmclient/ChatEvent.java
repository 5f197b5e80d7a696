package io.llmclient;

/**
 * One event of a stream. A stream brings content events in their order and ends in exactly one {@link Completed}, or in
 * an exception.
 *
 * <p>A part's position is not repeated in its events: deltas of a kind continue the part before them, and the whole
 * parts are in the completed answer. Later versions may add event types: skip what you don't know.
 */
public sealed interface ChatEvent {

    /** More of the text. */
    record TextDelta(String text) implements ChatEvent {}

    /** More of what the model thinks. */
    record ThinkingDelta(String text) implements ChatEvent {}

    /** More of the words in which the model declines to answer. */
    record RefusalDelta(String text) implements ChatEvent {}

    /**
     * The model begins to ask for a tool.
     *
     * @param index counts the tool calls of this answer, from 0
     */
    record ToolCallStarted(int index, String id, String name) implements ChatEvent {}

    /**
     * More of a tool call's arguments.
     *
     * @param arguments a fragment of JSON text
     */
    record ToolCallDelta(int index, String arguments) implements ChatEvent {}

    /** A tool call is whole. It is not handed out twice, and the stream won't be restarted after it. */
    record ToolCallCompleted(int index, Content.ToolCall call) implements ChatEvent {}

    /**
     * The stream broke and another candidate answers from the start: throw away what was shown. Only with {@link
     * StreamRecovery#RESTART}.
     *
     * @param cause what broke it
     */
    record Restarted(Candidate from, Candidate to, LlmException cause) implements ChatEvent {}

    /** The answer is whole. Always the last event. */
    record Completed(ChatResponse response) implements ChatEvent {}
}
