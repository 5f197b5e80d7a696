package io.llmclient.providers.internal.anthropic;

import io.llmclient.Content;
import io.llmclient.Content.CachePoint;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Media;
import io.llmclient.Message;
import io.llmclient.providers.internal.ClaudeThinkingPlan;
import io.llmclient.providers.internal.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes content blocks. */
final class Blocks {

    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private final JsonGenerator out;

    Blocks(JsonGenerator out) {
        this.out = out;
    }

    /** A blank text is refused, and so is a thought without its signature, as a broken stream leaves it. */
    static boolean isWorthSending(Content part) {
        return part instanceof Content.Text text
                ? !text.text().isBlank()
                : !(part instanceof Content.Thinking thinking) || ClaudeThinkingPlan.isSigned(thinking);
    }

    /** Thoughts cannot be marked, and opaque parts go back as they came. */
    static boolean isMarkable(Content part) {
        return !(part instanceof Content.Thinking) && !(part instanceof Content.Opaque);
    }

    void write(Prompt.Block block) {
        if (block.result != null) {
            writeResult(block.result, block.mark);
        } else if (block.part != null) {
            write(block.part, block.mark);
        }
    }

    private void write(Content part, @Nullable CachePoint mark) {
        if (part instanceof Content.Text text) {
            writeText(text.text(), mark);
        } else if (part instanceof Content.Refusal refusal) {
            writeText(refusal.text(), mark);
        } else if (part instanceof Content.Image image) {
            writeImage(image.media(), mark);
        } else if (part instanceof Content.Document document) {
            writeDocument(document, mark);
        } else if (part instanceof Content.ToolCall call) {
            writeCall(call, mark);
        } else if (part instanceof Content.Thinking thinking && thinking.origin() != null) {
            writeThinking(thinking.text(), thinking.origin().signature());
        } else if (part instanceof Content.Opaque opaque) {
            out.writeRawValue(opaque.json());
        } else {
            throw unsupported(part.getClass().getSimpleName());
        }
    }

    private void writeText(String text, @Nullable CachePoint mark) {
        start("text");
        out.writeStringProperty("text", text);
        end(mark);
    }

    private void writeThinking(String text, @Nullable String signature) {
        start("thinking");
        out.writeStringProperty("thinking", text);
        out.writeStringProperty("signature", signature);
        out.writeEndObject();
    }

    private void writeCall(Content.ToolCall call, @Nullable CachePoint mark) {
        start("tool_use");
        out.writeStringProperty("id", call.id());
        out.writeStringProperty("name", call.name());
        out.writeName("input");
        out.writeRawValue(JsonText.object(call.arguments()));
        end(mark);
    }

    private void writeResult(Message.ToolResult result, @Nullable CachePoint mark) {
        start("tool_result");
        out.writeStringProperty("tool_use_id", result.toolCallId());
        out.writeName("content");
        List<Content> parts = result.content().stream()
                .filter(part -> !(part instanceof CachePoint))
                .toList();
        if (parts.size() == 1 && parts.get(0) instanceof Content.Text text) {
            out.writeString(text.text());
        } else {
            out.writeStartArray();
            parts.stream().filter(Blocks::isWorthSending).forEach(part -> write(part, null));
            out.writeEndArray();
        }
        if (result.error()) {
            out.writeBooleanProperty("is_error", true);
        }
        end(mark);
    }

    private void writeImage(Media media, @Nullable CachePoint mark) {
        start("image");
        writeSource(media, IMAGES);
        end(mark);
    }

    private void writeDocument(Content.Document document, @Nullable CachePoint mark) {
        start("document");
        boolean text = String.valueOf(document.media().mimeType()).startsWith("text/");
        byte[] bytes = text ? document.media().bytes() : null;
        if (bytes != null) {
            writeObject(
                    "source", "text", "media_type", "text/plain", "data", new String(bytes, StandardCharsets.UTF_8));
        } else {
            writeSource(document.media(), Set.of("application/pdf"));
        }
        if (document.title() != null) {
            out.writeStringProperty("title", document.title());
        }
        if (document.citations()) {
            out.writeObjectPropertyStart("citations");
            out.writeBooleanProperty("enabled", true);
            out.writeEndObject();
        }
        end(mark);
    }

    private void writeSource(Media media, Set<String> types) {
        if (media.url() != null) {
            writeObject("source", "url", "url", media.url());
        } else if (media.fileId() != null) {
            writeObject("source", "file", "file_id", media.fileId());
        } else if (media.mimeType() != null && types.contains(media.mimeType())) {
            writeObject("source", "base64", "media_type", media.mimeType(), "data", String.valueOf(media.base64()));
        } else {
            throw unsupported(String.valueOf(media.mimeType()));
        }
    }

    private void writeObject(String name, String type, String... fields) {
        out.writeObjectPropertyStart(name);
        out.writeStringProperty("type", type);
        for (int i = 0; i < fields.length; i += 2) {
            out.writeStringProperty(fields[i], fields[i + 1]);
        }
        out.writeEndObject();
    }

    private void start(String type) {
        out.writeStartObject();
        out.writeStringProperty("type", type);
    }

    private void end(@Nullable CachePoint mark) {
        writeMark(mark);
        out.writeEndObject();
    }

    /** Writes {@code cache_control} if there is a mark. The API knows two times to live. */
    void writeMark(@Nullable CachePoint mark) {
        if (mark != null && mark.ttl() != null) {
            String ttl = mark.ttl().compareTo(FIVE_MINUTES) > 0 ? "1h" : "5m";
            writeObject("cache_control", "ephemeral", "ttl", ttl);
        } else if (mark != null) {
            writeObject("cache_control", "ephemeral");
        }
    }

    private static LlmException unsupported(String what) {
        return LlmException.builder(FailureKind.UNSUPPORTED)
                .message("the Messages API takes no " + what)
                .build();
    }
}
