package io.llmclient;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Asks the first provider of an ordered list that is able to answer.
 *
 * <p>A client is built once, shared by all threads of an application, and closed at its end. All three ways to ask take
 * the same road: deadline, failover, retry, circuit breaker.
 *
 * <p>Every method throws {@link IllegalArgumentException} for a request that can't be right, before any network call,
 * {@link IllegalStateException} after {@link #close()}, and otherwise only {@link LlmException}.
 */
public interface LlmClient extends AutoCloseable {

    /**
     * Asks and waits for the whole answer on the calling thread.
     *
     * <p>Interrupting the thread cancels the HTTP call, leaves the interrupt flag set and ends in an {@code
     * LlmException} of kind {@link FailureKind#CANCELLED}.
     *
     * @throws AllProvidersFailedException when several candidates were tried or skipped without an answer; a single one
     *     throws its own failure; neither where the client has a {@link LastResort} that answers
     * @throws LlmException when the failure is one that no other provider can mend, such as an invalid request
     */
    ChatResponse chat(ChatRequest request);

    /** Asks with one user message. */
    default ChatResponse chat(String userMessage) {
        return chat(ChatRequest.of(userMessage));
    }

    /**
     * Asks for an answer of this type and reads it.
     *
     * <p>The type is a record, or another class with fields and a no-argument constructor. Components may be numbers,
     * booleans, texts, enums, records, lists, sets, maps, {@code Optional}, and what {@code java.time} has for dates,
     * times and lengths of time. All of them are demanded, unless they are {@code Optional} or bear an annotation named
     * {@code Nullable}; {@link Description} explains them to the model. Scalars, enums and arrays can be the type, too.
     *
     * <p>The provider enforces the type's JSON Schema where it can; others are asked in words. Code fences around the
     * JSON don't matter. What the type's own constructor throws makes the answer invalid.
     *
     * @param request its response format is replaced
     * @throws IllegalArgumentException when JSON cannot express the type; before any network call
     * @throws StructuredOutputException when the answer was cut, refused or does not fit; it has the answer's text
     */
    <T> StructuredResponse<T> chat(ChatRequest request, Class<T> type);

    /** Asks for an answer of this type with one user message. */
    default <T> StructuredResponse<T> chat(String userMessage, Class<T> type) {
        return chat(ChatRequest.of(userMessage), type);
    }

    /**
     * Asks, executes the tools that the model calls, hands it the results, and asks again, until it answers without a
     * call or the limit of rounds is reached: {@link ToolRun#outcome()} says which.
     *
     * <p>Each round is a call like {@link #chat(ChatRequest)}, with its own failover. Results are part of the
     * conversation, so no failure makes a tool run twice. The rounds stay with the provider that answered, as those of
     * one conversation do.
     *
     * <p>The calls of one round are executed at the same time on the client's executor, and their results are in the
     * order of the calls. What a tool throws, a tool that is not there, and arguments that cannot be read become error
     * results, which the model sees.
     *
     * <p>The deadline binds the whole run. When it passes, or the calling thread is interrupted, or the client is
     * closed, the threads of waiting tools are interrupted, and the run ends without waiting for them.
     *
     * @param request without tools of its own
     * @throws IllegalArgumentException when the request has tools, two tools have one name, or JSON cannot express a
     *     tool's arguments; before any network call
     * @throws ToolRunException when a round failed after tools were executed; it has what was done
     * @throws LlmException when the first round failed, as {@link #chat(ChatRequest)}
     */
    ToolRun run(ChatRequest request, Tools tools);

    /**
     * As {@link #run(ChatRequest, Tools)}, with every round streamed: its events are handed out as they come, on the
     * calling thread, one {@link ChatEvent.Completed} a round. Tools are executed when the answer that calls them is
     * whole, so what a {@link ChatEvent.Restarted} takes back was never executed.
     *
     * @param events gets the events; what it throws ends the run and reaches the caller
     */
    ToolRun run(ChatRequest request, Tools tools, Consumer<? super ChatEvent> events);

    /** Asks with these tools, for as many rounds as {@link Tools#of} allows. */
    default ToolRun run(ChatRequest request, TypedTool<?>... tools) {
        return run(request, Tools.of(tools));
    }

    /** Asks one user message with these tools. */
    default ToolRun run(String userMessage, TypedTool<?>... tools) {
        return run(ChatRequest.of(userMessage), Tools.of(tools));
    }

    /**
     * Prepares a stream of events, pulled by the caller on its own thread.
     *
     * <p>Nothing is sent before the first pull. Failures of providers surface there, and only when no candidate could
     * begin an answer. The stream must be closed; closing it early cancels the HTTP call.
     */
    ChatStream stream(ChatRequest request);

    /** Streams the answer to one user message. */
    default ChatStream stream(String userMessage) {
        return stream(ChatRequest.of(userMessage));
    }

    /**
     * Asks on another thread: a virtual one where the JVM has them, unless the client was built with an executor.
     *
     * <p>The future fails with the same exceptions that {@link #chat(ChatRequest)} throws. Cancelling it cancels the
     * HTTP call.
     */
    CompletableFuture<ChatResponse> chatAsync(ChatRequest request);

    /** Asks with one user message on another thread. */
    default CompletableFuture<ChatResponse> chatAsync(String userMessage) {
        return chatAsync(ChatRequest.of(userMessage));
    }

    /**
     * Cancels the calls in flight and releases connections and threads. Further calls fail; closing twice does nothing.
     */
    @Override
    void close();
}
