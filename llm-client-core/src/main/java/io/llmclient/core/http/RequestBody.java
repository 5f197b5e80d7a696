package io.llmclient.core.http;

import io.llmclient.ChatRequest;
import io.llmclient.core.internal.json.JsonIo;
import io.llmclient.core.internal.json.JsonValues;
import io.llmclient.core.internal.transport.Payload;
import java.io.OutputStreamWriter;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamWriteException;

/** Writes a request straight to bytes, with the extras that only this provider knows. */
final class RequestBody {

    private RequestBody() {}

    static Payload write(Dialect dialect, ChatRequest request, Target target, Map<String, @Nullable Object> extras) {
        Payload body = json(out -> dialect.write(request, target, out));
        return extras.isEmpty() ? body : withExtras(body, extras);
    }

    private static Payload withExtras(Payload body, Map<String, @Nullable Object> extras) {
        Map<String, @Nullable Object> root = object(JsonValues.parse(body.take()));
        extras.forEach((path, value) -> put(root, path, value));
        return json(out -> JsonIo.write(out, root));
    }

    private static Payload json(Consumer<JsonGenerator> content) {
        Payload bytes = new Payload();
        try (JsonGenerator out = JsonIo.generator(bytes)) {
            content.accept(out);
        } catch (StreamWriteException e) {
            return mended(content);
        }
        return bytes;
    }

    /**
     * Arguments go out as the model wrote them, and may hold half a surrogate pair, which UTF-8 has no bytes for. The
     * conversation must not end for it: U+FFFD stands in. Rare, so the straight way does not look for it.
     */
    private static Payload mended(Consumer<JsonGenerator> content) {
        Payload bytes = new Payload();
        CharsetEncoder encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith("\uFFFD".getBytes(StandardCharsets.UTF_8));
        try (JsonGenerator out = JsonIo.generator(new OutputStreamWriter(bytes, encoder))) {
            content.accept(out);
        }
        return bytes;
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
