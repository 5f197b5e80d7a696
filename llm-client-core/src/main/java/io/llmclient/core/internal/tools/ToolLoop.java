package io.llmclient.core.internal.tools;

import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.Content;
import io.llmclient.FailureKind;
import io.llmclient.FinishReason;
import io.llmclient.LlmException;
import io.llmclient.Message;
import io.llmclient.ToolRun;
import io.llmclient.ToolRun.Outcome;
import io.llmclient.ToolRunException;
import io.llmclient.Tools;
import io.llmclient.spi.Cancellation;
import io.llmclient.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run: asks, executes what the model calls, and asks again with the results. These are part of the conversation
 * from then on, so whatever fails later, no tool runs twice. Used by one thread, once.
 */
public final class ToolLoop {

    /**
     * What a run needs of its client.
     *
     * @param ask makes one call
     * @param threads where tools run
     * @param deadline for requests that have none; null for none
     */
    public record Client(
            Function<ChatRequest, ChatResponse> ask,
            Executor threads,
            TimeSource time,
            @Nullable Duration deadline) {}

    private final Client client;
    private final Toolbox tools;
    private final int maxRounds;
    private final ChatRequest request;
    private final Cancellation cancellation;
    private final @Nullable Duration limit;
    private final long start;
    private final List<Message> messages;
    private final List<ChatResponse> responses = new ArrayList<>();
    private boolean executed;

    /**
     * @param id names the run as a conversation, so that it stays with who answered; a request may have its own
     * @param cancellation stops it when it fires
     * @throws IllegalArgumentException when the request has tools of its own, or the tools are not right
     */
    public ToolLoop(Client client, ChatRequest given, Tools tools, String id, Cancellation cancellation) {
        if (!given.tools().isEmpty()) {
            throw new IllegalArgumentException("a request to run has no tools of its own; give them as TypedTool");
        }
        this.client = client;
        this.tools = new Toolbox(tools);
        this.cancellation = cancellation;
        maxRounds = tools.maxRounds();
        limit = given.deadline() == null ? client.deadline : given.deadline();
        start = client.time.nanoTime();
        messages = new ArrayList<>(given.messages());
        request = given.toBuilder()
                .tools(this.tools.definitions())
                .conversationId(given.conversationId() == null ? id : given.conversationId())
                .build();
    }

    /** Goes round until the model answers without a call, or may not ask any more. */
    public ToolRun run() {
        while (true) {
            ChatResponse answer = ask();
            responses.add(answer);
            messages.add(answer.message());
            if (!asksForTools(answer)) {
                return so(Outcome.ANSWERED);
            } else if (responses.size() >= maxRounds) {
                return so(Outcome.ROUND_LIMIT);
            }
            execute(answer.toolCalls());
        }
    }

    private ChatResponse ask() {
        try {
            return client.ask.apply(request.toBuilder()
                    .messages(messages)
                    .deadline(checked(timeLeft()))
                    .build());
        } catch (LlmException e) {
            throw executed ? new ToolRunException(e, so(Outcome.FAILED)) : e;
        }
    }

    /** Not those of an answer that was withheld or went wrong. */
    private static boolean asksForTools(ChatResponse answer) {
        return !answer.toolCalls().isEmpty()
                && answer.finishReason() != FinishReason.CONTENT_FILTER
                && answer.finishReason() != FinishReason.ERROR;
    }

    private void execute(List<Content.ToolCall> wanted) {
        CallsAtOnce calls = new CallsAtOnce(wanted, tools, client.time);
        executed = true;
        calls.start(client.threads);
        boolean done = calls.await(cancellation, timeLeft());
        if (!done) {
            calls.interrupt();
        }
        messages.addAll(calls.results());
        if (!done) {
            LlmException cause = isGivenUp() ? cancelled() : tooLate();
            throw new ToolRunException(cause, so(Outcome.FAILED));
        }
    }

    private @Nullable Duration checked(@Nullable Duration left) {
        if (isGivenUp()) {
            throw cancelled();
        }
        if (left != null && (left.isZero() || left.isNegative())) {
            throw tooLate();
        }
        return left;
    }

    private @Nullable Duration timeLeft() {
        return limit == null ? null : limit.minusNanos(client.time.nanoTime() - start);
    }

    private boolean isGivenUp() {
        return cancellation.isCancelled() || Thread.currentThread().isInterrupted();
    }

    private ToolRun so(Outcome outcome) {
        return new ToolRun(outcome, messages, responses);
    }

    private LlmException cancelled() {
        return failure(FailureKind.CANCELLED, "the caller gave up");
    }

    private LlmException tooLate() {
        return failure(FailureKind.DEADLINE_EXCEEDED, "the deadline passed");
    }

    private static LlmException failure(FailureKind kind, String message) {
        return LlmException.builder(kind).message(message).build();
    }
}
