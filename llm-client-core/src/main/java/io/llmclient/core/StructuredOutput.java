package io.llmclient.core;

import io.llmclient.ChatResponse;
import io.llmclient.FinishReason;
import io.llmclient.LlmClient;
import io.llmclient.ResponseFormat;
import io.llmclient.StructuredOutputException;
import io.llmclient.StructuredOutputException.Reason;
import io.llmclient.StructuredResponse;
import io.llmclient.core.internal.typed.AnswerText;
import io.llmclient.core.internal.typed.TypedJson;
import org.jspecify.annotations.Nullable;

/**
 * A type that answers are read into, for where {@link LlmClient#chat(io.llmclient.ChatRequest, Class)} does not reach:
 * streams, futures, and runs with tools.
 *
 * <pre>{@code
 * StructuredOutput<Recipe> recipe = StructuredOutput.of(Recipe.class);
 * ChatRequest request = question.toBuilder().responseFormat(recipe.format()).build();
 * try (ChatStream stream = client.stream(request)) {
 *     Recipe value = recipe.read(stream.response()).value();
 * }
 * }</pre>
 *
 * <p>Immutable.
 */
public final class StructuredOutput<T> {

    private static final int LONGEST_NAME = 64;

    private final TypedJson<T> json;
    private final ResponseFormat format;

    private StructuredOutput(Class<T> type) {
        json = TypedJson.of(type);
        String name = type.getSimpleName().replaceAll("[^a-zA-Z0-9_-]", "_");
        format = new ResponseFormat.JsonSchema(
                name.substring(0, Math.min(name.length(), LONGEST_NAME)), json.schema(), json.description(), true);
    }

    /**
     * Answers of this type.
     *
     * @throws IllegalArgumentException when JSON cannot express it; {@link LlmClient} says what it can
     */
    public static <T> StructuredOutput<T> of(Class<T> type) {
        return new StructuredOutput<>(type);
    }

    /** The format to ask for. */
    public ResponseFormat format() {
        return format;
    }

    /**
     * Reads an answer.
     *
     * @throws StructuredOutputException when it was cut, refused or does not fit
     */
    public StructuredResponse<T> read(ChatResponse response) {
        if (response.refusal() != null || response.finishReason() == FinishReason.CONTENT_FILTER) {
            throw unreadable(Reason.REFUSED, "the model refused, or its answer was withheld", response, null);
        }
        try {
            return new StructuredResponse<>(json.read(AnswerText.json(response.text())), response);
        } catch (IllegalArgumentException e) {
            if (response.finishReason() == FinishReason.LENGTH) {
                throw unreadable(Reason.TRUNCATED, "the answer was cut at the limit of tokens", response, e.getCause());
            }
            String why = response.toolCalls().isEmpty() ? e.getMessage() : "it asks for tools";
            throw unreadable(Reason.INVALID, "the answer cannot be read: " + why, response, e.getCause());
        }
    }

    private static StructuredOutputException unreadable(
            Reason reason, String message, ChatResponse response, @Nullable Throwable cause) {
        return new StructuredOutputException(reason, message, response, cause);
    }

    /** The format's name. */
    @Override
    public String toString() {
        return "StructuredOutput[" + ((ResponseFormat.JsonSchema) format).name() + "]";
    }
}
