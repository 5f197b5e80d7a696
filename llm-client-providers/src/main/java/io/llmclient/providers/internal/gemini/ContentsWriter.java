package io.llmclient.providers.internal.gemini;

import io.llmclient.Content;
import io.llmclient.Media;
import io.llmclient.Message;
import io.llmclient.Origin;
import io.llmclient.core.http.CallIds;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.providers.internal.models.GeminiModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes the conversation. */
final class ContentsWriter {

    /**
     * Stands where a call of another model has no signature: Base64 of {@code skip_thought_signature_validator}, as
     * Google's own libraries send it.
     */
    private static final String NO_SIGNATURE = "c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I=";

    private final GeminiModel family;
    private final JsonGenerator out;
    private boolean callSigned;

    ContentsWriter(GeminiModel family, JsonGenerator out) {
        this.family = family;
        this.out = out;
    }

    /** Writes a content for each turn; {@code preface} goes before the first words of the user. */
    void write(List<Message> messages, List<Content> preface) {
        List<Content> before = preface;
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            if (message instanceof Message.ToolResult) {
                i = results(messages, i);
            } else if (message instanceof Message.Assistant) {
                callSigned = false;
                content("model", message.content());
            } else if (message instanceof Message.User) {
                content("user", before.isEmpty() ? message.content() : joined(before, message.content()));
                before = List.of();
            }
        }
    }

    private static List<Content> joined(List<Content> first, List<Content> second) {
        List<Content> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    /** A content without parts is a 400, so it is left out. */
    private void content(String role, List<Content> content) {
        if (isAnySent(content)) {
            out.writeStartObject();
            out.writeStringProperty("role", role);
            parts(content);
            out.writeEndObject();
        }
    }

    private static boolean isAnySent(List<Content> content) {
        for (Content part : content) {
            if (isSent(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSent(Content part) {
        if (part instanceof Content.Thinking thinking) {
            return !thinking.text().isEmpty() || signature(thinking.origin()) != null;
        }
        return !(part instanceof Content.CachePoint);
    }

    void parts(List<Content> content) {
        out.writeArrayPropertyStart("parts");
        for (Content part : content) {
            if (isSent(part)) {
                part(part);
            }
        }
        out.writeEndArray();
    }

    private void part(Content part) {
        if (part instanceof Content.Opaque opaque) {
            out.writeRawValue(opaque.json());
            return;
        }
        out.writeStartObject();
        if (part instanceof Content.Text text) {
            out.writeStringProperty("text", text.text());
            sign(signature(text.origin()));
        } else if (part instanceof Content.Thinking thinking) {
            thinking(thinking);
        } else if (part instanceof Content.ToolCall call) {
            call(call);
        } else if (part instanceof Content.Refusal refusal) {
            out.writeStringProperty("text", refusal.text());
        } else {
            media(part);
        }
        out.writeEndObject();
    }

    /** What came as an empty text with a signature is kept as empty thinking and goes back as it came. */
    private void thinking(Content.Thinking thinking) {
        out.writeStringProperty("text", thinking.text());
        if (!thinking.text().isEmpty()) {
            out.writeBooleanProperty("thought", true);
        }
        sign(signature(thinking.origin()));
    }

    private void call(Content.ToolCall call) {
        out.writeObjectPropertyStart("functionCall");
        id(call.id());
        out.writeStringProperty("name", call.name());
        out.writeName("args");
        object(call.arguments(), "_raw");
        out.writeEndObject();
        String signature = signature(call.origin());
        sign(signature == null && family.signsCalls() && !callSigned ? NO_SIGNATURE : signature);
        callSigned = true;
    }

    /** Where the wire had no id, none goes back: results are then matched by name and order. */
    private void id(String id) {
        if (!CallIds.isMade(id)) {
            out.writeStringProperty("id", id);
        }
    }

    private void sign(@Nullable String signature) {
        if (signature != null) {
            out.writeStringProperty("thoughtSignature", signature);
        }
    }

    private static @Nullable String signature(@Nullable Origin origin) {
        return origin == null ? null : origin.signature();
    }

    /** All results of a turn in one content of their own: beside texts some models take them for their own turn. */
    private int results(List<Message> messages, int first) {
        out.writeStartObject();
        out.writeStringProperty("role", "user");
        out.writeArrayPropertyStart("parts");
        int next = first;
        while (next < messages.size() && messages.get(next) instanceof Message.ToolResult result) {
            result(result);
            next++;
        }
        out.writeEndArray();
        out.writeEndObject();
        return next - 1;
    }

    private void result(Message.ToolResult result) {
        out.writeStartObject();
        out.writeObjectPropertyStart("functionResponse");
        id(result.toolCallId());
        out.writeStringProperty("name", result.toolName() == null ? result.toolCallId() : result.toolName());
        out.writeName("response");
        if (result.error()) {
            out.writeStartObject();
            out.writeStringProperty("error", result.text());
            out.writeEndObject();
        } else {
            object(result.text(), "result");
        }
        attachments(result.content());
        out.writeEndObject();
        out.writeEndObject();
    }

    private void attachments(List<Content> content) {
        List<Content> media = content.stream()
                .filter(part -> !(part instanceof Content.Text || part instanceof Content.CachePoint))
                .toList();
        if (!media.isEmpty()) {
            parts(media);
        }
    }

    private void media(Content part) {
        if (part instanceof Content.Image image) {
            media(image.media());
        } else if (part instanceof Content.Document document) {
            media(document.media());
        } else if (part instanceof Content.Audio audio) {
            media(audio.media());
        }
    }

    private void media(Media media) {
        String base64 = media.base64();
        out.writeObjectPropertyStart(base64 == null ? "fileData" : "inlineData");
        if (media.mimeType() != null) {
            out.writeStringProperty("mimeType", media.mimeType());
        }
        if (base64 == null) {
            out.writeStringProperty("fileUri", media.url() == null ? media.fileId() : media.url());
        } else {
            out.writeStringProperty("data", base64);
        }
        out.writeEndObject();
    }

    /** JSON text as the object it is; any other text wrapped into one. */
    private void object(String text, String wrapper) {
        if (JsonCursor.isObject(text)) {
            out.writeRawValue(text);
        } else {
            out.writeStartObject();
            out.writeStringProperty(wrapper, text);
            out.writeEndObject();
        }
    }
}
