package io.llmclient.providers.internal.ollama;

import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Message;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.core.http.Target;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes messages. Their content is one text; images stand beside it. */
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
            role("system", message, "\n\n");
        } else if (message instanceof Message.User) {
            role("user", message, "\n");
            images(message);
        } else if (message instanceof Message.Assistant assistant) {
            role("assistant", message, "");
            thinking(message);
            calls(assistant.toolCalls());
        } else if (message instanceof Message.ToolResult result) {
            role("tool", message, "\n");
            // The model's template knows results by the tool's name; only newer servers look at the id.
            if (result.toolName() != null) {
                out.writeStringProperty("tool_name", result.toolName());
            }
            out.writeStringProperty("tool_call_id", result.toolCallId());
        }
        out.writeEndObject();
    }

    private void role(String role, Message message, String glue) {
        out.writeStringProperty("role", role);
        out.writeStringProperty("content", joined(message, MessageWriter::said, glue));
    }

    private static String joined(Message message, Function<Content, @Nullable String> words, String glue) {
        return message.content().stream()
                .map(words)
                .filter(text -> text != null)
                .collect(Collectors.joining(glue));
    }

    private static @Nullable String said(Content part) {
        if (part instanceof Content.Refusal refusal) {
            return refusal.text();
        }
        return part instanceof Content.Text text ? text.text() : null;
    }

    private static @Nullable String thought(Content part) {
        return part instanceof Content.Thinking thinking ? thinking.text() : null;
    }

    private void images(Message message) {
        List<Content.Image> images = message.content().stream()
                .filter(Content.Image.class::isInstance)
                .map(Content.Image.class::cast)
                .toList();
        if (images.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("images");
        for (Content.Image image : images) {
            String data = image.media().base64();
            if (data == null) {
                throw LlmException.builder(FailureKind.UNSUPPORTED)
                        .message(target.model() + " at Ollama cannot read images that are not inline")
                        .provider(null, target.model())
                        .build();
            }
            out.writeString(data);
        }
        out.writeEndArray();
    }

    private void thinking(Message message) {
        String thoughts = joined(message, MessageWriter::thought, "");
        if (!thoughts.isEmpty()) {
            out.writeStringProperty("thinking", thoughts);
        }
    }

    private void calls(List<Content.ToolCall> calls) {
        if (calls.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("tool_calls");
        for (Content.ToolCall call : calls) {
            out.writeStartObject();
            out.writeStringProperty("id", call.id());
            out.writeObjectPropertyStart("function");
            out.writeStringProperty("name", call.name());
            arguments(call.arguments());
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** An object, which a cut answer may have left half. */
    private void arguments(String arguments) {
        if (JsonCursor.isObject(arguments)) {
            out.writeName("arguments");
            out.writeRawValue(arguments);
        } else {
            out.writeObjectPropertyStart("arguments");
            out.writeStringProperty("_raw", arguments);
            out.writeEndObject();
        }
    }
}
