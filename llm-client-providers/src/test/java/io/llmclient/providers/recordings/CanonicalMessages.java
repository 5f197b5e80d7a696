package io.llmclient.providers.recordings;

import io.llmclient.Content;
import io.llmclient.Media;
import io.llmclient.Message;
import io.llmclient.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Builds the messages of one canonical request. What a model said has that model as its origin, so that all of it goes
 * back.
 */
final class CanonicalMessages {

    private static final Map<String, String> AUDIO = Map.of("mp3", "audio/mpeg");

    private final String dialect;
    private final String model;
    private final Queue<String> unanswered = new ArrayDeque<>();
    private int madeIds;

    CanonicalMessages(String dialect, String model) {
        this.dialect = dialect;
        this.model = model;
    }

    List<Message> all(Tree canonical) {
        List<Message> messages = new ArrayList<>();
        List<Content> system = parts(canonical.get("system"));
        if (!system.isEmpty()) {
            messages.add(new Message.System(system));
        }
        for (Tree message : canonical.get("messages").items()) {
            List<Tree> parts = message.get("parts").items();
            switch (String.valueOf(message.text("role"))) {
                case "system", "developer" -> messages.add(new Message.System(contents(parts)));
                case "user" -> messages.add(new Message.User(contents(parts)));
                case "assistant" -> messages.add(new Message.Assistant(contents(parts)));
                case "tool" -> parts.forEach(part -> messages.add(toolResult(part)));
                default -> throw new IllegalArgumentException("no such role: " + message.text("role"));
            }
        }
        return messages;
    }

    /** A text or a list of parts. */
    private List<Content> parts(Tree content) {
        return content.isText() ? List.of(Content.text(content.text())) : contents(content.items());
    }

    private List<Content> contents(List<Tree> parts) {
        List<Content> contents = new ArrayList<>();
        for (Tree part : parts) {
            contents.add(content(part));
            Content.CachePoint point = cachePoint(part.get("cacheControl"));
            if (point != null) {
                contents.add(point);
            }
        }
        return contents;
    }

    private Content content(Tree part) {
        return switch (String.valueOf(part.text("type"))) {
            case "text" -> new Content.Text(part.text("text"), part.has("signature") ? origin(part) : null);
            case "image" -> new Content.Image(media(part), part.text("detail"));
            case "document" ->
                new Content.Document(
                        media(part),
                        part.has("title") ? part.text("title") : part.text("name"),
                        part.get("citations").isTrue());
            case "audio" -> new Content.Audio(media(part));
            case "thinking" ->
                new Content.Thinking(
                        String.valueOf(part.text("text")),
                        part.get("contentParts").items().isEmpty() ? origin(part) : reasoningItem(part));
            case "redacted_thinking" -> new Content.Opaque("redacted_thinking", redacted(part), origin(part));
            case "cache_point" -> new Content.CachePoint(null);
            case "tool_call" -> toolCall(part);
            case "refusal" -> new Content.Refusal(part.text("text"));
            case "provider" ->
                new Content.Opaque(
                        String.valueOf(part.get("raw", "type").text()),
                        part.get("raw").toString(),
                        origin(part));
            default -> throw new IllegalArgumentException("not in the vocabulary: " + part);
        };
    }

    /** Converse has a block of another form. */
    private String redacted(Tree part) {
        return dialect.equals("bedrock.converse")
                ? "{\"reasoningContent\":{\"redactedContent\":" + part.get("data") + "}}"
                : part.toString();
    }

    private Origin origin(Tree part) {
        return new Origin(dialect, model, part.text("signature"));
    }

    /** Thoughts that are not encrypted are signed with their item. */
    private Origin reasoningItem(Tree part) {
        List<Object> content = new ArrayList<>();
        part.get("contentParts").texts().forEach(text -> content.add(Map.of("type", "reasoning_text", "text", text)));
        Tree item = new Tree(Map.of("type", "reasoning", "summary", List.of(), "content", content));
        return new Origin(dialect, model, item.toString());
    }

    private Content.ToolCall toolCall(Tree part) {
        Tree arguments = part.get("arguments");
        return new Content.ToolCall(
                part.get("id").isNull() ? madeId() : part.text("id"),
                part.text("name"),
                arguments.isText() ? arguments.text() : arguments.isNull() ? "{}" : arguments.toString(),
                part.has("signature") ? origin(part) : null);
    }

    /** As the library itself names a call that came without an id. */
    private String madeId() {
        String id = "call_0_" + madeIds++;
        unanswered.add(id);
        return id;
    }

    private Message.ToolResult toolResult(Tree part) {
        Tree content = part.get("content");
        List<Content> contents =
                new ArrayList<>(content.isObject() ? List.of(Content.text(content.toString())) : parts(content));
        contents.addAll(contents(part.get("parts").items()));
        if (contents.isEmpty()) {
            contents.add(Content.text(""));
        }
        Content.CachePoint point = cachePoint(part.get("cacheControl"));
        if (point != null) {
            contents.add(point);
        }
        String id = part.get("id").isNull() ? unanswered.remove() : part.text("id");
        return new Message.ToolResult(
                id, part.text("name"), contents, part.get("isError").isTrue());
    }

    private static Media media(Tree part) {
        String mimeType = part.has("format") && !part.has("mimeType")
                ? AUDIO.getOrDefault(part.text("format"), "audio/" + part.text("format"))
                : part.text("mimeType");
        if (part.has("data")) {
            return Media.base64(mimeType, part.text("data"));
        }
        if (part.has("text")) {
            return Media.bytes(mimeType, part.text("text").getBytes(StandardCharsets.UTF_8));
        }
        if (!part.has("fileId") && !part.has("url")) {
            throw new IllegalArgumentException("not in the vocabulary: " + part);
        }
        return part.has("fileId") ? Media.fileId(part.text("fileId"), mimeType) : Media.url(part.text("url"), mimeType);
    }

    /** Null where there is no mark. */
    static Content.CachePoint cachePoint(Tree mark) {
        if (mark.isNull()) {
            return null;
        }
        String ttl = mark.text("ttl");
        return new Content.CachePoint(ttl == null ? null : Duration.parse("PT" + ttl));
    }
}
