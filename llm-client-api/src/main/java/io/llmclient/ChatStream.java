package io.llmclient;

import java.util.Iterator;

/**
 * An answer as it comes, pulled by the caller: the provider is read no faster than this is.
 *
 * <p>One thread pulls; any thread may {@link #close()}. Closing early cancels the HTTP call, and counts neither for nor
 * against the provider.
 */
public interface ChatStream extends Iterable<ChatEvent>, AutoCloseable {

    /**
     * The events. There is one iterator: asking again gives the same one.
     *
     * <p>Its {@code hasNext} waits for the next event. It throws {@link LlmException} when the answer failed, {@link
     * StreamInterruptedException} when that was after content was handed out.
     */
    @Override
    Iterator<ChatEvent> iterator();

    /** Reads what is left and returns the whole answer. Throws what {@link #iterator()} throws. */
    ChatResponse response();

    /** Ends the stream; closing twice does nothing. */
    @Override
    void close();
}
