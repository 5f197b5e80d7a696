package io.llmclient.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request as HTTP/1.1 brings it.
 *
 * @param target path and query
 * @param headers names in lower case, values in the order they came
 */
record HttpMessage(String method, String target, Map<String, List<String>> headers, String body) {

    private static final Pattern START = Pattern.compile("([A-Z]+) (\\S+) HTTP/1\\.[01]");
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_BODY = 256 * 1024 * 1024;

    /** What to do when the client waits for a go-ahead before it sends the body. */
    interface Continue {
        void send() throws IOException;
    }

    /** Reads one request; null when the input ends before it is whole. */
    static @Nullable HttpMessage read(InputStream in, Continue goAhead) throws IOException {
        String start = line(in);
        if (start == null) {
            return null;
        }
        Matcher words = START.matcher(start);
        if (!words.matches()) {
            throw new IOException("not an HTTP/1.1 request: " + start);
        }
        Map<String, List<String>> headers = headers(in);
        if (headers == null) {
            return null;
        }
        if (headers.containsKey("expect")) {
            goAhead.send();
        }
        byte[] body = body(in, headers);
        return body == null
                ? null
                : new HttpMessage(words.group(1), words.group(2), headers, new String(body, StandardCharsets.UTF_8));
    }

    /** The target without its query. */
    String path() {
        return until('?', target);
    }

    private static String until(char end, String text) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }

    @Nullable
    String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : values.get(0);
    }

    /** Whether the API key is this one, wherever a provider's clients put it. */
    boolean shows(String key) {
        return key.equals(header("x-api-key"))
                || key.equals(header("x-goog-api-key"))
                || ("Bearer " + key).equals(header("authorization"))
                || query().contains("key=" + URLEncoder.encode(key, StandardCharsets.UTF_8));
    }

    private List<String> query() {
        return List.of(
                target.substring(Math.min(target.length(), path().length() + 1)).split("&"));
    }

    boolean wantsClose() {
        return "close".equalsIgnoreCase(header("connection"));
    }

    private static @Nullable Map<String, List<String>> headers(InputStream in) throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        while (true) {
            String line = line(in);
            if (line == null) {
                return null;
            }
            if (line.isEmpty()) {
                headers.replaceAll((name, values) -> Collections.unmodifiableList(values));
                return Collections.unmodifiableMap(headers);
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("a header without a name: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        }
    }

    private static byte @Nullable [] body(InputStream in, Map<String, List<String>> headers) throws IOException {
        if (headers.containsKey("transfer-encoding")) {
            return chunks(in);
        }
        List<String> length = headers.get("content-length");
        return length == null ? new byte[0] : exactly(in, Integer.parseInt(length.get(0)));
    }

    private static byte @Nullable [] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line(in);
            byte[] chunk = size == null
                    ? null
                    : exactly(in, Integer.parseInt(until(';', size).trim(), 16));
            if (chunk == null || line(in) == null) {
                return null;
            }
            if (chunk.length == 0) {
                return body.toByteArray();
            }
            body.write(chunk);
        }
    }

    private static byte @Nullable [] exactly(InputStream in, int length) throws IOException {
        if (length < 0 || length > MAX_BODY) {
            throw new IOException("a body of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        return bytes.length == length ? bytes : null;
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return line.toString();
            }
            if (b != '\r') {
                line.append((char) b);
            }
            if (line.length() > MAX_LINE) {
                throw new IOException("a line longer than " + MAX_LINE + " bytes");
            }
        }
        return null;
    }
}
