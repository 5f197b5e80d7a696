package io.llmclient.providers.internal.cohere;

import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.Contents;
import io.llmclient.providers.internal.Functions;
import io.llmclient.providers.internal.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** Writes messages and their parts. */
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
            out.text("role", "system");
            content(message.content());
        } else if (message instanceof Message.User) {
            out.text("role", "user");
            content(message.content());
        } else if (message instanceof Message.Assistant assistant) {
            out.text("role", "assistant");
            assistant(assistant);
        } else if (message instanceof Message.ToolResult result) {
            out.text("role", "tool").text("tool_call_id", result.toolCallId());
            content(result.content());
        }
        out.end();
    }

    private void assistant(Message.Assistant message) {
        List<Content.ToolCall> calls = message.toolCalls();
        List<Content> plans = new ArrayList<>(0);
        List<Content> said = new ArrayList<>();
        for (Content part : message.content()) {
            if (!(part instanceof Content.ToolCall)) {
                (isPlan(part) ? plans : said).add(part);
            }
        }
        if (!said.isEmpty() || calls.isEmpty()) {
            content(said);
        }
        if (!calls.isEmpty()) {
            out.textIfAny(CohereChat.PLAN, Contents.thoughts(plans)).list("tool_calls", calls, this::call);
        }
    }

    /** A call that another provider's model made may have the hyphens that Cohere refuses. */
    private void call(Content.ToolCall call) {
        Functions.nested(out).call(call, call.name().replace('-', '_'));
    }

    private static boolean isPlan(Content part) {
        return part instanceof Content.Thinking thinking
                && CohereChat.PLAN.equals(Contents.signature(thinking.origin()));
    }

    /** One text is a string, other contents are lists of parts. */
    private void content(List<Content> all) {
        List<Content> parts = Contents.withoutCachePoints(all);
        if (parts.size() < 2 && Contents.areTexts(parts)) {
            out.text("content", Contents.texts(parts, ""));
            return;
        }
        out.list("content", parts, this::part);
    }

    private void part(Content part) {
        if (part instanceof Content.Opaque opaque) {
            out.json(opaque.json());
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
        out.object().text("type", kind).text(kind, words).end();
    }

    private void image(Content.Image image) {
        if (image.media().fileId() != null) {
            throw RequestWriter.cannot(target, "read images by file id");
        }
        out.object();
        Contents.imageUrl(image, out);
        out.end();
    }
}
