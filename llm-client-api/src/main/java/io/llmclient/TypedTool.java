package io.llmclient;

import org.jspecify.annotations.Nullable;

/**
 * A tool that {@link LlmClient#run} can execute: what the model sees of it, and the function that does the work.
 * Immutable.
 *
 * <pre>{@code
 * record City(@Description("in English") String name) {}
 *
 * TypedTool<City> weather = TypedTool.of("weather", "Tells the weather of a city", City.class, city -> lookUp(city));
 * }</pre>
 *
 * @param <A> the type of its arguments
 */
public final class TypedTool<A> {

    /** What a tool does. Calls of one turn run at the same time on several threads, so it must be safe for that. */
    @FunctionalInterface
    public interface Function<A> {

        /**
         * Does the work. It is interrupted when the deadline passes or the caller gives up.
         *
         * @return the result for the model: a text, one {@link Content} or a list of them as it is, anything else as
         *     JSON; null for none
         * @throws Exception when it fails; the model gets the message, without the stack, and may try something else
         */
        @Nullable
        Object apply(A arguments) throws Exception;
    }

    private final Tool definition;
    private final @Nullable Class<A> type;
    private final Function<A> function;

    private TypedTool(Tool definition, @Nullable Class<A> type, Function<A> function) {
        this.definition = definition;
        this.type = type;
        this.function = function;
    }

    /**
     * A tool whose arguments are a record; its JSON Schema is made from that, and {@link LlmClient#run} says what is
     * wrong if there is none.
     *
     * @param name as {@link Tool#name()}
     * @throws IllegalArgumentException when the name is not one
     */
    public static <A> TypedTool<A> of(String name, String description, Class<A> arguments, Function<A> function) {
        return new TypedTool<>(Tool.function(name, description), arguments, function);
    }

    /**
     * A tool whose JSON Schema is known; the function gets the arguments as the text of a JSON object, not checked
     * against it.
     */
    public static TypedTool<String> of(Tool definition, Function<String> function) {
        return new TypedTool<>(definition, null, function);
    }

    /** The tool as the model sees it; without parameters where {@link #type()} says them. */
    public Tool definition() {
        return definition;
    }

    /** What the arguments are read into; null for their JSON text. */
    public @Nullable Class<A> type() {
        return type;
    }

    /** What it does. */
    public Function<A> function() {
        return function;
    }

    @Override
    public String toString() {
        return "TypedTool[" + definition.name() + "]";
    }
}
