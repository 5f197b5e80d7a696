package io.llmclient;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@link LlmClient#run} did: every answer, every tool result, and how it ended. Immutable.
 *
 * @param outcome how it ended
 * @param messages the conversation to go on with: the request's messages, then all answers and tool results
 * @param responses the answers, one a round, oldest first; each has its own route and usage. Empty only in a failure
 */
public record ToolRun(Outcome outcome, List<Message> messages, List<ChatResponse> responses) {

    /** How a run ended. */
    public enum Outcome {
        /** The model answered and asks for no more tools. */
        ANSWERED,
        /** The last round that was allowed asks for tools again; they were not executed. */
        ROUND_LIMIT,
        /** A round failed, or the time was up, or the caller gave up: see {@link ToolRunException}. */
        FAILED
    }

    public ToolRun {
        messages = List.copyOf(messages);
        responses = List.copyOf(responses);
    }

    /** Whether the model came to its answer. */
    public boolean answered() {
        return outcome == Outcome.ANSWERED;
    }

    /** The last answer. */
    public ChatResponse response() {
        if (responses.isEmpty()) {
            throw new IllegalStateException("no answer came");
        }
        return responses.get(responses.size() - 1);
    }

    /** The text of the last answer; when {@link #answered()} is false it may be empty or unfinished. */
    public String text() {
        return response().text();
    }

    /** The ways of all rounds, oldest first. */
    public List<Route> routes() {
        return responses.stream().map(ChatResponse::route).toList();
    }

    /** The tokens of all rounds together. What only some rounds say is the sum of those; null where none does. */
    public Usage usage() {
        return Usage.builder()
                .input(sum(Usage::input))
                .output(sum(Usage::output))
                .cachedInput(sum(Usage::cachedInput))
                .cacheWrite(sum(Usage::cacheWrite))
                .reasoning(sum(Usage::reasoning))
                .total(sum(Usage::total))
                .build();
    }

    private @Nullable Long sum(Function<Usage, @Nullable Long> count) {
        return responses.stream()
                .map(response -> count.apply(response.usage()))
                .filter(Objects::nonNull)
                .reduce(Long::sum)
                .orElse(null);
    }

    /** Counts, not contents: answers don't belong in logs. */
    @Override
    public String toString() {
        return "ToolRun[" + outcome + ", " + responses.size() + " rounds, " + routes() + "]";
    }
}
