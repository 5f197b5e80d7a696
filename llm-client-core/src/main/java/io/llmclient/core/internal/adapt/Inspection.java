package io.llmclient.core.internal.adapt;

import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.spi.Feature;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a conversation once and says whether it can be sent as it is. Most can, and this runs on every call,
 * so it copies nothing. It finds what the steps would change, no more and no less.
 */
final class Inspection {

    private final Target target;
    private Set<String> ids = Set.of();
    /** The calls of the current turn that wait for their result, in order: id to tool name. */
    private Map<String, String> open = Map.of();

    private @Nullable Message previous;
    private boolean leading = true;

    private Inspection(Target target) {
        this.target = target;
    }

    static boolean passes(List<Message> messages, Target target) {
        Inspection inspection = new Inspection(target);
        for (int i = 0; i < messages.size(); i++) {
            if (!inspection.passes(messages.get(i))) {
                return false;
            }
        }
        return inspection.open.isEmpty() && Roles.mayEnd(messages.get(messages.size() - 1), target);
    }

    private boolean passes(Message message) {
        boolean passes = Expressible.inability(message, target) == null
                && PartFilter.fits(message, target)
                && isAtItsPlace(message)
                && fitsToolTurn(message);
        previous = message;
        return passes;
    }

    private boolean isAtItsPlace(Message message) {
        boolean system = message instanceof Message.System;
        boolean first = leading && !system;
        leading &= system;
        return (!system || leading || !target.lacks(Feature.SYSTEM_ANYWHERE))
                && (!first || Roles.mayBegin(message, target))
                && (previous == null || Roles.mayFollow(previous, message, target));
    }

    private boolean fitsToolTurn(Message message) {
        if (message instanceof Message.ToolResult result) {
            return !open.isEmpty()
                    && open.keySet().iterator().next().equals(result.toolCallId())
                    && Objects.equals(open.remove(result.toolCallId()), result.toolName())
                    && ToolResults.fits(result, target);
        }
        return open.isEmpty() && (!(message instanceof Message.Assistant) || opensCalls(message.content()));
    }

    private boolean opensCalls(List<Content> parts) {
        for (Content part : parts) {
            if (part instanceof Content.ToolCall call) {
                if (ids.isEmpty()) {
                    ids = new HashSet<>();
                    open = new LinkedHashMap<>();
                }
                if (!ids.add(call.id()) || !ToolCallIds.isFine(call.id(), target)) {
                    return false;
                }
                open.put(call.id(), call.name());
            }
        }
        return true;
    }
}
