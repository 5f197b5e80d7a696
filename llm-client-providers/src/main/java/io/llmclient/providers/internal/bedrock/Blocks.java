package io.llmclient.providers.internal.bedrock;

import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Media;
import io.llmclient.Message;
import io.llmclient.providers.internal.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

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

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private final JsonGenerator out;
    private final boolean timesToLive;
    private final DocumentNames names = new DocumentNames();

    /** @param timesToLive whether a cache point may say for how long */
    Blocks(JsonGenerator out, boolean timesToLive) {
        this.out = out;
        this.timesToLive = timesToLive;
    }

    void write(List<Conversation.Block> blocks) {
        for (Conversation.Block block : blocks) {
            if (block.result() != null) {
                result(block.result());
            } else if (block.part() != null) {
                part(block.part());
            }
        }
    }

    private void part(Content part) {
        if (part instanceof Content.Opaque opaque) {
            out.writeRawValue(opaque.json());
            return;
        }
        out.writeStartObject();
        if (part instanceof Content.Text text) {
            out.writeStringProperty("text", text.text());
        } else if (part instanceof Content.Refusal refusal) {
            out.writeStringProperty("text", refusal.text());
        } else if (part instanceof Content.Thinking thinking && thinking.origin() != null) {
            thinking(thinking.text(), thinking.origin().signature());
        } else if (part instanceof Content.ToolCall call) {
            call(call);
        } else if (part instanceof Content.CachePoint point) {
            cachePoint(point);
        } else if (part instanceof Content.Image image) {
            out.writeObjectPropertyStart("image");
            source(image.media(), IMAGES);
            out.writeEndObject();
        } else if (part instanceof Content.Document document) {
            document(document);
        } else {
            throw unsupported(part.getClass().getSimpleName());
        }
        out.writeEndObject();
    }

    private void thinking(String text, @Nullable String signature) {
        out.writeObjectPropertyStart("reasoningContent");
        out.writeObjectPropertyStart("reasoningText");
        out.writeStringProperty("text", text);
        out.writeStringProperty("signature", signature);
        out.writeEndObject();
        out.writeEndObject();
    }

    private void call(Content.ToolCall call) {
        out.writeObjectPropertyStart("toolUse");
        out.writeStringProperty("toolUseId", call.id());
        out.writeStringProperty("name", call.name());
        out.writeName("input");
        out.writeRawValue(JsonText.object(call.arguments()));
        out.writeEndObject();
    }

    /** {@code status} is not written for a success, since not every model takes the field. */
    private void result(Message.ToolResult result) {
        out.writeStartObject();
        out.writeObjectPropertyStart("toolResult");
        out.writeStringProperty("toolUseId", result.toolCallId());
        out.writeArrayPropertyStart("content");
        for (Content part : result.content()) {
            if (!(part instanceof Content.CachePoint)) {
                part(part);
            }
        }
        out.writeEndArray();
        if (result.error()) {
            out.writeStringProperty("status", "error");
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    void cachePoint(Content.CachePoint point) {
        out.writeObjectPropertyStart("cachePoint");
        out.writeStringProperty("type", "default");
        if (point.ttl() != null && timesToLive) {
            out.writeStringProperty("ttl", point.ttl().compareTo(FIVE_MINUTES) > 0 ? "1h" : "5m");
        }
        out.writeEndObject();
    }

    private void document(Content.Document document) {
        out.writeObjectPropertyStart("document");
        out.writeStringProperty("name", names.next(document.title()));
        source(document.media(), DOCUMENTS);
        if (document.citations()) {
            out.writeObjectPropertyStart("citations");
            out.writeBooleanProperty("enabled", true);
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    /** Inline, or in S3; nothing else is fetched. */
    private void source(Media media, Map<String, String> formats) {
        String format = formats.get(Objects.requireNonNullElse(media.mimeType(), ""));
        String base64 = media.base64();
        String url = media.url();
        if (format == null) {
            throw unsupported(media.mimeType() == null ? "media without a MIME type" : media.mimeType());
        }
        out.writeStringProperty("format", format);
        out.writeObjectPropertyStart("source");
        if (base64 != null) {
            out.writeStringProperty("bytes", base64);
        } else if (url != null && url.startsWith("s3:")) {
            out.writeObjectPropertyStart("s3Location");
            out.writeStringProperty("uri", url);
            out.writeEndObject();
        } else {
            throw unsupported("media that are neither inline nor at s3://…");
        }
        out.writeEndObject();
    }

    private static LlmException unsupported(String what) {
        return LlmException.builder(FailureKind.UNSUPPORTED)
                .message("the Converse API takes no " + what)
                .build();
    }
}
