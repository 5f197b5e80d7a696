package io.llmclient.core.internal.adapt;

import io.llmclient.Content;
import io.llmclient.Message;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Puts the result of every tool call directly behind the message that made the call, under an id that the model
 * accepts. Calls without a result get an error result, results without a call become user text.
 */
final class ToolTurns {

    private final List<Message> messages;
    private final ToolPairs pairs;
    private final List<Message> ordered = new ArrayList<>();
    private int moved;
    private int unanswered;
    private int orphans;

    private ToolTurns(List<Message> messages, Target target) {
        this.messages = messages;
        pairs = new ToolPairs(messages, target);
    }

    static List<Message> fit(List<Message> messages, Target target, Notes notes) {
        ToolTurns turns = new ToolTurns(messages, target);
        for (int i = 0; i < messages.size(); i++) {
            turns.add(i);
        }
        notes.addCount("moved", turns.moved, "tool result", " up behind the call");
        notes.addCount("gave an error result to", turns.unanswered, "tool call", " without a result");
        notes.addCount("turned", turns.orphans, "tool result", " without a call into user text");
        return turns.ordered;
    }

    private void add(int position) {
        Message message = messages.get(position);
        List<ToolPairs.Pair> turn = pairs.calledAt(position);
        if (!turn.isEmpty()) {
            addTurn(position, (Message.Assistant) message, turn);
        } else if (!(message instanceof Message.ToolResult result)) {
            ordered.add(message);
        } else if (!pairs.answersAt(position)) {
            ordered.add(asUserText(result));
            orphans++;
        }
    }

    private void addTurn(int position, Message.Assistant message, List<ToolPairs.Pair> turn) {
        ordered.add(withIds(message, turn));
        int end = endOfResults(position);
        // In the order of the calls: some models know the results of one tool by nothing else.
        for (ToolPairs.Pair pair : turn) {
            ordered.add(pair.isAnswered() ? result(pair) : missingResult(pair));
            moved += pair.result() >= end ? 1 : 0;
            unanswered += pair.isAnswered() ? 0 : 1;
        }
    }

    /** The position behind the results that directly follow the turn; some of them may belong to an earlier one. */
    private int endOfResults(int turn) {
        int end = turn + 1;
        while (pairs.answersAt(end)) {
            end++;
        }
        return end;
    }

    private static Message.Assistant withIds(Message.Assistant message, List<ToolPairs.Pair> turn) {
        Iterator<ToolPairs.Pair> next = turn.iterator();
        List<Content> parts = new ArrayList<>();
        for (Content part : message.content()) {
            parts.add(
                    part instanceof Content.ToolCall call
                            ? withId(call, next.next().id())
                            : part);
        }
        return new Message.Assistant(parts);
    }

    private static Content.ToolCall withId(Content.ToolCall call, String id) {
        return new Content.ToolCall(id, call.name(), call.arguments(), call.origin());
    }

    private Message.ToolResult result(ToolPairs.Pair pair) {
        Message.ToolResult given = (Message.ToolResult) messages.get(pair.result());
        return new Message.ToolResult(pair.id(), pair.call().name(), given.content(), given.error());
    }

    private static Message.ToolResult missingResult(ToolPairs.Pair pair) {
        return Message.toolError(withId(pair.call(), pair.id()), "no result was given");
    }

    private static Message.User asUserText(Message.ToolResult result) {
        String tool = result.toolName() == null ? "a tool" : "the tool " + result.toolName();
        List<Content> parts = new ArrayList<>();
        parts.add(Content.text((result.error() ? "[error from " : "[result of ") + tool + "]"));
        parts.addAll(result.content());
        return new Message.User(parts);
    }
}
