package io.llmclient.core.internal.adapt;

import io.llmclient.Content;
import io.llmclient.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the result of every tool call, and the id under which both are sent. A result belongs to the latest
 * unanswered call before it that has its id; of several such calls in one message to the one with its tool's name,
 * else to the first.
 */
final class ToolPairs {

    /** A call, where its result is, and the id of both. */
    static final class Pair {

        private static final int NOWHERE = -1;

        private final Content.ToolCall call;
        private final String id;
        private int result = NOWHERE;

        private Pair(Content.ToolCall call, String id) {
            this.call = call;
            this.id = id;
        }

        Content.ToolCall call() {
            return call;
        }

        /** The id that the model accepts: the call's own where that is fine. */
        String id() {
            return id;
        }

        /** The position of the message that answers it; only when {@link #isAnswered()}. */
        int result() {
            return result;
        }

        boolean isAnswered() {
            return result != NOWHERE;
        }
    }

    private final ToolCallIds ids;
    private final Map<Integer, List<Pair>> byTurn = new HashMap<>();
    private final Set<Integer> results = new HashSet<>();

    /** By id; the latest message's calls on top, several when it made several of one id. */
    private final Map<String, Deque<List<Pair>>> unanswered = new HashMap<>();

    ToolPairs(List<Message> messages, Target target) {
        ids = new ToolCallIds(target, messages);
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i) instanceof Message.Assistant assistant) {
                addCalls(assistant.toolCalls(), i);
            } else if (messages.get(i) instanceof Message.ToolResult result) {
                addResult(result, i);
            }
        }
    }

    /** The calls that the message at this position makes; empty when it makes none. */
    List<Pair> calledAt(int position) {
        return byTurn.getOrDefault(position, List.of());
    }

    /** Whether the message at this position is the result of a call. */
    boolean answersAt(int position) {
        return results.contains(position);
    }

    private void addCalls(List<Content.ToolCall> calls, int turn) {
        Map<String, List<Pair>> byId = new HashMap<>();
        for (Content.ToolCall call : calls) {
            Pair pair = new Pair(call, ids.next(call.id()));
            byTurn.computeIfAbsent(turn, t -> new ArrayList<>()).add(pair);
            byId.computeIfAbsent(call.id(), id -> new ArrayList<>()).add(pair);
        }
        byId.forEach((id, pairs) ->
                unanswered.computeIfAbsent(id, i -> new ArrayDeque<>()).push(pairs));
    }

    private void addResult(Message.ToolResult result, int position) {
        Deque<List<Pair>> turns = unanswered.get(result.toolCallId());
        if (turns == null || turns.isEmpty()) {
            return;
        }
        Pair pair = take(turns.element(), result.toolName());
        if (turns.element().isEmpty()) {
            turns.pop();
        }
        pair.result = position;
        results.add(position);
    }

    private static Pair take(List<Pair> candidates, @Nullable String toolName) {
        for (Pair pair : candidates) {
            if (pair.call.name().equals(toolName)) {
                candidates.remove(pair);
                return pair;
            }
        }
        return candidates.remove(0);
    }
}
