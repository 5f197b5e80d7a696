package io.llmclient;

/** Why an answer ended. The provider's own word is {@link ChatResponse#rawFinishReason()}. */
public enum FinishReason {
    /** The model was done, or met a stop sequence. */
    STOP,
    /** The limit of tokens was reached; the text is cut. */
    LENGTH,
    /** The model waits for tool results. */
    TOOL_CALLS,
    /** The provider withheld the answer or the model refused. */
    CONTENT_FILTER,
    /** The provider says that generating failed, such as Gemini's {@code MALFORMED_FUNCTION_CALL}. */
    ERROR,
    /** A reason that this version does not know, or none was given. */
    OTHER
}
