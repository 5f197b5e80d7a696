package io.llmclient.providers.internal.responses;

import static io.llmclient.providers.internal.models.ModelRules.Trait.CALLS_IN_A_ROW;

import io.llmclient.Content;
import io.llmclient.Media;
import io.llmclient.Message;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.Contents;
import io.llmclient.providers.internal.JsonWriter;
import io.llmclient.providers.internal.models.ModelRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes messages as the items of the input: a turn of the model is several items. */
final class InputWriter {

    private final Target target;
    private final ModelRules rules;
    private final JsonWriter out;

    InputWriter(Target target, ModelRules rules, JsonWriter out) {
        this.target = target;
        this.rules = rules;
        this.out = out;
    }

    void write(Message message) {
        if (message instanceof Message.System) {
            out.object().text("role", rules.system());
            out.text("content", Contents.texts(message.content(), "\n\n")).end();
        } else if (message instanceof Message.User) {
            out.object().text("role", "user");
            content("content", message.content(), null);
            out.end();
        } else if (message instanceof Message.Assistant assistant) {
            turn(assistant.content());
        } else if (message instanceof Message.ToolResult result) {
            item("function_call_output").text("call_id", result.toolCallId());
            content("output", result.content(), "\n");
            out.end();
        }
    }

    private JsonWriter item(String type) {
        return out.object().text("type", type);
    }

    private void turn(List<Content> content) {
        List<Content> said = new ArrayList<>(0);
        for (Content part : worthSending(rules.has(CALLS_IN_A_ROW) ? callsLast(content) : content)) {
            boolean words = part instanceof Content.Text || part instanceof Content.Refusal;
            if (!said.isEmpty() && !(words && Objects.equals(phase(part), phase(said.get(0))))) {
                said(said);
                said.clear();
            }
            if (words) {
                said.add(part);
            } else {
                item(part);
            }
        }
        if (!said.isEmpty()) {
            said(said);
        }
    }

    /** A thought is refused without the item that it led to, as an answer that was cut leaves it. */
    private static List<Content> worthSending(List<Content> parts) {
        int end = parts.size();
        while (end > 0 && isThoughtOrMark(parts.get(end - 1))) {
            end--;
        }
        return parts.subList(0, end);
    }

    private static boolean isThoughtOrMark(Content part) {
        return part instanceof Content.Thinking || part instanceof Content.CachePoint;
    }

    private static List<Content> callsLast(List<Content> parts) {
        List<Content> sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparing(Content.ToolCall.class::isInstance));
        return sorted;
    }

    private void item(Content part) {
        if (part instanceof Content.ToolCall call) {
            item("function_call").text("call_id", call.id()).text("name", call.name());
            out.text("arguments", call.arguments()).end();
        } else if (part instanceof Content.Opaque opaque) {
            out.json(opaque.json());
        } else if (part instanceof Content.Thinking thinking) {
            thought(thinking.text(), Contents.signature(thinking.origin()));
        }
    }

    /** The reader signs thoughts with the whole item, which goes back as it came. */
    private void thought(String summary, @Nullable String signature) {
        if (signature == null) {
            return;
        }
        if (JsonCursor.isObject(signature)) {
            out.json(signature);
            return;
        }
        item("reasoning").list("summary");
        if (!summary.isEmpty()) {
            item("summary_text").text("text", summary).end();
        }
        out.end().text("encrypted_content", signature).end();
    }

    /** Words of one phase, which the model wants to know of its own messages. */
    private void said(List<Content> parts) {
        out.object().text("role", "assistant");
        if (parts.size() == 1 && parts.get(0) instanceof Content.Text text) {
            out.text("content", text.text());
        } else {
            out.list("content", parts, this::words);
        }
        out.text("phase", phase(parts.get(0))).end();
    }

    private void words(Content part) {
        if (part instanceof Content.Text text) {
            item("output_text").text("text", text.text()).end();
        } else if (part instanceof Content.Refusal refusal) {
            item("refusal").text("refusal", refusal.text()).end();
        }
    }

    private static @Nullable String phase(Content part) {
        return part instanceof Content.Text text ? Contents.signature(text.origin()) : null;
    }

    /** One text is a string, which every service takes; several are one, too, where there is a glue for them. */
    private void content(String field, List<Content> all, @Nullable String glue) {
        List<Content> parts = Contents.withoutCachePoints(all);
        if ((glue != null || parts.size() < 2) && Contents.areTexts(parts)) {
            out.text(field, Contents.texts(parts, glue == null ? "" : glue));
            return;
        }
        out.list(field, parts, this::part);
    }

    private void part(Content part) {
        if (part instanceof Content.Text text) {
            item("input_text").text("text", text.text()).end();
        } else if (part instanceof Content.Image image) {
            image(image);
        } else if (part instanceof Content.Document document) {
            document(document);
        } else if (part instanceof Content.Opaque opaque) {
            out.json(opaque.json());
        } else if (part instanceof Content.Audio) {
            throw RequestWriter.cannot(target, "hear sounds");
        }
    }

    private void image(Content.Image image) {
        Media media = image.media();
        item("input_image").text("file_id", media.fileId());
        out.text("image_url", media.fileId() == null ? Contents.url(media) : null);
        out.text("detail", image.detail()).end();
    }

    private void document(Content.Document document) {
        Media media = document.media();
        item("input_file").text("file_id", media.fileId()).text("file_url", media.url());
        if (media.fileId() == null && media.url() == null) {
            out.text("filename", document.title() == null ? "document.pdf" : document.title());
            out.text("file_data", Contents.url(media));
        }
        out.end();
    }
}
