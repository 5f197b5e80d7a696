package io.llmclient.core.http;

import io.llmclient.ChatRequest;
import io.llmclient.core.internal.json.JsonIo;
import io.llmclient.core.internal.json.JsonValues;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes a request straight to bytes, with the extras that only this provider knows. */
final class RequestBody {

    private RequestBody() {}

    static byte[] write(Dialect dialect, ChatRequest request, Target target, Map<String, @Nullable Object> extras) {
        byte[] body = write(dialect, request, target);
        return extras.isEmpty() ? body : withExtras(body, extras);
    }

    private static byte[] write(Dialect dialect, ChatRequest request, Target target) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator out = JsonIo.generator(bytes)) {
            dialect.write(request, target, out);
        }
        return bytes.toByteArray();
    }

    private static byte[] withExtras(byte[] body, Map<String, @Nullable Object> extras) {
        Map<String, @Nullable Object> root = object(JsonValues.parse(body));
        extras.forEach((path, value) -> put(root, path, value));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 256);
        try (JsonGenerator out = JsonIo.generator(bytes)) {
            JsonIo.write(out, root);
        }
        return bytes.toByteArray();
    }

    private static void put(Map<String, @Nullable Object> object, String path, @Nullable Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            object.put(path, value);
            return;
        }
        String name = path.substring(0, dot);
        Map<String, @Nullable Object> inner = object(object.get(name));
        object.put(name, inner);
        put(inner, path.substring(dot + 1), value);
    }

    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> copy.put((String) name, inner));
        }
        return copy;
    }
}
