package io.llmclient.providers.internal.openai;

import static io.llmclient.providers.internal.models.ModelRules.Trait.CACHE_MARKS;
import static io.llmclient.providers.internal.models.ModelRules.Trait.LISTS_OF_PARTS;
import static io.llmclient.providers.internal.models.ModelRules.Trait.TYPED_PARTS;

import io.llmclient.Content;
import io.llmclient.Media;
import io.llmclient.Message;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.Contents;
import io.llmclient.providers.internal.Functions;
import io.llmclient.providers.internal.JsonWriter;
import io.llmclient.providers.internal.models.ModelRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes messages and their parts. */
final class MessageWriter {

    private final Target target;
    private final ModelRules rules;
    private final JsonWriter out;
    private final Functions functions;

    MessageWriter(Target target, ModelRules rules, JsonWriter out) {
        this.target = target;
        this.rules = rules;
        this.out = out;
        this.functions = Functions.nested(out);
    }

    void write(Message message) {
        out.object();
        if (message instanceof Message.System) {
            out.text("role", rules.system());
            content(message.content(), glue("\n\n"));
        } else if (message instanceof Message.User) {
            out.text("role", "user");
            content(message.content(), null);
        } else if (message instanceof Message.Assistant assistant) {
            out.text("role", "assistant");
            assistant(assistant);
        } else if (message instanceof Message.ToolResult result) {
            out.text("role", "tool").text("tool_call_id", result.toolCallId());
            content(result.content(), glue("\n"));
        }
        out.end();
    }

    /** What joins several texts to one string; null where they may stay a list. */
    private @Nullable String glue(String text) {
        return rules.has(LISTS_OF_PARTS) ? null : text;
    }

    private void assistant(Message.Assistant message) {
        List<Content> said = new ArrayList<>();
        List<Content> details = new ArrayList<>(0);
        for (Content part : message.content()) {
            if (ReasoningDetails.isOne(part)) {
                details.add(part);
            } else if (part instanceof Content.Refusal refusal && !rules.has(LISTS_OF_PARTS)) {
                said.add(Content.text(refusal.text()));
            } else if (part instanceof Content.Thinking thought
                    && target.quirks().thinkTags()) {
                said.add(Content.text("<think>\n" + thought.text() + "\n</think>\n\n"));
            } else if (isSaid(part)) {
                said.add(part);
            }
        }
        List<Content.ToolCall> calls = message.toolCalls();
        if (said.isEmpty() && !calls.isEmpty()) {
            out.json("content", "null");
        } else {
            content(said, glue(""));
        }
        thoughts(message.content());
        out.list(ReasoningDetails.FIELD, details, this::part);
        out.list("tool_calls", calls, call -> functions.call(call, call.name()));
    }

    private boolean isSaid(Content part) {
        return part instanceof Content.Thinking ? rules.has(TYPED_PARTS) : !(part instanceof Content.ToolCall);
    }

    private void thoughts(List<Content> content) {
        List<String> fields = target.quirks().reasoningFields();
        String words = fields.isEmpty() ? "" : Contents.thoughts(content);
        if (!words.isEmpty() || target.quirks().reasoningRequired()) {
            fields.forEach(field -> out.text(field, words));
        }
    }

    /** One text is a string, which every service takes; other contents are lists of parts. */
    private void content(List<Content> parts, @Nullable String glue) {
        List<Content> bare = Contents.withoutCachePoints(parts);
        boolean marked = marks() && bare.size() < parts.size();
        boolean joined = !marked && (glue != null || bare.size() == 1) && Contents.areTexts(bare);
        if (bare.isEmpty() || joined) {
            out.text("content", Contents.texts(bare, glue == null ? "" : glue));
        } else {
            list(parts);
        }
    }

    private void list(List<Content> parts) {
        out.list("content");
        for (int i = 0; i < parts.size(); i++) {
            Content next = i + 1 < parts.size() && marks() ? parts.get(i + 1) : null;
            part(parts.get(i), next instanceof Content.CachePoint mark ? mark : null);
        }
        out.end();
    }

    /** Whether cache points are written at all; elsewhere caching is automatic. */
    private boolean marks() {
        return rules.has(CACHE_MARKS) || target.quirks().cacheControl();
    }

    private void part(Content part) {
        part(part, null);
    }

    private void part(Content part, Content.@Nullable CachePoint mark) {
        if (part instanceof Content.CachePoint) {
            return;
        }
        if (part instanceof Content.Opaque opaque) {
            out.json(opaque.json());
            return;
        }
        out.object();
        if (part instanceof Content.Text text) {
            out.text("type", "text").text("text", text.text());
        } else if (part instanceof Content.Refusal refusal) {
            out.text("type", "refusal").text("refusal", refusal.text());
        } else if (part instanceof Content.Image image) {
            image(image);
        } else if (part instanceof Content.Document document) {
            document(document);
        } else if (part instanceof Content.Audio audio) {
            audio(audio.media());
        } else if (part instanceof Content.Thinking thinking) {
            out.text("type", "thinking").list("thinking");
            part(Content.text(thinking.text()));
            out.end().flag("closed", true);
        }
        if (mark != null) {
            mark(mark.ttl());
        }
        out.end();
    }

    /** OpenAI's own mark knows no time but 30 minutes. */
    private void mark(@Nullable Duration ttl) {
        if (!target.quirks().cacheControl()) {
            out.object("prompt_cache_breakpoint").text("mode", "explicit").end();
            return;
        }
        out.object("cache_control").text("type", "ephemeral");
        if (ttl != null) {
            out.text("ttl", ttl.toMinutes() % 60 == 0 ? ttl.toHours() + "h" : ttl.toMinutes() + "m");
        }
        out.end();
    }

    private void image(Content.Image image) {
        if (image.media().fileId() != null) {
            throw RequestWriter.cannot(target, "read images by file id");
        }
        Contents.imageUrl(image, out);
    }

    private void document(Content.Document document) {
        Media media = document.media();
        if (rules.has(TYPED_PARTS) && media.fileId() == null) {
            out.text("type", "document_url").text("document_url", Contents.url(media));
            out.text("document_name", document.title());
            return;
        }
        if (media.url() != null) {
            throw RequestWriter.cannot(target, "read documents by URL");
        }
        out.text("type", "file").object("file").text("file_id", media.fileId());
        if (media.fileId() == null) {
            out.text("filename", document.title() == null ? "document.pdf" : document.title());
            out.text("file_data", Contents.url(media));
        }
        out.end();
    }

    private void audio(Media media) {
        String type = String.valueOf(media.mimeType());
        String data = media.base64();
        boolean wav = type.endsWith("wav") || type.endsWith("wave");
        if (data == null || !(wav || type.equals("audio/mpeg") || type.equals("audio/mp3"))) {
            throw RequestWriter.cannot(target, "read audio that is not inline wav or mp3, but " + media);
        }
        out.text("type", "input_audio");
        if (rules.has(TYPED_PARTS)) {
            out.text("input_audio", data);
        } else {
            out.object("input_audio").text("data", data).text("format", wav ? "wav" : "mp3");
            out.end();
        }
    }
}
