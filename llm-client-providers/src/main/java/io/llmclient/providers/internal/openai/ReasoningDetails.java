package io.llmclient.providers.internal.openai;

import io.llmclient.Content;
import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.providers.internal.JsonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final List<Item> items = new ArrayList<>(0);
    /** Those that fragments may continue, by type and index. */
    private final Map<List<@Nullable String>, Item> open = new HashMap<>(0);

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
        List<@Nullable String> place = Arrays.asList(item.get("type"), item.get("index"));
        Item known = fragment && !item.containsKey("data") ? open.get(place) : null;
        if (known != null) {
            item.forEach(known::add);
        } else {
            Item begun = new Item(item);
            items.add(begun);
            open.putIfAbsent(place, begun);
        }
    }

    /** Hands out what was collected. */
    void flush(Deltas out) {
        for (Item item : items) {
            Map<String, String> fields = item.whole();
            String type = decoded(fields.getOrDefault("type", "null"));
            out.opaque(type != null && type.startsWith(TYPE) ? type : TYPE, JsonText.object(fields));
        }
        items.clear();
        open.clear();
    }

    private static @Nullable String decoded(String json) {
        return JsonText.cursor(json).text();
    }

    /** An item's field names with their values as raw JSON. */
    private static final class Item {

        private final Map<String, String> fields;
        /** What came in fragments, without the closing quote. */
        private final Map<String, StringBuilder> words = new HashMap<>(0);

        Item(Map<String, String> fields) {
            this.fields = fields;
        }

        void add(String name, String json) {
            String before = fields.getOrDefault(name, "");
            if (WORDS.contains(name) && isText(before) && isText(json)) {
                words.computeIfAbsent(name, first -> new StringBuilder(before).deleteCharAt(before.length() - 1))
                        .append(json, 1, json.length() - 1);
            } else {
                fields.put(name, json);
                words.remove(name);
            }
        }

        private static boolean isText(String json) {
            return json.startsWith("\"");
        }

        Map<String, String> whole() {
            words.forEach((name, text) -> fields.put(name, text.append('"').toString()));
            return fields;
        }
    }
}
