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
 * the two. A dialect tells it what comes, in order, and in what words its service complains.
 */
final class ToolPairing {

    /**
     * What a service says; {@code %s} stands for the id, or for the tool's name where results find their calls by it.
     *
     * @param form of an id that it does not take
     * @param twice of an id that comes back; null where it may
     * @param unanswered of calls without their results
     * @param orphan of a result without its call
     */
    record Words(String form, @Nullable String twice, String unanswered, String orphan) {}

    private final @Nullable Pattern ids;
    private final Words words;
    private final Deque<String> open = new ArrayDeque<>();
    private final List<String> seen = new ArrayList<>();
    private boolean byAssistant;
    private @Nullable String problem;

    /**
     * @param ids the form that ids of calls must have; null where a result finds its call by the tool's name alone, in
     *     order
     */
    ToolPairing(@Nullable String ids, Words words) {
        this.ids = ids == null ? null : Pattern.compile(ids);
        this.words = words;
    }

    void call(@Nullable Object id, @Nullable Object name) {
        String key = key(id, name);
        if (ids != null && (!(id instanceof String) || !ids.matcher(key).matches())) {
            refuse(words.form, key);
        }
        if (ids != null && words.twice != null && seen.contains(key)) {
            refuse(words.twice, key);
        }
        seen.add(key);
        open.add(key);
    }

    void result(@Nullable Object id, @Nullable Object name) {
        String key = key(id, name);
        if (!open.remove(key)) {
            refuse(words.orphan, key);
        }
    }

    private String key(@Nullable Object id, @Nullable Object name) {
        return String.valueOf(ids == null ? name : id);
    }

    /** A message begins whose blocks follow. What the assistant says may stand among its calls. */
    void message(boolean ofAssistant) {
        if (ofAssistant && !byAssistant) {
            other();
        }
        byAssistant = ofAssistant;
    }

    /** Anything else: all calls must be answered by then. */
    void other() {
        if (!byAssistant && !open.isEmpty()) {
            refuse(words.unanswered, String.join(", ", open));
            open.clear();
        }
    }

    private void refuse(String why, String key) {
        problem = problem == null ? why.formatted(key) : problem;
    }

    /** Why the service would refuse the conversation, which ends here; null when it would not. */
    @Nullable
    String problem() {
        message(false);
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
