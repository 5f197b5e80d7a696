package io.llmclient;

/**
 * An answer that was read into a value of the application's own type.
 *
 * @param value what the answer says
 * @param response the answer that it was read from, with usage and route
 */
public record StructuredResponse<T>(T value, ChatResponse response) {

    /** The answer's text as it came. */
    public String text() {
        return response.text();
    }

    /** The type and the route, not the value: answers don't belong in logs. */
    @Override
    public String toString() {
        return "StructuredResponse[" + value.getClass().getSimpleName() + ", " + response + "]";
    }
}
