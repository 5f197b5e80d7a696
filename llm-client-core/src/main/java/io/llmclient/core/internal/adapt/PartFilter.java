package io.llmclient.core.internal.adapt;

import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.Origin;
import io.llmclient.core.internal.json.JsonIo;
import io.llmclient.spi.Feature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Drops the parts that the model cannot use: what others thought or signed, and empty texts where it refuses them; and
 * puts arguments that are no object into one. A
 * message that loses everything goes too, or gets a placeholder where its turn is needed.
 */
final class PartFilter {

    private final Target target;
    private final List<Message> kept = new ArrayList<>();
    private final Map<String, Integer> thoughts = new LinkedHashMap<>();
    private final Map<String, Integer> opaques = new LinkedHashMap<>();
    private final Map<String, Integer> signatures = new LinkedHashMap<>();
    private int vectors;
    private int wrapped;
    private int noOutputs;
    private int placeholders;

    private PartFilter(Target target) {
        this.target = target;
    }

    static List<Message> fit(List<Message> messages, Target target, Notes notes) {
        PartFilter filter = new PartFilter(target);
        for (Message message : messages) {
            if (fits(message, target)) {
                filter.kept.add(message);
            } else {
                filter.add(message);
            }
        }
        filter.report(notes);
        return filter.kept;
    }

    /** Whether the message has no part to drop or to strip, and says something where it must. */
    static boolean fits(Message message, Target target) {
        List<Content> parts = message.content();
        for (int i = 0; i < parts.size(); i++) {
            if (!Objects.equals(fitting(parts.get(i), target), parts.get(i))) {
                return false;
            }
        }
        return !target.lacks(Feature.EMPTY_TEXT) || saysSomething(parts);
    }

    private void add(Message message) {
        List<Content> parts = new ArrayList<>();
        for (Content part : message.content()) {
            Content fitting = fitting(part, target);
            if (fitting != null) {
                parts.add(fitting);
                countSignature(part, fitting);
                countArguments(part, fitting);
            } else {
                count(part);
            }
        }
        boolean emptied = parts.size() < message.content().size() || target.lacks(Feature.EMPTY_TEXT);
        if (emptied && !saysSomething(parts)) {
            addEmptied(message, parts);
        } else {
            kept.add(Messages.with(message, parts));
        }
    }

    private void addEmptied(Message message, List<Content> marks) {
        if (message instanceof Message.ToolResult result) {
            kept.add(Messages.with(result, placeholder("(no output)", marks)));
            noOutputs++;
        } else if (message instanceof Message.User && !afterUserSide()) {
            kept.add(new Message.User(placeholder(".", marks)));
            placeholders++;
        }
    }

    private static List<Content> placeholder(String text, List<Content> marks) {
        List<Content> parts = new ArrayList<>();
        parts.add(Content.text(text));
        parts.addAll(marks);
        return parts;
    }

    /** Looks back only: what follows may not be there yet this time, and what was sent once should stay as it was. */
    private boolean afterUserSide() {
        Message last = kept.isEmpty() ? null : kept.get(kept.size() - 1);
        return last instanceof Message.User || last instanceof Message.ToolResult;
    }

    /** The part itself, the part without the mark of another model, or null when the part has to go. */
    private static @Nullable Content fitting(Content part, Target target) {
        if (part instanceof Content.Text text) {
            return fitting(text, target);
        } else if (part instanceof Content.ToolCall call) {
            return fitting(call, target);
        } else if (part instanceof Content.Thinking thinking) {
            return target.made(thinking.origin()) ? part : null;
        } else if (part instanceof Content.Opaque opaque) {
            return target.made(opaque.origin()) ? part : null;
        } else if (part instanceof Content.Refusal refusal) {
            return refusal.text().isBlank() && target.lacks(Feature.EMPTY_TEXT) ? null : part;
        }
        return part instanceof Content.Vector ? null : part;
    }

    private static @Nullable Content fitting(Content.Text text, Target target) {
        if (target.made(text.origin())) {
            // Even an empty text may carry a signature that its model wants back.
            return text;
        } else if (text.text().isBlank() && target.lacks(Feature.EMPTY_TEXT)) {
            return null;
        }
        return text.origin() == null ? text : Content.text(text.text());
    }

    private static Content fitting(Content.ToolCall call, Target target) {
        boolean text = target.lacks(Feature.ARGUMENTS_AS_TEXT) && !JsonIo.isObject(call.arguments());
        boolean foreign = call.origin() != null && !target.made(call.origin());
        return !text && !foreign
                ? call
                : new Content.ToolCall(
                        call.id(),
                        call.name(),
                        text ? JsonIo.text(Map.of("_raw", call.arguments())) : call.arguments(),
                        foreign ? null : call.origin());
    }

    /** Whether there is more than marks for the cache. */
    private static boolean saysSomething(List<Content> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (!(parts.get(i) instanceof Content.CachePoint)) {
                return true;
            }
        }
        return false;
    }

    private void count(Content part) {
        if (part instanceof Content.Thinking thinking) {
            thoughts.merge(name(thinking.origin()), 1, Integer::sum);
        } else if (part instanceof Content.Opaque opaque) {
            opaques.merge(name(opaque.origin()), 1, Integer::sum);
        } else if (part instanceof Content.Vector) {
            vectors++;
        }
    }

    private void countSignature(Content given, Content kept) {
        Origin origin = origin(given);
        if (origin != null && origin.signature() != null && origin(kept) == null) {
            signatures.merge(name(origin), 1, Integer::sum);
        }
    }

    private void countArguments(Content given, Content kept) {
        if (given instanceof Content.ToolCall call
                && kept instanceof Content.ToolCall fitting
                && !call.arguments().equals(fitting.arguments())) {
            wrapped++;
        }
    }

    private static @Nullable Origin origin(Content part) {
        if (part instanceof Content.ToolCall call) {
            return call.origin();
        }
        return part instanceof Content.Text text ? text.origin() : null;
    }

    private static String name(@Nullable Origin origin) {
        return origin == null ? "unknown origin" : origin.dialect() + "/" + origin.model();
    }

    private void report(Notes notes) {
        thoughts.forEach((origin, count) -> notes.addCount("dropped", count, "thinking part", " of " + origin));
        opaques.forEach((origin, count) -> notes.addCount("dropped", count, "opaque part", " of " + origin));
        signatures.forEach((origin, count) -> notes.addCount("dropped", count, "signature", " of " + origin));
        notes.addCount("put the arguments of", wrapped, "tool call", " into an object: they are none");
        notes.addCount("dropped", vectors, "vector", "");
        notes.addCount("put \".\" in place of", placeholders, "empty user message", "");
        notes.addCount("put \"(no output)\" in place of", noOutputs, "empty tool result", "");
    }
}
