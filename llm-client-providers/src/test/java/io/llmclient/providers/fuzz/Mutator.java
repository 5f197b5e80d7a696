package io.llmclient.providers.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Spoils bytes by dice: blindly, and with an eye for JSON and for the lines of an event stream. */
final class Mutator {

    private static final List<String> ODD_JSON = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e999",
            "-0.0",
            "1e-999999999",
            "9223372036854775808",
            "NaN",
            "\"\"",
            "\" \"",
            "\"x\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u0000\"",
            "\"7\"",
            "\"{\\\"error\\\":{}}\"",
            "\"\\ud83d\\ude00\"",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "[{}]",
            "[1,\"a\"]",
            "{\"\":null}",
            "{\"error\":{}}",
            "{\"error\":\"x\"}",
            "{\"type\":\"error\"}",
            "");

    private static final List<String> ODD_WIRE = List.of(
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "\r\r",
            "data:",
            "data",
            "data: ",
            "\ndata: {}\n\n",
            "\nevent: error\n",
            "event:",
            ": ping\n",
            "\uFEFF",
            "\ndata: [DONE]\n\n",
            "\n{\"error\":{\"message\":\"x\"}}\n",
            "id: 1\n",
            "\u0000",
            "[",
            "{",
            "\"",
            "\\",
            "<html><title>502</title>");

    private final Random random;
    private final List<byte[]> others;

    Mutator(Random random, List<byte[]> others) {
        this.random = random;
        this.others = others;
    }

    byte[] spoilt(byte[] seed) {
        byte[] bytes = seed;
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            bytes = once(bytes);
        }
        return bytes;
    }

    /** Ends anywhere. */
    byte[] cut(byte[] bytes) {
        return replaced(bytes, random.nextInt(bytes.length + 1), bytes.length, new byte[0]);
    }

    private byte[] once(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes(oneOf(ODD_WIRE));
        }
        return switch (random.nextInt(12)) {
            case 0 -> flipped(bytes);
            case 1 -> without(bytes);
            case 2 -> span(bytes, bytes);
            case 3 -> span(bytes, others.get(random.nextInt(others.size())));
            case 4 -> insert(bytes, bytes(oneOf(ODD_WIRE)));
            case 5 -> random.nextInt(4) == 0 ? cut(bytes) : flipped(bytes);
            default -> json(bytes);
        };
    }

    private byte[] flipped(byte[] bytes) {
        byte[] copy = bytes.clone();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            int at = at(bytes);
            copy[at] = random.nextBoolean() ? (byte) (copy[at] ^ 1 << random.nextInt(8)) : (byte) random.nextInt(256);
        }
        return copy;
    }

    private byte[] without(byte[] bytes) {
        int at = at(bytes);
        return replaced(bytes, at, at + 1 + random.nextInt(random.nextBoolean() ? 20 : 500), new byte[0]);
    }

    /** A span of one text in place of another's, or between it. */
    private byte[] span(byte[] into, byte[] from) {
        if (from.length == 0) {
            return into;
        }
        int start = random.nextInt(from.length);
        int length = Math.min(from.length - start, 1 + random.nextInt(random.nextBoolean() ? 30 : 1_000));
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.write(from, start, length);
        int at = at(into);
        return replaced(into, at, random.nextBoolean() ? at : at + length, part.toByteArray());
    }

    private byte[] insert(byte[] bytes, byte[] more) {
        int at = at(bytes);
        return replaced(bytes, at, at, more);
    }

    /** Another value where a JSON value begins, or once more the name with another value. */
    private byte[] json(byte[] bytes) {
        int start = valueAfter(bytes, at(bytes));
        if (start < 0) {
            return insert(bytes, bytes(oneOf(ODD_JSON)));
        }
        int end = endOfValue(bytes, start);
        byte[] odd = bytes(oddValue());
        if (random.nextInt(5) == 0) {
            int name = startOfName(bytes, start);
            ByteArrayOutputStream twice = new ByteArrayOutputStream();
            twice.writeBytes(odd);
            twice.write(',');
            twice.write(bytes, name, end - name);
            return replaced(bytes, start, end, twice.toByteArray());
        }
        return replaced(bytes, start, end, odd);
    }

    private String oddValue() {
        List<Supplier<String>> large = List.of(
                () -> "[".repeat(300),
                () -> "{\"a\":".repeat(150) + "1" + "}".repeat(150),
                () -> "[".repeat(90) + "]".repeat(90),
                () -> "9".repeat(1 + random.nextInt(2_000)),
                () -> "1." + "0".repeat(990) + "1",
                () -> "1e" + random.nextInt(),
                () -> '"' + "long ".repeat(random.nextInt(6_000)) + '"',
                () -> '"' + "\\n".repeat(random.nextInt(2_000)) + '"');
        return random.nextInt(6) == 0 ? large.get(random.nextInt(large.size())).get() : oneOf(ODD_JSON);
    }

    /** Behind the next colon, comma or bracket; -1 where there is none. */
    private static int valueAfter(byte[] bytes, int from) {
        for (int i = from; i < bytes.length - 1; i++) {
            if (bytes[i] == ':' || bytes[i] == '[' || bytes[i] == ',') {
                return bytes[i + 1] == ' ' && i + 2 < bytes.length ? i + 2 : i + 1;
            }
        }
        return -1;
    }

    private static int startOfName(byte[] bytes, int value) {
        int i = value - 1;
        while (i > 0 && bytes[i] != ',' && bytes[i] != '{') {
            i--;
        }
        return Math.min(i + 1, value);
    }

    private static int endOfValue(byte[] bytes, int start) {
        int depth = 0;
        boolean text = false;
        for (int i = start; i < bytes.length; i++) {
            byte b = bytes[i];
            if (text && b == '\\') {
                i++;
            } else if (b == '"') {
                text = !text;
            } else if (!text && (b == '{' || b == '[')) {
                depth++;
            } else if (!text && (b == '}' || b == ']' || b == ',' || b == '\n') && depth == 0) {
                return i;
            } else if (!text && (b == '}' || b == ']')) {
                depth--;
            }
        }
        return bytes.length;
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        int end = Math.min(Math.max(from, to), bytes.length);
        ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length + by.length);
        result.write(bytes, 0, from);
        result.writeBytes(by);
        result.write(bytes, end, bytes.length - end);
        return result.toByteArray();
    }

    private int at(byte[] bytes) {
        return random.nextInt(bytes.length);
    }

    private String oneOf(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
