package io.llmclient.providers.internal.responses;

import static io.llmclient.providers.internal.models.ModelRules.Trait.CALLS_IN_A_ROW;

import io.llmclient.Content;
import io.llmclient.Media;
import io.llmclient.Message;
import io.llmclient.Origin;
import io.llmclient.core.http.JsonCursor;
import io.llmclient.core.http.Target;
import io.llmclient.providers.internal.models.ModelRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes messages as the items of the input: a turn of the model is several items. */
final class InputWriter {

    private final Target target;
    private final ModelRules rules;
    private final JsonGenerator out;

    InputWriter(Target target, ModelRules rules, JsonGenerator out) {
        this.target = target;
        this.rules = rules;
        this.out = out;
    }

    void write(Message message) {
        if (message instanceof Message.System) {
            startMessage(rules.thinks() ? "developer" : "system");
            out.writeStringProperty("content", joined(message.content(), "\n\n"));
            out.writeEndObject();
        } else if (message instanceof Message.User) {
            startMessage("user");
            content("content", message.content(), null);
            out.writeEndObject();
        } else if (message instanceof Message.Assistant assistant) {
            turn(assistant);
        } else if (message instanceof Message.ToolResult result) {
            startItem("function_call_output");
            out.writeStringProperty("call_id", result.toolCallId());
            content("output", result.content(), "\n");
            out.writeEndObject();
        }
    }

    private void turn(Message.Assistant message) {
        List<Content> said = new ArrayList<>(0);
        for (Content part :
                rules.has(CALLS_IN_A_ROW) ? callsLast(message.content()) : worthSending(message.content())) {
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
        sorted.removeIf(Content.ToolCall.class::isInstance);
        parts.stream().filter(Content.ToolCall.class::isInstance).forEach(sorted::add);
        return worthSending(sorted);
    }

    private void item(Content part) {
        if (part instanceof Content.ToolCall call) {
            startItem("function_call");
            out.writeStringProperty("call_id", call.id());
            out.writeStringProperty("name", call.name());
            out.writeStringProperty("arguments", call.arguments());
            out.writeEndObject();
        } else if (part instanceof Content.Opaque opaque) {
            out.writeRawValue(opaque.json());
        } else if (part instanceof Content.Thinking thinking && thinking.origin() != null) {
            thought(thinking.text(), thinking.origin().signature());
        }
    }

    /** The reader signs thoughts with the whole item, which goes back as it came. */
    private void thought(String summary, @Nullable String signature) {
        if (signature == null) {
            return;
        }
        if (JsonCursor.isObject(signature)) {
            out.writeRawValue(signature);
            return;
        }
        startItem("reasoning");
        out.writeArrayPropertyStart("summary");
        if (!summary.isEmpty()) {
            words("summary_text", "text", summary);
        }
        out.writeEndArray();
        out.writeStringProperty("encrypted_content", signature);
        out.writeEndObject();
    }

    /** Words of one phase, which the model wants to know of its own messages. */
    private void said(List<Content> parts) {
        startMessage("assistant");
        if (parts.size() == 1 && parts.get(0) instanceof Content.Text text) {
            out.writeStringProperty("content", text.text());
        } else {
            out.writeArrayPropertyStart("content");
            for (Content part : parts) {
                if (part instanceof Content.Text text) {
                    words("output_text", "text", text.text());
                } else if (part instanceof Content.Refusal refusal) {
                    words("refusal", "refusal", refusal.text());
                }
            }
            out.writeEndArray();
        }
        String phase = phase(parts.get(0));
        if (phase != null) {
            out.writeStringProperty("phase", phase);
        }
        out.writeEndObject();
    }

    private static @Nullable String phase(Content part) {
        Origin origin = part instanceof Content.Text text ? text.origin() : null;
        return origin == null ? null : origin.signature();
    }

    /** One text is a string, which every service takes; several are one, too, where there is a glue for them. */
    private void content(String field, List<Content> parts, @Nullable String glue) {
        List<Content> contents = parts.stream()
                .filter(part -> !(part instanceof Content.CachePoint))
                .toList();
        boolean texts = contents.stream().allMatch(Content.Text.class::isInstance);
        if (texts && (glue != null || contents.size() < 2)) {
            out.writeStringProperty(field, joined(contents, glue == null ? "" : glue));
            return;
        }
        out.writeArrayPropertyStart(field);
        contents.forEach(this::part);
        out.writeEndArray();
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

    private void part(Content part) {
        if (part instanceof Content.Text text) {
            words("input_text", "text", text.text());
        } else if (part instanceof Content.Image image) {
            image(image);
        } else if (part instanceof Content.Document document) {
            document(document);
        } else if (part instanceof Content.Opaque opaque) {
            out.writeRawValue(opaque.json());
        } else if (part instanceof Content.Audio) {
            throw RequestWriter.cannot(target, "hear sounds");
        }
    }

    private void image(Content.Image image) {
        Media media = image.media();
        startItem("input_image");
        if (media.fileId() != null) {
            out.writeStringProperty("file_id", media.fileId());
        } else {
            out.writeStringProperty("image_url", media.url() != null ? media.url() : dataUrl(media));
        }
        if (image.detail() != null) {
            out.writeStringProperty("detail", image.detail());
        }
        out.writeEndObject();
    }

    private void document(Content.Document document) {
        Media media = document.media();
        startItem("input_file");
        if (media.fileId() != null) {
            out.writeStringProperty("file_id", media.fileId());
        } else if (media.url() != null) {
            out.writeStringProperty("file_url", media.url());
        } else {
            out.writeStringProperty("filename", document.title() == null ? "document.pdf" : document.title());
            out.writeStringProperty("file_data", dataUrl(media));
        }
        out.writeEndObject();
    }

    private static String dataUrl(Media media) {
        return "data:" + media.mimeType() + ";base64," + media.base64();
    }

    private void startMessage(String role) {
        out.writeStartObject();
        out.writeStringProperty("role", role);
    }

    private void startItem(String type) {
        out.writeStartObject();
        out.writeStringProperty("type", type);
    }

    private void words(String type, String field, String text) {
        startItem(type);
        out.writeStringProperty(field, text);
        out.writeEndObject();
    }
}
