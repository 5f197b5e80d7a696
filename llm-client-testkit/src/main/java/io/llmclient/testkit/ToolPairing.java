package io.llmclient.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the services refuse of a conversation with tools: calls without results, results without calls, anything between
 * the two. A dialect tells it what comes, in order.
 */
final class ToolPairing {

    private final Pattern ids;
    private final boolean byName;
    private final Deque<String> open = new ArrayDeque<>();
    private final List<String> seen = new ArrayList<>();
    private @Nullable String problem;

    /**
     * @param ids the form that ids of calls must have
     * @param byName whether a result finds its call by the tool's name alone, in order
     */
    ToolPairing(String ids, boolean byName) {
        this.ids = Pattern.compile(ids);
        this.byName = byName;
    }

    void call(@Nullable Object id, @Nullable Object name) {
        String key = String.valueOf(byName ? name : id);
        if (!byName && (!(id instanceof String) || !ids.matcher(key).matches())) {
            refuse("the tool call id '" + key + "' does not match " + ids);
        }
        if (!byName && seen.contains(key)) {
            refuse("the tool call id '" + key + "' is there twice");
        }
        seen.add(key);
        open.add(key);
    }

    void result(@Nullable Object id, @Nullable Object name) {
        String key = String.valueOf(byName ? name : id);
        if (!open.remove(key)) {
            refuse("there is a tool result for '" + key + "' without a call before it");
        }
    }

    /** Anything else: all calls must be answered by then. */
    void other() {
        if (!open.isEmpty()) {
            refuse("the tool call '" + open.peek() + "' has no result directly after it");
            open.clear();
        }
    }

    private void refuse(String why) {
        problem = problem == null ? why : problem;
    }

    /** Why the service would refuse the conversation, which ends here; null when it would not. */
    @Nullable
    String problem() {
        other();
        return problem;
    }

    /** The objects in a list of a message. */
    static List<Map<?, ?>> objects(@Nullable Object list) {
        List<Map<?, ?>> objects = new ArrayList<>();
        if (list instanceof List<?> all) {
            for (Object each : all) {
                if (each instanceof Map<?, ?> object) {
                    objects.add(object);
                }
            }
        }
        return objects;
    }
}
