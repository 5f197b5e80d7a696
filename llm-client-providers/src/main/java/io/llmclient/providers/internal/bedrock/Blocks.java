package io.llmclient.providers.internal.bedrock;

import io.llmclient.Content;
import io.llmclient.Content.CachePoint;
import io.llmclient.LlmException;
import io.llmclient.Media;
import io.llmclient.Message;
import io.llmclient.providers.internal.Contents;
import io.llmclient.providers.internal.JsonWriter;
import io.llmclient.providers.internal.Turns;
import io.llmclient.providers.internal.Unsupported;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes content blocks. Each is an object of one field, whose name says what it is. */
final class Blocks {

    private static final Map<String, String> IMAGES =
            Map.of("image/png", "png", "image/jpeg", "jpeg", "image/gif", "gif", "image/webp", "webp");

    private static final Map<String, String> DOCUMENTS = Map.of(
            "application/pdf", "pdf",
            "text/plain", "txt",
            "text/markdown", "md",
            "text/html", "html",
            "text/csv", "csv",
            "application/msword", "doc",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
            "application/vnd.ms-excel", "xls",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");

    private final JsonWriter out;
    private final boolean timesToLive;
    private final DocumentNames names = new DocumentNames();

    /** @param timesToLive whether a cache point may say for how long */
    Blocks(JsonWriter out, boolean timesToLive) {
        this.out = out;
        this.timesToLive = timesToLive;
    }

    /** Writes a block, and a cache point behind it if it is marked. */
    void write(Turns.Block block) {
        if (block.result != null) {
            result(block.result);
        } else if (block.part != null) {
            part(block.part);
        }
        cachePoint(block.mark);
    }

    private void part(Content part) {
        if (part instanceof Content.Opaque opaque) {
            out.json(opaque.json());
            return;
        }
        out.object();
        if (part instanceof Content.Text text) {
            out.text("text", text.text());
        } else if (part instanceof Content.Refusal refusal) {
            out.text("text", refusal.text());
        } else if (part instanceof Content.Thinking thinking) {
            out.object("reasoningContent").object("reasoningText");
            out.text("text", thinking.text()).text("signature", Contents.signature(thinking.origin()));
            out.end().end();
        } else if (part instanceof Content.ToolCall call) {
            out.object("toolUse").text("toolUseId", call.id()).text("name", call.name());
            out.json("input", call.arguments());
            out.end();
        } else if (part instanceof Content.Image image) {
            out.object("image");
            source(image.media(), IMAGES);
            out.end();
        } else if (part instanceof Content.Document document) {
            document(document);
        } else {
            throw unsupported(part.getClass().getSimpleName());
        }
        out.end();
    }

    /** {@code status} is not written for a success, since not every model takes the field. */
    private void result(Message.ToolResult result) {
        out.object().object("toolResult").text("toolUseId", result.toolCallId());
        out.list("content");
        Contents.withoutCachePoints(result.content()).forEach(this::part);
        out.end();
        out.text("status", result.error() ? "error" : null);
        out.end().end();
    }

    void cachePoint(@Nullable CachePoint point) {
        if (point != null) {
            out.object().object("cachePoint").text("type", "default");
            out.text("ttl", timesToLive ? Turns.timeToLive(point) : null);
            out.end().end();
        }
    }

    private void document(Content.Document document) {
        out.object("document").text("name", names.next(document.title()));
        source(document.media(), DOCUMENTS);
        out.objectIfAny("citations").flagIf("enabled", document.citations()).end();
        out.end();
    }

    /** Inline, or in S3; nothing else is fetched. */
    private void source(Media media, Map<String, String> formats) {
        String format = formats.get(Objects.requireNonNullElse(media.mimeType(), ""));
        String base64 = media.base64();
        String url = media.url();
        if (format == null) {
            throw unsupported(media.mimeType() == null ? "media without a MIME type" : media.mimeType());
        }
        if (base64 == null && (url == null || !url.startsWith("s3:"))) {
            throw unsupported("media that are neither inline nor at s3://…");
        }
        out.text("format", format).object("source").text("bytes", base64);
        out.objectIfAny("s3Location").text("uri", url).end();
        out.end();
    }

    private static LlmException unsupported(String what) {
        return Unsupported.because("the Converse API takes no " + what);
    }
}
