package io.llmclient.providers.internal.openai;

import io.llmclient.Content;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.providers.internal.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Thoughts as items with signatures ({@code reasoning_details}), as OpenRouter, Snowflake and MiniMax give them and
 * want them back. They are kept as the JSON they came in; streamed fragments of one item are put together.
 */
final class ReasoningDetails {

    static final String FIELD = "reasoning_details";

    /**
     * What the types of items begin with: {@code reasoning.text}, {@code reasoning.summary}, {@code
     * reasoning.encrypted}.
     */
    private static final String TYPE = "reasoning";

    private static final Set<String> WORDS = Set.of("text", "summary");

    /** An item's field names with their values as raw JSON. */
    private final List<Map<String, String>> items = new ArrayList<>(0);

    /** Whether a part of a message goes back among these. */
    static boolean isOne(Content part) {
        return part instanceof Content.Opaque opaque && opaque.type().startsWith(TYPE);
    }

    /** Reads one item, or a fragment of one. */
    static Map<String, String> read(JsonCursor in) {
        Map<String, String> item = JsonText.fields(in);
        item.values().removeIf("null"::equals);
        return item;
    }

    /** What a person can read of an item; null if nothing. */
    static @Nullable String words(Map<String, String> item) {
        String json = item.getOrDefault("text", item.get("summary"));
        return json == null ? null : decoded(json);
    }

    /**
     * Keeps an item, or continues with a fragment the item of its type and index. An encrypted item comes whole, and
     * may share the index of another.
     */
    void add(Map<String, String> item, boolean fragment) {
        if (fragment && !item.containsKey("data")) {
            for (Map<String, String> known : items) {
                if (isSame(known, item)) {
                    item.forEach((name, json) -> known.merge(name, json, (before, now) -> merged(name, before, now)));
                    return;
                }
            }
        }
        items.add(item);
    }

    private static boolean isSame(Map<String, String> item, Map<String, String> fragment) {
        return Objects.equals(item.get("type"), fragment.get("type"))
                && Objects.equals(item.get("index"), fragment.get("index"));
    }

    private static String merged(String name, String before, String now) {
        boolean words = WORDS.contains(name) && before.startsWith("\"") && now.startsWith("\"");
        return words ? before.substring(0, before.length() - 1) + now.substring(1) : now;
    }

    /** Hands out what was collected. */
    void flush(Deltas out) {
        for (Map<String, String> item : items) {
            String type = decoded(item.getOrDefault("type", "null"));
            out.opaque(type != null && type.startsWith(TYPE) ? type : TYPE, JsonText.object(item));
        }
        items.clear();
    }

    private static @Nullable String decoded(String json) {
        return JsonText.cursor(json).text();
    }
}
