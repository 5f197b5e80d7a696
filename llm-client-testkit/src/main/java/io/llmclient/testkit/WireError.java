package io.llmclient.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as a provider tells it.
 *
 * @param headers beside those of every answer
 */
record WireError(int status, Map<String, String> headers, Map<String, @Nullable Object> body) {

    WireError(int status, Map<String, @Nullable Object> body) {
        this(status, Map.of(), body);
    }

    WireError withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WireError(status, more, body);
    }
}
