package io.llmclient.providers.internal.ollama;

import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.Contents;
import io.llmclient.providers.internal.JsonWriter;
import io.llmclient.providers.internal.Unsupported;
import java.util.ArrayList;
import java.util.List;

/** Writes messages. Their content is one text; images stand beside it. */
final class MessageWriter {

    private final Target target;
    private final JsonWriter out;

    MessageWriter(Target target, JsonWriter out) {
        this.target = target;
        this.out = out;
    }

    void write(Message message) {
        out.object();
        if (message instanceof Message.System) {
            role("system", message, "\n\n");
        } else if (message instanceof Message.User) {
            role("user", message, "\n");
            out.texts("images", images(message));
        } else if (message instanceof Message.Assistant assistant) {
            role("assistant", message, "");
            out.textIfAny("thinking", Contents.thoughts(message.content()));
            out.list("tool_calls", assistant.toolCalls(), this::call);
        } else if (message instanceof Message.ToolResult result) {
            role("tool", message, "\n");
            // The model's template knows results by the tool's name; only newer servers look at the id.
            out.text("tool_name", result.toolName()).text("tool_call_id", result.toolCallId());
        }
        out.end();
    }

    private void role(String role, Message message, String glue) {
        out.text("role", role).text("content", Contents.words(message.content(), glue));
    }

    private List<String> images(Message message) {
        List<String> images = new ArrayList<>(0);
        for (Content part : message.content()) {
            if (part instanceof Content.Image image) {
                String data = image.media().base64();
                if (data == null) {
                    throw Unsupported.because(target.model() + " at Ollama cannot read images that are not inline");
                }
                images.add(data);
            }
        }
        return images;
    }

    private void call(Content.ToolCall call) {
        out.object().text("id", call.id()).object("function");
        out.text("name", call.name()).json("arguments", call.arguments());
        out.end().end();
    }
}
