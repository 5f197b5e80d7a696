package io.llmclient.core.internal.json;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.RecyclerPool;

/** Makes the parsers and generators, with limits that a hostile server runs into. */
public final class JsonIo {

    private static final int MAX_DEPTH = 200;
    private static final byte[] NOTHING = {};

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    /**
     * For what need not be an answer, such as errors: does not remember field names. Remembering is what makes reading
     * answers cheap, but each parser that meets a new name copies all that are known, and made-up ones are many.
     */
    private static final JsonFactory WARY = FACTORY.rebuild()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    private static final JsonFactory STREAMED =
            FACTORY.rebuild().recyclerPool(new SmallBuffers()).build();

    private static final JsonFactory WARY_STREAMED =
            WARY.rebuild().recyclerPool(new SmallBuffers()).build();

    private JsonIo() {}

    /** A parser over a whole document. */
    public static JsonParser parser(byte[] json) {
        return FACTORY.createParser(ObjectReadContext.empty(), json);
    }

    /** A parser over a whole document that may hold anything. */
    public static JsonParser waryParser(byte[] json) {
        return WARY.createParser(ObjectReadContext.empty(), json);
    }

    /** A generator of UTF-8; it closes {@code out}. */
    public static JsonGenerator generator(OutputStream out) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
    }

    /** A generator of characters; it closes {@code out}. */
    public static JsonGenerator generator(Writer out) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
    }

    /** A parser that takes one document after the other, which costs a fraction of a new parser for each. */
    public static Feed feed() {
        return new Feed(STREAMED);
    }

    /** As {@link #feed()}, for documents of which one was malformed. */
    public static Feed waryFeed() {
        return new Feed(WARY_STREAMED);
    }

    /** Whether a text is one JSON object and nothing else. */
    public static boolean isObject(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return false;
        }
        try (JsonParser parser = waryParser(text.getBytes(StandardCharsets.UTF_8))) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    /** What {@link #write} writes, as text. */
    public static String text(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = generator(text)) {
            write(out, value);
        }
        return text.toString();
    }

    /** Writes maps, lists, strings, numbers, booleans and nulls. */
    public static void write(JsonGenerator out, @Nullable Object value) {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte) {
            out.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number) {
            out.writeNumber(number.toString());
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            map.forEach((name, inner) -> {
                out.writeName((String) name);
                write(out, inner);
            });
            out.writeEndObject();
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            list.forEach(inner -> write(out, inner));
            out.writeEndArray();
        } else {
            throw new IllegalArgumentException("not JSON: " + value.getClass().getName());
        }
    }

    /**
     * A parser that is fed one document at a time. Used up after a malformed one.
     *
     * <p>It is an ordinary parser over a stream that gives it what it is fed with: Jackson's non-blocking one holds less
     * memory, but takes longer.
     */
    public static final class Feed implements AutoCloseable {
        private final JsonFactory factory;
        private final Documents documents = new Documents();
        private final ByteArrayOutputStream rest = new ByteArrayOutputStream(0);
        private @Nullable JsonParser parser;

        private Feed(JsonFactory factory) {
            this.factory = factory;
        }

        /** The parser, always the same one, fed with a document. The bytes must stay until it is read. */
        public JsonParser feed(byte[] json, int start, int length) {
            documents.give(json, start, length);
            JsonParser known = parser;
            if (known == null) {
                known = factory.createParser(ObjectReadContext.empty(), (InputStream) documents);
                parser = known;
            }
            return known;
        }

        /** After a document was read: whether another one follows it in the same bytes, with which it is fed then. */
        public boolean another() {
            rest.reset();
            Objects.requireNonNull(parser, "not fed").releaseBuffered(rest);
            return documents.hasMore(rest.size());
        }

        @Override
        public void close() {
            if (parser != null) {
                parser.close();
            }
        }
    }

    /** Most events are small, and an open stream holds its parser's buffers: 17 KB of Jackson's own size. */
    @SuppressWarnings("serial") // nobody writes it anywhere
    private static final class SmallBuffers extends RecyclerPool.NonRecyclingPoolBase<BufferRecycler> {
        private static final int BYTES = 1024;
        private static final int CHARS = 256;

        @Override
        public BufferRecycler acquirePooled() {
            return new BufferRecycler() {
                @Override
                protected int byteBufferLength(int kind) {
                    return BYTES;
                }

                @Override
                protected int charBufferLength(int kind) {
                    return CHARS;
                }
            };
        }
    }

    /** What a {@link Feed} is fed with; it ends where a document does. */
    private static final class Documents extends InputStream {
        private byte[] bytes = NOTHING;
        private int at;
        private int end;

        void give(byte[] json, int start, int length) {
            bytes = json;
            at = start;
            end = start + length;
        }

        /** Takes back what was not read of it; whether there is anything but white space behind. */
        boolean hasMore(int unread) {
            at -= unread;
            while (at < end && bytes[at] >= 0 && bytes[at] <= ' ') {
                at++;
            }
            return at < end;
        }

        @Override
        public int read() {
            return at < end ? bytes[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int from, int count) {
            int got = Math.min(count, end - at);
            System.arraycopy(bytes, at, into, from, got);
            at += got;
            return got == 0 ? -1 : got;
        }
    }
}
