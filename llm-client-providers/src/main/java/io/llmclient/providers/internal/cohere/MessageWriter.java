package io.llmclient.providers.internal.cohere;

import io.llmclient.Content;
import io.llmclient.Media;
import io.llmclient.Message;
import io.llmclient.Origin;
import io.llmclient.core.http.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** Writes messages and their parts. */
final class MessageWriter {

    private final Target target;
    private final JsonGenerator out;

    MessageWriter(Target target, JsonGenerator out) {
        this.target = target;
        this.out = out;
    }

    void write(Message message) {
        out.writeStartObject();
        if (message instanceof Message.System) {
            out.writeStringProperty("role", "system");
            content(message.content());
        } else if (message instanceof Message.User) {
            out.writeStringProperty("role", "user");
            content(message.content());
        } else if (message instanceof Message.Assistant assistant) {
            out.writeStringProperty("role", "assistant");
            assistant(assistant);
        } else if (message instanceof Message.ToolResult result) {
            out.writeStringProperty("role", "tool");
            out.writeStringProperty("tool_call_id", result.toolCallId());
            content(result.content());
        }
        out.writeEndObject();
    }

    private void assistant(Message.Assistant message) {
        List<Content.ToolCall> calls = message.toolCalls();
        List<Content> said = message.content().stream()
                .filter(part -> !(part instanceof Content.ToolCall) && !isPlan(part))
                .toList();
        if (!said.isEmpty() || calls.isEmpty()) {
            content(said);
        }
        if (!calls.isEmpty()) {
            String plan = message.content().stream()
                    .filter(MessageWriter::isPlan)
                    .map(part -> ((Content.Thinking) part).text())
                    .collect(Collectors.joining());
            if (!plan.isEmpty()) {
                out.writeStringProperty(CohereChat.PLAN, plan);
            }
            out.writeArrayPropertyStart("tool_calls");
            calls.forEach(this::call);
            out.writeEndArray();
        }
    }

    private static boolean isPlan(Content part) {
        Origin origin = part instanceof Content.Thinking thinking ? thinking.origin() : null;
        return origin != null && CohereChat.PLAN.equals(origin.signature());
    }

    private void call(Content.ToolCall call) {
        out.writeStartObject();
        out.writeStringProperty("id", call.id());
        out.writeStringProperty("type", "function");
        out.writeObjectPropertyStart("function");
        // A call that another provider's model made may have the hyphens that Cohere refuses.
        out.writeStringProperty("name", call.name().replace('-', '_'));
        out.writeStringProperty("arguments", call.arguments());
        out.writeEndObject();
        out.writeEndObject();
    }

    /** One text is a string, other contents are lists of parts. */
    private void content(List<Content> all) {
        List<Content> parts = new ArrayList<>(all);
        parts.removeIf(Content.CachePoint.class::isInstance);
        if (parts.isEmpty()) {
            out.writeStringProperty("content", "");
        } else if (parts.size() == 1 && parts.get(0) instanceof Content.Text only) {
            out.writeStringProperty("content", only.text());
        } else {
            out.writeArrayPropertyStart("content");
            parts.forEach(this::part);
            out.writeEndArray();
        }
    }

    private void part(Content part) {
        if (part instanceof Content.Opaque opaque) {
            out.writeRawValue(opaque.json());
        } else if (part instanceof Content.Image image) {
            image(image);
        } else if (part instanceof Content.Thinking thinking) {
            words("thinking", thinking.text());
        } else if (part instanceof Content.Text text) {
            words("text", text.text());
        } else if (part instanceof Content.Refusal refusal) {
            words("text", refusal.text());
        }
    }

    private void words(String kind, String words) {
        out.writeStartObject();
        out.writeStringProperty("type", kind);
        out.writeStringProperty(kind, words);
        out.writeEndObject();
    }

    private void image(Content.Image image) {
        Media media = image.media();
        if (media.fileId() != null) {
            throw RequestWriter.cannot(target, "read images by file id");
        }
        String url = media.url() != null ? media.url() : "data:" + media.mimeType() + ";base64," + media.base64();
        out.writeStartObject();
        out.writeStringProperty("type", "image_url");
        out.writeObjectPropertyStart("image_url");
        out.writeStringProperty("url", url);
        if (image.detail() != null) {
            out.writeStringProperty("detail", image.detail());
        }
        out.writeEndObject();
        out.writeEndObject();
    }
}
