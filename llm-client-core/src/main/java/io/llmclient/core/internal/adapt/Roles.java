package io.llmclient.core.internal.adapt;

import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.spi.Feature;
import java.util.ArrayList;
import java.util.List;

/** Sees to it that the conversation begins, goes on and ends with the roles that the model expects. */
final class Roles {

    private Roles() {}

    static List<Message> fit(List<Message> messages, Target target, Notes notes) {
        List<Message> fitting = target.lacks(Feature.REPEATED_ROLES) ? joined(messages) : new ArrayList<>(messages);
        answer(fitting, target, notes);
        begin(fitting, target, notes);
        end(fitting, target, notes);
        return fitting;
    }

    static boolean mayBegin(Message firstAfterSystem, Target target) {
        return !(firstAfterSystem instanceof Message.Assistant) || !target.lacks(Feature.ASSISTANT_FIRST);
    }

    static boolean mayFollow(Message first, Message second, Target target) {
        return !isUnanswered(first, second, target)
                && (!isRepeated(first, second) || !target.lacks(Feature.REPEATED_ROLES));
    }

    static boolean mayEnd(Message last, Target target) {
        return !(last instanceof Message.Assistant) || isPaused(last) || !target.lacks(Feature.ASSISTANT_LAST);
    }

    /** Tool results stand for themselves: a turn of several calls has several. */
    private static boolean isRepeated(Message first, Message second) {
        return first.getClass() == second.getClass() && !(first instanceof Message.ToolResult);
    }

    /**
     * A turn that ends in the provider's own part waits for the provider, not for the user: it is sent back as it is.
     */
    private static boolean isPaused(Message last) {
        List<Content> parts = last.content();
        return !parts.isEmpty() && parts.get(parts.size() - 1) instanceof Content.Opaque;
    }

    private static List<Message> joined(List<Message> messages) {
        List<Message> joined = new ArrayList<>(messages.size());
        int next = 0;
        while (next < messages.size()) {
            int end = endOfRun(messages, next);
            joined.add(end == next + 1 ? messages.get(next) : join(messages.subList(next, end)));
            next = end;
        }
        return joined;
    }

    private static int endOfRun(List<Message> messages, int start) {
        int end = start + 1;
        while (end < messages.size() && isRepeated(messages.get(start), messages.get(end))) {
            end++;
        }
        return end;
    }

    private static Message join(List<Message> run) {
        List<Content> parts = new ArrayList<>();
        for (Message message : run) {
            int seam = parts.size();
            parts.addAll(message.content());
            if (message instanceof Message.Assistant && 0 < seam && seam < parts.size()) {
                separate(parts, seam);
            }
        }
        return Messages.with(run.get(0), parts);
    }

    /** A dialect may write all that the assistant said as one text, which is right for the parts of one answer only. */
    private static void separate(List<Content> parts, int seam) {
        if (parts.get(seam - 1) instanceof Content.Text
                && parts.get(seam) instanceof Content.Text next
                && next.origin() == null) {
            parts.set(seam, Content.text("\n\n" + next.text()));
        }
    }

    private static boolean isUnanswered(Message first, Message second, Target target) {
        return first instanceof Message.ToolResult
                && second instanceof Message.User
                && target.lacks(Feature.USER_AFTER_TOOL_RESULT);
    }

    private static void answer(List<Message> messages, Target target, Notes notes) {
        int answers = 0;
        for (int i = 1; i < messages.size(); i++) {
            if (isUnanswered(messages.get(i - 1), messages.get(i), target)) {
                messages.add(i, Message.assistant("Understood."));
                answers++;
            }
        }
        notes.addCount("put \"Understood.\" behind the tool results of", answers, "turn", "");
    }

    private static void begin(List<Message> messages, Target target, Notes notes) {
        int first = 0;
        while (first < messages.size() && messages.get(first) instanceof Message.System) {
            first++;
        }
        if (first == messages.size()) {
            messages.add(Message.user("."));
            notes.add("added a user message \".\": nothing else was left");
        } else if (!mayBegin(messages.get(first), target)) {
            messages.add(first, Message.user("."));
            notes.add("put a user message \".\" before the first assistant message");
        }
    }

    private static void end(List<Message> messages, Target target, Notes notes) {
        if (!mayEnd(messages.get(messages.size() - 1), target)) {
            messages.add(Message.user("Continue."));
            notes.add("added a user message \"Continue.\" after the last assistant message");
        }
    }
}
