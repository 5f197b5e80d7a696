package io.llmclient.providers.internal.bedrock;

import io.llmclient.core.http.Deltas;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.providers.internal.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A block of the provider's own while it comes, such as a tool that it runs and what came of it: kept field by field, to
 * be handed on whole and sent back as it was.
 */
final class OwnBlock {

    /** The names of the fields that such blocks are in. */
    static final Set<String> KINDS = Set.of("toolResult", "searchResult", "image", "audio", "video", "document");

    private final String kind;
    private final Map<String, String> fields;
    private final StringBuilder input = new StringBuilder(0);
    private final StringJoiner content = new StringJoiner(",", "[", "]").setEmptyValue("");

    private OwnBlock(String kind, Map<String, String> fields) {
        this.kind = kind;
        this.fields = fields;
    }

    /** A call that the provider makes itself. */
    static OwnBlock toolUse(@Nullable String id, @Nullable String name, String type, @Nullable String input) {
        OwnBlock block = new OwnBlock("toolUse", new LinkedHashMap<>());
        block.put("toolUseId", id);
        block.put("name", name);
        block.put("type", type);
        block.addInput(input);
        return block;
    }

    private void put(String field, @Nullable String text) {
        fields.put(field, text == null ? "null" : JsonText.quoted(text));
    }

    /** A block as it begins, or a whole one. */
    static OwnBlock read(String kind, JsonCursor in) {
        return new OwnBlock(kind, JsonText.fields(in));
    }

    void addInput(@Nullable String fragment) {
        input.append(fragment == null ? "" : fragment);
    }

    /** Adds some items of the block's content. */
    void addContent(JsonCursor in) {
        if (in.array()) {
            while (in.element()) {
                content.add(String.valueOf(in.json()));
            }
        }
    }

    void end(Deltas out) {
        if (!input.isEmpty()) {
            fields.put("input", JsonText.object(input.toString()));
        }
        if (content.length() > 0) {
            fields.put("content", content.toString());
        }
        out.opaque(kind, JsonText.object(Map.of(kind, JsonText.object(fields))));
    }
}
