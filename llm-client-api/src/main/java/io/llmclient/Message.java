package io.llmclient;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One message of a conversation. Its {@link #content()} is an ordered, unmodifiable list of parts. */
public sealed interface Message {

    /** The parts, in order; never empty except in an assistant message that said nothing. */
    List<Content> content();

    /** All text parts joined; empty when there are none. */
    default String text() {
        List<Content> parts = content();
        if (parts.size() == 1 && parts.get(0) instanceof Content.Text only) {
            return only.text(); // mostly: not copied
        }
        return parts.stream()
                .filter(Content.Text.class::isInstance)
                .map(part -> ((Content.Text) part).text())
                .collect(Collectors.joining());
    }

    /** Instructions to the model. */
    static System system(String text) {
        return new System(List.of(Content.text(text)));
    }

    /** What the user says. */
    static User user(String text) {
        return new User(List.of(Content.text(text)));
    }

    /** What the user says and shows. */
    static User user(Content... parts) {
        return new User(List.of(parts));
    }

    /** What the model said, in one text part. */
    static Assistant assistant(String text) {
        return new Assistant(List.of(Content.text(text)));
    }

    /** What the model said, part by part. */
    static Assistant assistant(Content... parts) {
        return new Assistant(List.of(parts));
    }

    /** What a tool answered to a call. */
    static ToolResult toolResult(Content.ToolCall call, String result) {
        return new ToolResult(call.id(), call.name(), List.of(Content.text(result)), false);
    }

    /** What went wrong when a tool was called. */
    static ToolResult toolError(Content.ToolCall call, String error) {
        return new ToolResult(call.id(), call.name(), List.of(Content.text(error)), true);
    }

    /** Instructions to the model; texts and cache points only. */
    record System(List<Content> content) implements Message {
        public System {
            content = checked("system message", content, false, Kinds.SYSTEM);
        }
    }

    /** What the user says and shows: texts, media, cache points, and opaque parts of one provider. */
    record User(List<Content> content) implements Message {
        public User {
            content = checked("user message", content, false, Kinds.USER);
        }
    }

    /**
     * What the model said: texts, thoughts, tool calls, refusals and opaque parts, in the order they came. The answer's
     * own message is {@link ChatResponse#message()}; append it to the conversation as it is.
     */
    record Assistant(List<Content> content) implements Message {
        public Assistant {
            content = checked("assistant message", content, true, Kinds.ASSISTANT);
        }

        /** The tool calls, in order; empty when there are none. */
        public List<Content.ToolCall> toolCalls() {
            return content.stream()
                    .filter(Content.ToolCall.class::isInstance)
                    .map(Content.ToolCall.class::cast)
                    .toList();
        }
    }

    /**
     * What a tool answered.
     *
     * @param toolCallId the id of the call it answers
     * @param toolName the tool's name, which some providers match results by; null lets the library take it from the
     *     call
     * @param content texts and media; an empty text for "no output"
     * @param error whether the tool failed
     */
    record ToolResult(String toolCallId, @Nullable String toolName, List<Content> content, boolean error)
            implements Message {
        public ToolResult {
            Check.notBlank("toolResult.toolCallId", toolCallId);
            content = checked("tool result", content, false, Kinds.TOOL_RESULT);
        }
    }

    private static List<Content> checked(
            String what, List<Content> content, boolean mayBeEmpty, List<Class<?>> allowed) {
        List<Content> copy = List.copyOf(content);
        if (copy.isEmpty() && !mayBeEmpty) {
            throw new IllegalArgumentException("a " + what + " needs at least one part");
        }
        for (int i = 0; i < copy.size(); i++) {
            Class<?> kind = copy.get(i).getClass();
            if (!allowed.contains(kind)) {
                throw new IllegalArgumentException("a " + what + " cannot hold a " + kind.getSimpleName()
                        + " part; allowed are "
                        + allowed.stream().map(Class::getSimpleName).collect(Collectors.joining(", ")));
            }
        }
        return copy;
    }
}
