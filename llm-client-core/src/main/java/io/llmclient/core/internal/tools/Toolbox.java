package io.llmclient.core.internal.tools;

import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.Tool;
import io.llmclient.Tools;
import io.llmclient.TypedTool;
import io.llmclient.core.internal.typed.TypedJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tools of a run by name: what the model sees of them, and how one call is executed. */
final class Toolbox {

    private final Map<String, TypedTool<?>> byName = new LinkedHashMap<>();
    private final List<Tool> definitions;

    /**
     * @throws IllegalArgumentException when two have one name, or JSON cannot express the arguments of one
     */
    Toolbox(Tools tools) {
        for (TypedTool<?> tool : tools.all()) {
            if (byName.put(tool.definition().name(), tool) != null) {
                throw new IllegalArgumentException(
                        "two tools are named \"" + tool.definition().name() + "\"");
            }
        }
        definitions = tools.all().stream().map(Toolbox::definition).toList();
    }

    List<Tool> definitions() {
        return definitions;
    }

    private static Tool definition(TypedTool<?> tool) {
        Tool given = tool.definition();
        return tool.type() == null
                ? given
                : new Tool(
                        given.name(),
                        given.description(),
                        TypedJson.of(tool.type()).schema(),
                        given.strict());
    }

    /** Executes a call. What goes wrong is a result, too: the model may do better the next time. */
    Message.ToolResult execute(Content.ToolCall call) {
        TypedTool<?> tool = byName.get(call.name());
        if (tool == null) {
            return Message.toolError(
                    call, "there is no tool named \"" + call.name() + "\"; there are " + byName.keySet());
        }
        try {
            return result(call, applied(tool, call));
        } catch (UnreadableArguments e) {
            return Message.toolError(call, "the arguments cannot be read: " + e.getMessage());
        } catch (Exception e) {
            String message = e.getMessage();
            return Message.toolError(
                    call, message == null || message.isBlank() ? e.getClass().getSimpleName() : message);
        }
    }

    private static <A> @Nullable Object applied(TypedTool<A> tool, Content.ToolCall call) throws Exception {
        return tool.function().apply(arguments(tool, call.arguments()));
    }

    @SuppressWarnings("unchecked")
    private static <A> A arguments(TypedTool<A> tool, String json) {
        Class<A> type = tool.type();
        try {
            return type == null
                    ? (A) TypedJson.requireObject(json) // a tool without a type is one of texts
                    : TypedJson.of(type).read(json);
        } catch (IllegalArgumentException e) {
            throw new UnreadableArguments(e);
        }
    }

    private static Message.ToolResult result(Content.ToolCall call, @Nullable Object value) {
        List<Content> parts;
        if (value instanceof Content part) {
            parts = List.of(part);
        } else if (value instanceof List<?> list
                && !list.isEmpty()
                && list.stream().allMatch(Content.class::isInstance)) {
            parts = list.stream().map(Content.class::cast).toList();
        } else {
            parts = List.of(Content.text(
                    value == null
                            ? ""
                            : value instanceof CharSequence text ? text.toString() : TypedJson.write(value)));
        }
        return new Message.ToolResult(call.id(), call.name(), parts, false);
    }

    /** Told apart from what a tool throws itself. */
    private static final class UnreadableArguments extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableArguments(IllegalArgumentException cause) {
            super(reason(cause), cause);
        }

        /** The arguments' own constructor says best what it does not like. */
        private static @Nullable String reason(IllegalArgumentException cause) {
            Throwable own = cause.getCause();
            return own == null || own.getMessage() == null ? cause.getMessage() : own.getMessage();
        }
    }
}
