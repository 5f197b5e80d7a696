package io.llmclient.core.internal.adapt;

import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.spi.Feature;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says in words what a tool result cannot hold: errors become a prefix, media move into a user message behind the
 * results of the turn, with a placeholder where they were.
 */
final class ToolResults {

    private static final String ERROR = "Error: ";

    private final Target target;
    private final List<Message> fitting = new ArrayList<>();
    private final List<Content> attached = new ArrayList<>();
    private int attachedInTurn;
    private int attachedInAll;
    private int errorsInWords;

    private ToolResults(Target target) {
        this.target = target;
    }

    static List<Message> fit(List<Message> messages, Target target, Notes notes) {
        ToolResults results = new ToolResults(target);
        messages.forEach(results::add);
        results.endTurn();
        notes.addCount("put \"Error: \" before", results.errorsInWords, "tool result", "");
        notes.addCount("moved", results.attachedInAll, "attachment", " of tool results into user messages");
        return results.fitting;
    }

    /** Whether the model takes the result as it is. */
    static boolean fits(Message.ToolResult result, Target target) {
        if (result.error() && target.lacks(Feature.TOOL_ERROR_FLAG)) {
            return false;
        }
        List<Content> parts = result.content();
        for (int i = 0; i < parts.size(); i++) {
            if (attachment(parts.get(i), target) != null) {
                return false;
            }
        }
        return true;
    }

    private void add(Message message) {
        if (!(message instanceof Message.ToolResult result)) {
            endTurn();
            fitting.add(message);
        } else if (fits(result, target)) {
            fitting.add(result);
        } else {
            fitting.add(withErrorInWords(withoutAttachments(result)));
        }
    }

    private Message.ToolResult withoutAttachments(Message.ToolResult result) {
        List<Content> parts = new ArrayList<>();
        for (Content part : result.content()) {
            String kind = attachment(part, target);
            parts.add(kind == null ? part : attach(part, kind));
        }
        return Messages.with(result, parts);
    }

    /**
     * Keeps the part for the user message and returns its placeholder; both bear a number, since a turn may have
     * many.
     */
    private Content attach(Content part, String kind) {
        attachedInTurn++;
        attachedInAll++;
        String label = kind + " " + attachedInTurn;
        attached.add(Content.text("[" + label + "]"));
        attached.add(part);
        return Content.text("[" + label + " attached below]");
    }

    private void endTurn() {
        if (!attached.isEmpty()) {
            fitting.add(new Message.User(attached));
            attached.clear();
            attachedInTurn = 0;
        }
    }

    private Message.ToolResult withErrorInWords(Message.ToolResult result) {
        if (!result.error() || !target.lacks(Feature.TOOL_ERROR_FLAG)) {
            return result;
        }
        errorsInWords++;
        List<Content> parts = new ArrayList<>(result.content());
        if (!(parts.get(0) instanceof Content.Text first)) {
            parts.add(0, Content.text(ERROR));
        } else if (!first.text().startsWith(ERROR)) {
            parts.set(0, new Content.Text(ERROR + first.text(), first.origin()));
        }
        return new Message.ToolResult(result.toolCallId(), result.toolName(), parts, false);
    }

    /** What a part is that cannot stay in a tool result, or null if it can. No known provider takes sounds there. */
    private static @Nullable String attachment(Content part, Target target) {
        if (part instanceof Content.Image) {
            return target.lacks(Feature.TOOL_RESULT_MEDIA) ? "image" : null;
        } else if (part instanceof Content.Document) {
            return target.lacks(Feature.TOOL_RESULT_MEDIA) ? "document" : null;
        }
        return part instanceof Content.Audio ? "audio" : null;
    }
}
