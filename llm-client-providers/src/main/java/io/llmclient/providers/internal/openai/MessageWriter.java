package io.llmclient.providers.internal.openai;

import static io.llmclient.providers.internal.models.ModelRules.Trait.CACHE_MARKS;
import static io.llmclient.providers.internal.models.ModelRules.Trait.LISTS_OF_PARTS;
import static io.llmclient.providers.internal.models.ModelRules.Trait.TYPED_PARTS;

import io.llmclient.Content;
import io.llmclient.Media;
import io.llmclient.Message;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.models.ModelRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes messages and their parts. */
final class MessageWriter {

    private final Target target;
    private final ModelRules rules;
    private final JsonGenerator out;

    MessageWriter(Target target, ModelRules rules, JsonGenerator out) {
        this.target = target;
        this.rules = rules;
        this.out = out;
    }

    void write(Message message) {
        out.writeStartObject();
        if (message instanceof Message.System) {
            out.writeStringProperty("role", rules.thinks() ? "developer" : "system");
            content(message.content(), glue("\n\n"));
        } else if (message instanceof Message.User) {
            out.writeStringProperty("role", "user");
            content(message.content(), null);
        } else if (message instanceof Message.Assistant assistant) {
            out.writeStringProperty("role", "assistant");
            assistant(assistant);
        } else if (message instanceof Message.ToolResult result) {
            out.writeStringProperty("role", "tool");
            out.writeStringProperty("tool_call_id", result.toolCallId());
            content(result.content(), glue("\n"));
        }
        out.writeEndObject();
    }

    /** What joins several texts to one string; null where they may stay a list. */
    private @Nullable String glue(String text) {
        return rules.has(LISTS_OF_PARTS) ? null : text;
    }

    private void assistant(Message.Assistant message) {
        List<Content> said = new ArrayList<>();
        List<Content.Opaque> thoughts = new ArrayList<>(0);
        for (Content part : message.content()) {
            if (part instanceof Content.Opaque opaque && ReasoningDetails.isOne(opaque)) {
                thoughts.add(opaque);
            } else if (part instanceof Content.Refusal refusal && !rules.has(LISTS_OF_PARTS)) {
                said.add(Content.text(refusal.text()));
            } else if (part instanceof Content.Thinking
                    ? rules.has(TYPED_PARTS)
                    : !(part instanceof Content.ToolCall)) {
                said.add(part);
            }
        }
        List<Content.ToolCall> calls = message.toolCalls();
        if (said.isEmpty() && !calls.isEmpty()) {
            out.writeNullProperty("content");
        } else {
            content(said, glue(""));
        }
        thinking(message);
        reasoningDetails(thoughts);
        toolCalls(calls);
    }

    private void thinking(Message.Assistant message) {
        List<String> fields = target.quirks().reasoningFields();
        if (fields.isEmpty()) {
            return;
        }
        String thoughts = message.content().stream()
                .filter(Content.Thinking.class::isInstance)
                .map(part -> ((Content.Thinking) part).text())
                .collect(Collectors.joining());
        if (!thoughts.isEmpty() || target.quirks().reasoningRequired()) {
            fields.forEach(field -> out.writeStringProperty(field, thoughts));
        }
    }

    private void reasoningDetails(List<Content.Opaque> thoughts) {
        if (!thoughts.isEmpty()) {
            out.writeArrayPropertyStart(ReasoningDetails.FIELD);
            thoughts.forEach(thought -> out.writeRawValue(thought.json()));
            out.writeEndArray();
        }
    }

