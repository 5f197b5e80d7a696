package io.llmclient;

import java.util.List;

/**
 * How free the model is in calling tools.
 *
 * @param mode whether it may, must or must not call one
 * @param tools with {@link Mode#REQUIRED}: the names it must choose among; empty means any of the request's tools
 */
public record ToolChoice(Mode mode, List<String> tools) {

    /** Whether the model calls a tool. */
    public enum Mode {
        /** The model decides. */
        AUTO,
        /** It answers in words. */
        NONE,
        /** It calls at least one tool. */
        REQUIRED
    }

    public ToolChoice {
        tools = List.copyOf(tools);
        if (mode != Mode.REQUIRED && !tools.isEmpty()) {
            throw new IllegalArgumentException("toolChoice.tools only goes with REQUIRED");
        }
    }

    /** The model decides: what providers do by default. */
    public static ToolChoice auto() {
        return new ToolChoice(Mode.AUTO, List.of());
    }

    /** No tool call in this turn. */
    public static ToolChoice none() {
        return new ToolChoice(Mode.NONE, List.of());
    }

    /** At least one tool call, of any tool. */
    public static ToolChoice required() {
        return new ToolChoice(Mode.REQUIRED, List.of());
    }

    /** A call of one of these tools. */
    public static ToolChoice required(String... names) {
        return new ToolChoice(Mode.REQUIRED, List.of(names));
    }
}
