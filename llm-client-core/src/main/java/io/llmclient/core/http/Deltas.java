package io.llmclient.core.http;

import io.llmclient.FinishReason;
import io.llmclient.Usage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a dialect puts what it reads, in the order it reads it; the same for whole answers and for streams. Null and
 * empty fragments are ignored, so a reader need not check.
 *
 * <p>Fragments of one kind in a row make one part. A part ends when another kind follows or at {@link #endPart()}.
 */
public interface Deltas {

    /** The current value is the provider's id of the answer. The first one counts; later ones are not even read. */
    void id(JsonCursor in);

    /** The current value is the model that answers. The first one counts; later ones are not even read. */
    void model(JsonCursor in);

    /** More text. */
    void text(@Nullable String fragment);

    /** More of what the model thinks. */
    void thinking(@Nullable String fragment);

    /** More words of a refusal. */
    void refusal(@Nullable String fragment);

    /**
     * The opaque mark of the part in progress, or of an empty thinking part if there is none. A second mark replaces
     * the first. Ends nothing.
     */
    void sign(@Nullable String signature);

    /**
     * A tool call or a fragment of one. Fragments find their call by index, then by id, then the last one is meant; a
     * new id with a name under a known index is a new call.
     *
     * @param index the wire's index; −1 where it has none
     * @param id null or empty where the wire repeats none; the library gives a call without one an id of its own
     * @param name null or empty where the wire does not repeat it
     * @param arguments a fragment of JSON text
     */
    void toolCall(int index, @Nullable String id, @Nullable String name, @Nullable String arguments);

    /** A part that only the provider understands, as one JSON object. */
    void opaque(String type, String json);

    /** A text as numbers, in the order of the texts. Only embedding models answer so; others ignore it. */
    default void vector(float[] values) {}

    /** The part in progress is whole: a tool call is handed out, and more text is another part. */
    void endPart();

    /**
     * The tokens it took so far. Asked for once, when the answer is put together: some providers count in every event.
     * The last one counts.
     */
    void usage(Supplier<Usage> usage);

    /**
     * Why the answer ends. The last one counts. From here on only usage is awaited, and an end of the stream is a good
     * one.
     */
    void finish(FinishReason reason, @Nullable String raw);

    /** The wire's own end mark: nothing follows. */
    void end();

    /** What was just read is not an answer but an error: it is classified like the body of an HTTP error. */
    void fail();
}