    private void toolCalls(List<Content.ToolCall> calls) {
        if (calls.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("tool_calls");
        for (Content.ToolCall call : calls) {
            out.writeStartObject();
            out.writeStringProperty("id", call.id());
            out.writeStringProperty("type", "function");
            out.writeObjectPropertyStart("function");
            out.writeStringProperty("name", call.name());
            out.writeStringProperty("arguments", call.arguments());
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** One text is a string, which every service takes; other contents are lists of parts. */
    private void content(List<Content> parts, @Nullable String glue) {
        boolean marked = false;
        boolean onlyTexts = true;
        int count = 0;
        for (Content part : parts) {
            boolean mark = part instanceof Content.CachePoint;
            marked |= mark && marks();
            onlyTexts &= mark || part instanceof Content.Text;
            count += mark ? 0 : 1;
        }
        if (count == 0 || (onlyTexts && !marked && (count == 1 || glue != null))) {
            out.writeStringProperty("content", joined(parts, glue == null ? "" : glue));
        } else {
            list(parts);
        }
    }

    private static String joined(List<Content> parts, String glue) {
        if (parts.size() == 1 && parts.get(0) instanceof Content.Text text) {
            return text.text();
        }
        return parts.stream()
                .filter(Content.Text.class::isInstance)
                .map(part -> ((Content.Text) part).text())
                .collect(Collectors.joining(glue));
    }

    private void list(List<Content> parts) {
        out.writeArrayPropertyStart("content");
        for (int i = 0; i < parts.size(); i++) {
            Content next = i + 1 < parts.size() && marks() ? parts.get(i + 1) : null;
            part(parts.get(i), next instanceof Content.CachePoint mark ? mark : null);
        }
        out.writeEndArray();
    }

    /** Whether cache points are written at all; elsewhere caching is automatic. */
    private boolean marks() {
        return rules.has(CACHE_MARKS) || target.quirks().cacheControl();
    }

    private void part(Content part, Content.@Nullable CachePoint mark) {
        if (part instanceof Content.CachePoint) {
            return;
        }
        if (part instanceof Content.Opaque opaque) {
            out.writeRawValue(opaque.json());
            return;
        }
        out.writeStartObject();
        if (part instanceof Content.Text text) {
            out.writeStringProperty("type", "text");
            out.writeStringProperty("text", text.text());
        } else if (part instanceof Content.Refusal refusal) {
            out.writeStringProperty("type", "refusal");
            out.writeStringProperty("refusal", refusal.text());
        } else if (part instanceof Content.Image image) {
            image(image);
        } else if (part instanceof Content.Document document) {
            document(document);
        } else if (part instanceof Content.Audio audio) {
            audio(audio.media());
        } else if (part instanceof Content.Thinking thinking) {
            thoughts(thinking.text());
        }
        if (mark != null) {
            mark(mark.ttl());
        }
        out.writeEndObject();
    }

    /** OpenAI's own mark knows no time but 30 minutes. */
    private void mark(@Nullable Duration ttl) {
        boolean control = target.quirks().cacheControl();
        out.writeObjectPropertyStart(control ? "cache_control" : "prompt_cache_breakpoint");
        out.writeStringProperty(control ? "type" : "mode", control ? "ephemeral" : "explicit");
        if (control && ttl != null) {
            out.writeStringProperty("ttl", ttl.toMinutes() % 60 == 0 ? ttl.toHours() + "h" : ttl.toMinutes() + "m");
        }
        out.writeEndObject();
    }

    private void image(Content.Image image) {
        Media media = image.media();
        if (media.fileId() != null) {
            throw RequestWriter.cannot(target, "read images by file id");
        }
        out.writeStringProperty("type", "image_url");
        out.writeObjectPropertyStart("image_url");
        out.writeStringProperty("url", media.url() != null ? media.url() : dataUrl(media));
        if (image.detail() != null) {
            out.writeStringProperty("detail", image.detail());
        }
        out.writeEndObject();
    }

    private void thoughts(String text) {
        out.writeStringProperty("type", "thinking");
        out.writeArrayPropertyStart("thinking");
        part(new Content.Text(text, null), null);
        out.writeEndArray();
        out.writeBooleanProperty("closed", true);
    }

    private void document(Content.Document document) {
        Media media = document.media();
        if (rules.has(TYPED_PARTS) && media.fileId() == null) {
            out.writeStringProperty("type", "document_url");
            out.writeStringProperty("document_url", media.url() != null ? media.url() : dataUrl(media));
            if (document.title() != null) {
                out.writeStringProperty("document_name", document.title());
            }
            return;
        }
        if (media.url() != null) {
            throw RequestWriter.cannot(target, "read documents by URL");
        }
        out.writeStringProperty("type", "file");
        out.writeObjectPropertyStart("file");
        if (media.fileId() != null) {
            out.writeStringProperty("file_id", media.fileId());
        } else {
            out.writeStringProperty("filename", document.title() == null ? "document.pdf" : document.title());
            out.writeStringProperty("file_data", dataUrl(media));
        }
        out.writeEndObject();
    }

    private void audio(Media media) {
        String type = String.valueOf(media.mimeType());
        String data = media.base64();
        boolean wav = type.endsWith("wav") || type.endsWith("wave");
        if (data == null || !(wav || type.equals("audio/mpeg") || type.equals("audio/mp3"))) {
            throw RequestWriter.cannot(target, "read audio that is not inline wav or mp3, but " + media);
        }
        out.writeStringProperty("type", "input_audio");
        if (rules.has(TYPED_PARTS)) {
            out.writeStringProperty("input_audio", data);
            return;
        }
        out.writeObjectPropertyStart("input_audio");
        out.writeStringProperty("data", data);
        out.writeStringProperty("format", wav ? "wav" : "mp3");
        out.writeEndObject();
    }

    private static String dataUrl(Media media) {
        return "data:" + media.mimeType() + ";base64," + media.base64();
    }
}
