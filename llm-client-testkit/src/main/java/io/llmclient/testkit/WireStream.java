package io.llmclient.testkit;

/**
 * One streamed answer in a provider's own events. Stateful: the pieces are asked for once and in order. An empty text
 * is no event.
 */
interface WireStream {

    /** What comes with the headers, before any content. */
    String opening();

    /** A piece of content. */
    String event(Chunk chunk);

    /** What says that the content is whole: finish reason and usage. */
    String finish();

    /** The mark that ends the stream. */
    String mark();

    /** A sign of life that is no content. */
    String ping();

    /** An event that nobody can read. */
    String malformed();
}
