package io.llmclient.spi;

import io.llmclient.ChatEvent;
import io.llmclient.ChatResponse;
import io.llmclient.LlmException;

/**
 * One answer of a provider as it comes. Read by one thread; {@link ProviderCall#cancellation()} stops it from another.
 *
 * <p>A whole answer is a stream of one {@link ChatEvent.Completed}.
 */
public interface ProviderStream extends AutoCloseable {

    /**
     * Waits for the next event. After {@link ChatEvent.Completed} it must not be called again.
     *
     * @throws LlmException when the answer failed or broke off; it must not be called again after that either
     */
    ChatEvent next();

    /** The answer as far as it came; tool calls only when they are whole. */
    ChatResponse partial();

    /**
     * Ends the answer and releases the connection: for reuse when it was read to its end, else by closing it. Closing
     * twice does nothing.
     */
    @Override
    void close();
}
