package io.llmclient.testkit;

import io.llmclient.ChatEvent;
import io.llmclient.Content;
import io.llmclient.Origin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns chunks into events, and keeps what came so far as parts. */
final class Assembly {

    private final String dialect;
    private final String model;
    private final List<Content> parts = new ArrayList<>();
    private final StringBuilder fragments = new StringBuilder();
    private int toolCalls;
    private boolean halfACall;

    Assembly(String dialect, String model) {
        this.dialect = dialect;
        this.model = model;
    }

    /** The parts as far as they came; tool calls only when they are whole. */
    List<Content> parts() {
        return List.copyOf(halfACall ? parts.subList(0, parts.size() - 1) : parts);
    }

    /** Adds a chunk; gives the events that a client makes of it, if any. */
    List<ChatEvent> add(Chunk chunk) {
        if (chunk.first()) {
            fragments.setLength(0);
        }
        fragments.append(chunk.fragment());
        Content soFar = chunk.last() ? Signing.servedBy(chunk.content(), dialect, model) : begun(chunk.content());
        if (chunk.first()) {
            parts.add(soFar);
        } else {
            parts.set(parts.size() - 1, soFar);
        }
        halfACall = soFar instanceof Content.ToolCall && !chunk.last();
        return events(chunk, soFar);
    }

    /** A part of which only a piece is there; signatures come at the end. */
    private Content begun(Content whole) {
        String text = fragments.toString();
        if (whole instanceof Content.Thinking) {
            return new Content.Thinking(text, new Origin(dialect, model));
        }
        if (whole instanceof Content.ToolCall call) {
            return new Content.ToolCall(call.id(), call.name(), text);
        }
        return whole instanceof Content.Refusal ? new Content.Refusal(text) : Content.text(text);
    }

    private List<ChatEvent> events(Chunk chunk, Content soFar) {
        if (chunk.content() instanceof Content.ToolCall call) {
            return toolCallEvents(chunk, call, soFar);
        }
        ChatEvent delta = chunk.fragment().isEmpty() ? null : delta(chunk);
        return delta == null ? List.of() : List.of(delta);
    }

    private static @Nullable ChatEvent delta(Chunk chunk) {
        if (chunk.content() instanceof Content.Thinking) {
            return new ChatEvent.ThinkingDelta(chunk.fragment());
        }
        if (chunk.content() instanceof Content.Refusal) {
            return new ChatEvent.RefusalDelta(chunk.fragment());
        }
        return chunk.content() instanceof Content.Text ? new ChatEvent.TextDelta(chunk.fragment()) : null;
    }

    private List<ChatEvent> toolCallEvents(Chunk chunk, Content.ToolCall call, Content soFar) {
        List<ChatEvent> events = new ArrayList<>(3);
        if (chunk.first()) {
            events.add(new ChatEvent.ToolCallStarted(toolCalls, call.id(), call.name()));
        }
        events.add(new ChatEvent.ToolCallDelta(toolCalls, chunk.fragment()));
        if (chunk.last()) {
            events.add(new ChatEvent.ToolCallCompleted(toolCalls, (Content.ToolCall) soFar));
            toolCalls++;
        }
        return events;
    }
}
