package io.llmclient;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One part of a message. The order of parts is kept and replayed as it was.
 *
 * <p>Not every part fits every role: media go into user messages and tool results; {@link Thinking}, {@link ToolCall},
 * {@link Refusal}, {@link Opaque} and {@link Vector} into assistant messages. {@link Message} checks this when it is built.
 */
public sealed interface Content {

    /** A text part. */
    static Text text(String text) {
        return new Text(text, null);
    }

    /** An image by its bytes. */
    static Image image(String mimeType, byte[] bytes) {
        return new Image(Media.bytes(mimeType, bytes), null);
    }

    /** An image that the provider fetches from a URL. */
    static Image image(String url) {
        return new Image(Media.url(url), null);
    }

    /** A document, such as a PDF, by its bytes. The title is what the model sees as its name; null for none. */
    static Document document(String mimeType, byte[] bytes, @Nullable String title) {
        return new Document(Media.bytes(mimeType, bytes), title, false);
    }

    /** A sound by its bytes, such as {@code audio/wav} or {@code audio/mpeg}. */
    static Audio audio(String mimeType, byte[] bytes) {
        return new Audio(Media.bytes(mimeType, bytes));
    }

    /**
     * Words.
     *
     * @param text may be empty; empty texts are left out where a provider refuses them. Half a surrogate pair becomes
     *     U+FFFD and NUL is dropped, since providers refuse both
     * @param origin set on texts that a provider signed (Gemini), else null
     */
    record Text(String text, @Nullable Origin origin) implements Content {
        public Text {
            text = Check.wellFormed(text);
        }
    }

    /**
     * A picture.
     *
     * @param detail a provider's wish for resolution, such as OpenAI's {@code low}, {@code high}, {@code auto}; null
     *     for its default
     */
    record Image(Media media, @Nullable String detail) implements Content {}

    /**
     * A document.
     *
     * @param title the name that the model sees, or null
     * @param citations whether the answer shall cite it, where the provider can (Anthropic)
     */
    record Document(Media media, @Nullable String title, boolean citations) implements Content {}

    /** A sound. */
    record Audio(Media media) implements Content {}

    /**
     * What a model thought before it answered. Replayed to whom it came from, dropped elsewhere.
     *
     * @param text the thoughts or their summary; empty where the provider shows only a signature
     * @param origin who thought it; null means unknown, and then it is replayed to nobody
     */
    record Thinking(String text, @Nullable Origin origin) implements Content {
        public Thinking {
            text = Check.wellFormed(text);
        }
    }

    /**
     * The model asks for a tool.
     *
     * @param id pairs the call with its result; unique in a conversation. Given by the provider, or by the library
     *     where the wire has none
     * @param name the tool's name
     * @param arguments a JSON object as text, {@code {}} when empty. When an answer was cut for length it may be half
     *     an object
     * @param origin set where a provider signed the call (Gemini), else null
     */
    record ToolCall(
            String id,
            String name,
            String arguments,
            @Nullable Origin origin) implements Content {
        public ToolCall {
            Check.notBlank("toolCall.id", id);
            Check.notBlank("toolCall.name", name);
            arguments = arguments.isBlank() ? "{}" : Check.wellFormed(arguments);
        }

        /** A call without an origin. */
        public ToolCall(String id, String name, String arguments) {
            this(id, name, arguments, null);
        }
    }

    /** The model declined to answer, in words of its own. */
    record Refusal(String text) implements Content {
        public Refusal {
            text = Check.wellFormed(text);
        }
    }

    /**
     * A part that only its provider understands (a tool run by the provider, its result, redacted thinking), kept as
     * the JSON it came in and replayed verbatim to whom it came from. Dropped elsewhere.
     *
     * @param type the provider's name for it, such as {@code server_tool_use}
     * @param json one JSON object
     */
    record Opaque(String type, String json, Origin origin) implements Content {
        public Opaque {
            Json.requireObject("opaque.json", json);
        }
    }

    /**
     * A mark, not content: the prompt up to here is stable, so the provider may cache it. Ignored where caching is
     * automatic.
     *
     * @param ttl how long to keep it; null for the provider's default. Anthropic knows 5 minutes and 1 hour
     */
    record CachePoint(@Nullable Duration ttl) implements Content {
        public CachePoint {
            if (ttl != null) {
                Check.positive("cachePoint.ttl", ttl);
            }
        }
    }

    /** A text as numbers, which is what an embedding model answers. No chat model reads it: dropped in conversations. */
    final class Vector implements Content {
        private final float[] values;

        /** A copy of these numbers. */
        public Vector(float[] values) {
            this.values = values.clone();
        }

        /** A copy of the numbers. */
        public float[] values() {
            return values.clone();
        }

        /** How many numbers there are. */
        public int dimension() {
            return values.length;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Vector that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        /** Says how long it is, not what is in it. */
        @Override
        public String toString() {
            return "Vector[" + values.length + " numbers]";
        }
    }
}
