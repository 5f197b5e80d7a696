package io.llmclient.providers.internal.anthropic;

import io.llmclient.Content;
import io.llmclient.Content.CachePoint;
import io.llmclient.LlmException;
import io.llmclient.Media;
import io.llmclient.Message;
import io.llmclient.providers.internal.Contents;
import io.llmclient.providers.internal.JsonWriter;
import io.llmclient.providers.internal.Turns;
import io.llmclient.providers.internal.Unsupported;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes content blocks. */
final class Blocks {

    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final Set<String> DOCUMENTS = Set.of("application/pdf");

    private final JsonWriter out;

    Blocks(JsonWriter out) {
        this.out = out;
    }

    void write(Turns.Block block) {
        if (block.result != null) {
            result(block.result, block.mark);
        } else if (block.part != null) {
            part(block.part, block.mark);
        }
    }

    private void part(Content part, @Nullable CachePoint mark) {
        if (part instanceof Content.Opaque opaque) {
            out.json(opaque.json());
            return;
        }
        out.object();
        if (part instanceof Content.Text text) {
            out.text("type", "text").text("text", text.text());
        } else if (part instanceof Content.Refusal refusal) {
            out.text("type", "text").text("text", refusal.text());
        } else if (part instanceof Content.Image image) {
            out.text("type", "image");
            source(image.media(), IMAGES);
        } else if (part instanceof Content.Document document) {
            document(document);
        } else if (part instanceof Content.ToolCall call) {
            out.text("type", "tool_use").text("id", call.id()).text("name", call.name());
            out.json("input", call.arguments());
        } else if (part instanceof Content.Thinking thinking) {
            out.text("type", "thinking").text("thinking", thinking.text());
            out.text("signature", Contents.signature(thinking.origin()));
        } else {
            throw unsupported(part.getClass().getSimpleName());
        }
        mark(mark);
        out.end();
    }

    private void result(Message.ToolResult result, @Nullable CachePoint mark) {
        out.object().text("type", "tool_result").text("tool_use_id", result.toolCallId());
        List<Content> parts = Contents.withoutCachePoints(result.content());
        if (parts.size() == 1 && parts.get(0) instanceof Content.Text text) {
            out.text("content", text.text());
        } else {
            out.list("content");
            parts.stream().filter(Turns::isWorthSending).forEach(part -> part(part, null));
            out.end();
        }
        out.flagIf("is_error", result.error());
        mark(mark);
        out.end();
    }

    private void document(Content.Document document) {
        Media media = document.media();
        byte[] bytes = String.valueOf(media.mimeType()).startsWith("text/") ? media.bytes() : null;
        out.text("type", "document");
        if (bytes != null) {
            out.object("source").text("type", "text").text("media_type", "text/plain");
            out.text("data", new String(bytes, StandardCharsets.UTF_8)).end();
        } else {
            source(media, DOCUMENTS);
        }
        out.text("title", document.title());
        out.objectIfAny("citations").flagIf("enabled", document.citations()).end();
    }

    private void source(Media media, Set<String> types) {
        out.object("source");
        if (media.url() != null) {
            out.text("type", "url").text("url", media.url());
        } else if (media.fileId() != null) {
            out.text("type", "file").text("file_id", media.fileId());
        } else if (media.mimeType() != null && types.contains(media.mimeType())) {
            out.text("type", "base64").text("media_type", media.mimeType()).text("data", media.base64());
        } else {
            throw unsupported(String.valueOf(media.mimeType()));
        }
        out.end();
    }

    /** Writes {@code cache_control} if there is a mark. */
    void mark(@Nullable CachePoint mark) {
        if (mark != null) {
            out.object("cache_control").text("type", "ephemeral");
            out.text("ttl", Turns.timeToLive(mark)).end();
        }
    }

    private static LlmException unsupported(String what) {
        return Unsupported.because("the Messages API takes no " + what);
    }
}
