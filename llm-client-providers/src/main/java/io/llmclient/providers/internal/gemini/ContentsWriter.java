package io.llmclient.providers.internal.gemini;

import static io.llmclient.providers.internal.Contents.signature;

import io.llmclient.Content;
import io.llmclient.Media;
import io.llmclient.Message;
import io.llmclient.core.http.CallIds;
import io.llmclient.providers.internal.JsonText;
import io.llmclient.providers.internal.JsonWriter;
import io.llmclient.providers.internal.models.GeminiModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the conversation. */
final class ContentsWriter {

    /**
     * Stands where a call of another model has no signature: Base64 of {@code skip_thought_signature_validator}, as
     * Google's own libraries send it.
     */
    private static final String NO_SIGNATURE = "c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I=";

    private final GeminiModel family;
    private final JsonWriter out;
    private boolean callSigned;

    ContentsWriter(GeminiModel family, JsonWriter out) {
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
            out.object().text("role", role);
            parts(content);
            out.end();
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
        out.list("parts");
        for (Content part : content) {
            if (isSent(part)) {
                part(part);
            }
        }
        out.end();
    }

    private void part(Content part) {
        if (part instanceof Content.Opaque opaque) {
            out.json(opaque.json());
            return;
        }
        out.object();
        if (part instanceof Content.Text text) {
            out.text("text", text.text());
            sign(signature(text.origin()));
        } else if (part instanceof Content.Thinking thinking) {
            // What came as an empty text with a signature goes back as it came.
            out.text("text", thinking.text());
            out.flagIf("thought", !thinking.text().isEmpty());
            sign(signature(thinking.origin()));
        } else if (part instanceof Content.ToolCall call) {
            call(call);
        } else if (part instanceof Content.Refusal refusal) {
            out.text("text", refusal.text());
        } else if (part instanceof Content.Image image) {
            media(image.media());
        } else if (part instanceof Content.Document document) {
            media(document.media());
        } else if (part instanceof Content.Audio audio) {
            media(audio.media());
        }
        out.end();
    }

    private void call(Content.ToolCall call) {
        out.object("functionCall").text("id", id(call.id())).text("name", call.name());
        out.json("args", call.arguments());
        out.end();
        String signature = signature(call.origin());
        sign(signature == null && family.signsCalls() && !callSigned ? NO_SIGNATURE : signature);
        callSigned = true;
    }

    /** Where the wire had no id, none goes back: results are then matched by name and order. */
    private static @Nullable String id(String id) {
        return CallIds.isMade(id) ? null : id;
    }

    private void sign(@Nullable String signature) {
        out.text("thoughtSignature", signature);
    }

    /** All results of a turn in one content of their own: beside texts some models take them for their own turn. */
    private int results(List<Message> messages, int first) {
        out.object().text("role", "user").list("parts");
        int next = first;
        while (next < messages.size() && messages.get(next) instanceof Message.ToolResult result) {
            result(result);
            next++;
        }
        out.end().end();
        return next - 1;
    }

    private void result(Message.ToolResult result) {
        out.object().object("functionResponse").text("id", id(result.toolCallId()));
        out.text("name", result.toolName() == null ? result.toolCallId() : result.toolName());
        if (result.error()) {
            out.object("response").text("error", result.text()).end();
        } else {
            out.json("response", JsonText.object(result.text(), "result"));
        }
        attachments(result.content());
        out.end().end();
    }

    private void attachments(List<Content> content) {
        List<Content> media = content.stream()
                .filter(part -> !(part instanceof Content.Text || part instanceof Content.CachePoint))
                .toList();
        if (!media.isEmpty()) {
            parts(media);
        }
    }

    private void media(Media media) {
        String base64 = media.base64();
        out.object(base64 == null ? "fileData" : "inlineData").text("mimeType", media.mimeType());
        out.text("data", base64);
        if (base64 == null) {
            out.text("fileUri", media.url() == null ? media.fileId() : media.url());
        }
        out.end();
    }
}
