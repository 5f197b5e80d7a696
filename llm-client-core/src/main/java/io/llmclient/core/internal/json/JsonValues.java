package io.llmclient.core.internal.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/**
 * JSON as plain values: {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} and null. For error
 * bodies and other rarities; the hot path reads tokens.
 */
public final class JsonValues {

    private JsonValues() {}

    /**
     * The value that is the whole document.
     *
     * @throws JacksonException when it is malformed, nested too deeply, or followed by something
     */
    public static @Nullable Object parse(byte[] json) {
        try (JsonParser parser = JsonIo.waryParser(json)) {
            Object value = value(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "more than one value");
            }
            return value;
        }
    }

    /**
     * The first value of a text that may go on, or break off, behind it.
     *
     * @throws JacksonException when that value is malformed, incomplete or nested too deeply
     */
    public static @Nullable Object parseFirst(byte[] json) {
        try (JsonParser parser = JsonIo.waryParser(json)) {
            return value(parser, parser.nextToken());
        }
    }

    private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) {
        if (token == null) {
            throw new StreamReadException(parser, "no value");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> fraction(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new StreamReadException(parser, "not a value");
        };
    }

    /** JSON has numbers beyond a double, but no word for infinity, with which to write them back: the largest stands in. */
    private static double fraction(JsonParser parser) {
        double number = parser.getDoubleValue();
        return Double.isInfinite(number) ? Math.copySign(Double.MAX_VALUE, number) : number;
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            object.put(name, value(parser, parser.nextToken()));
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonParser parser) {
        List<@Nullable Object> array = new ArrayList<>();
        for (JsonToken token; (token = parser.nextToken()) != JsonToken.END_ARRAY; ) {
            array.add(value(parser, token));
        }
        return array;
    }
}
