package io.llmclient.core.http;

import io.llmclient.core.internal.json.JsonIo;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads JSON forward, value by value, and forgives what providers get wrong: a value of another type than asked for
 * reads as null, and a value that nobody asked for is passed over. Malformed JSON is an exception, which the caller of
 * a {@link Dialect} handles.
 *
 * <pre>{@code
 * if (in.object()) {
 *     for (String name; (name = in.name()) != null; ) {
 *         switch (name) {
 *             case "id" -> out.id(in);
 *             case "choices" -> choices(in);
 *             default -> {}
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>An object or array that was entered must be read to its end. Not safe for use by several threads.
 */
public final class JsonCursor {

    private final JsonParser in;
    /** Whether the current value still has to be consumed or passed over. */
    private boolean pending;

    /** Over a whole document. */
    public static JsonCursor over(byte[] json) {
        JsonCursor cursor = new JsonCursor(JsonIo.parser(json));
        cursor.begin();
        return cursor;
    }

    /** Whether a text is one JSON object and nothing else, so that it can be written as it is. */
    public static boolean isObject(String text) {
        return JsonIo.isObject(text);
    }

    /** Before the first document. */
    JsonCursor(JsonParser in) {
        this.in = in;
    }

    /** Goes to the first document, or to the next one that the parser was fed with. */
    void begin() {
        advance();
        pending = true;
    }

    /** Gives the parser's buffers, and the field names that it has learnt, back for the next one. */
    void close() {
        in.close();
    }

    /** Enters the current value if it is an object; otherwise passes it over and returns false. */
    public boolean object() {
        return enter(JsonToken.START_OBJECT);
    }

    /** Enters the current value if it is an array; otherwise passes it over and returns false. */
    public boolean array() {
        return enter(JsonToken.START_ARRAY);
    }

    private boolean enter(JsonToken start) {
        if (!pending || in.currentToken() != start) {
            skip();
            return false;
        }
        pending = false;
        return true;
    }

    /** In an object: the next field's name, whose value is then the current one; null at the end. */
    public @Nullable String name() {
        skip();
        if (advance() == JsonToken.END_OBJECT) {
            return null;
        }
        String name = in.currentName();
        advance();
        pending = true;
        return name;
    }

    /** In an array: whether there is a next element, which is then the current value. */
    public boolean element() {
        skip();
        if (advance() == JsonToken.END_ARRAY) {
            return false;
        }
        pending = true;
        return true;
    }

    /** The current value if it is text, a number or a boolean; else null. */
    public @Nullable String text() {
        if (!scalar()) {
            return null;
        }
        pending = false;
        return in.getString();
    }

    /** The current value if it is a whole number (or text that is one), no larger than a long; else null. */
    public @Nullable Long number() {
        if (!scalar()) {
            return null;
        }
        pending = false;
        JsonToken token = in.currentToken();
        try {
            return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT
                    ? Long.valueOf(in.getLongValue())
                    : Long.valueOf(in.getString());
        } catch (NumberFormatException | InputCoercionException e) {
            return null;
        }
    }

    /** As {@link #number()}; else {@code otherwise}. */
    public long number(long otherwise) {
        if (pending
                && in.currentToken() == JsonToken.VALUE_NUMBER_INT
                && in.getNumberType() != NumberType.BIG_INTEGER) {
            pending = false;
            return in.getLongValue();
        }
        Long number = number();
        return number == null ? otherwise : number;
    }

    /** The current value if it is a small whole number; else {@code otherwise}. */
    public int index(int otherwise) {
        if (!pending || in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            skip();
            return otherwise;
        }
        pending = false;
        return in.getNumberType() == NumberType.INT ? in.getIntValue() : otherwise;
    }

    /**
     * The current value if it is an array of numbers, or text that holds one as Base64 of little-endian floats; else
     * null. A number too large for a float is infinite.
     *
     * @param expected how many there should be; another count is no error
     */
    public float @Nullable [] floats(int expected) {
        return isText() ? decoded(in.getString()) : array() ? elements(expected) : null;
    }

    private float @Nullable [] elements(int expected) {
        float[] floats = new float[expected];
        int count = 0;
        boolean numbers = true;
        while (element()) {
            if (!in.currentToken().isNumeric()) {
                numbers = false;
                continue;
            }
            pending = false;
            floats = count < floats.length ? floats : Arrays.copyOf(floats, 2 * count + 1);
            floats[count++] = in.getFloatValue();
        }
        if (!numbers) {
            return null;
        }
        return count == floats.length ? floats : Arrays.copyOf(floats, count);
    }

    private float @Nullable [] decoded(String base64) {
        pending = false;
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            float[] floats = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(floats);
            return bytes.length % Float.BYTES == 0 ? floats : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether the current value is true. */
    public boolean isTrue() {
        boolean value = pending && in.currentToken() == JsonToken.VALUE_TRUE;
        skip();
        return value;
    }

    /** Whether the current value is null, or was consumed; does not consume it. */
    public boolean isNull() {
        return !pending || in.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Whether the current value is an array; does not consume it. */
    public boolean isArray() {
        return pending && in.currentToken() == JsonToken.START_ARRAY;
    }

    /** Whether the current value is text; does not consume it. */
    public boolean isText() {
        return pending && in.currentToken() == JsonToken.VALUE_STRING;
    }

    /** The current value as JSON text, exact to the digit; null if it is null. */
    public @Nullable String json() {
        if (isNull()) {
            skip();
            return null;
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = JsonIo.generator(text)) {
            copy.copyCurrentEventExact(in);
            for (int depth = in.currentToken().isStructStart() ? 1 : 0; depth > 0; ) {
                JsonToken token = advance();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                copy.copyCurrentEventExact(in);
            }
        }
        pending = false;
        return text.toString();
    }

    /** Passes the current value over; does nothing if it was consumed. */
    public void skip() {
        if (pending) {
            pending = false;
            if (in.currentToken().isStructStart()) {
                in.skipChildren();
            }
        }
    }

    private boolean scalar() {
        if (pending && in.currentToken().isScalarValue() && in.currentToken() != JsonToken.VALUE_NULL) {
            return true;
        }
        skip();
        return false;
    }

    /** A document that ends in its middle shows as "not available" or as the end of input, by the kind of parser. */
    private JsonToken advance() {
        JsonToken token = in.nextToken();
        if (token == null || token == JsonToken.NOT_AVAILABLE) {
            throw new StreamReadException(in, "the document ends in its middle");
        }
        return token;
    }
}
