package io.llmclient.core.internal.json;

import java.io.OutputStream;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.json.JsonFactory;

/** Makes the parsers and generators, with limits that a hostile server runs into. */
public final class JsonIo {

    private static final int MAX_DEPTH = 200;

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
        return new Feed(FACTORY.createNonBlockingByteArrayParser(ObjectReadContext.empty()));
    }

    /** As {@link #feed()}, for documents of which one was malformed. */
    public static Feed waryFeed() {
        return new Feed(WARY.createNonBlockingByteArrayParser(ObjectReadContext.empty()));
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

    /** A parser that is fed one document at a time. Used up after a malformed one. */
    public static final class Feed implements AutoCloseable {
        private final JsonParser parser;
        private final ByteArrayFeeder feeder;

        private Feed(JsonParser parser) {
            this.parser = parser;
            this.feeder = (ByteArrayFeeder) parser.nonBlockingInputFeeder();
        }

        /** The parser, fed with one whole document. The bytes must stay until it is read. */
        public JsonParser feed(byte[] json, int start, int length) {
            feeder.feedInput(json, start, start + length);
            return parser;
        }

        @Override
        public void close() {
            parser.close();
        }
    }
}
