package io.llmclient.examples.crashcard;

import static io.llmclient.examples.crashcard.Bench.FALLBACK;
import static io.llmclient.examples.crashcard.Bench.PRIMARY;

import io.llmclient.ChatEvent;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.Content;
import io.llmclient.LlmException;
import io.llmclient.StreamInterruptedException;
import io.llmclient.StreamRecovery;
import io.llmclient.Tool;
import io.llmclient.testkit.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** X05: an application that was handed a whole tool call may have run it already. */
final class ToolCallOnce {

    private static final String BONN = "{\"city\":\"Bonn\"}";
    private static final String ROME = "{\"city\":\"Rome\"}";
    private static final Reply ONE_CALL = Reply.text("Let me see. ").andToolCall("call_bonn", "weather", BONN);
    private static final Reply TWO_CALLS = ONE_CALL.andToolCall("call_rome", "weather", ROME);
    private static final int CHUNKS_OF_ONE = ONE_CALL.chunks().size();

    private final Bench bench;
    private final List<Content.ToolCall> handedOut = new ArrayList<>();
    private int callsBeforeTheSecond;
    private @Nullable ChatResponse response;
    private @Nullable LlmException failure;

    private ToolCallOnce(Bench bench) {
        this.bench = bench;
    }

    static void play(Bench bench) {
        bench.server(FALLBACK).otherwise(ONE_CALL.between(bench.pace().ofMillis(100)));
        Reply twoCalls = TWO_CALLS.between(bench.pace().ofMillis(100));
        boolean early = new ToolCallOnce(bench).ask(twoCalls).isHandedOutEarly();
        bench.remark(
                early
                        ? "The first of two calls was handed out when the second began."
                        : "No call was handed out before the end: only that tells that one is whole.");
        ToolCallOnce whole = new ToolCallOnce(bench).ask(twoCalls.cutAfter(CHUNKS_OF_ONE + 1));
        if (early && bench.mode() != StreamRecovery.HOLD) {
            whole.mustEndWithTheCall();
            bench.must(bench.askedOf(FALLBACK).isEmpty(), "nobody else is asked after a whole call");
        } else {
            whole.mustBeAsIfNothingWasHandedOut();
        }
        new ToolCallOnce(bench).ask(twoCalls.cutAfter(CHUNKS_OF_ONE - 2)).mustBeAsIfNothingWasHandedOut();
    }

    private void mustBeAsIfNothingWasHandedOut() {
        if (bench.mode() == StreamRecovery.FAIL) {
            bench.must(failure instanceof StreamInterruptedException, "a clean error, not " + failure);
            bench.must(handedOut.isEmpty(), "half a call is not handed out: " + handedOut);
        } else {
            mustBeServedOnce();
        }
    }

    /** Whether its reader had a call before the answer was whole. */
    private boolean isHandedOutEarly() {
        bench.must(response != null && response.toolCalls().equals(handedOut), "each call is handed out: " + handedOut);
        return callsBeforeTheSecond > 0;
    }

    private ToolCallOnce ask(Reply primary) {
        bench.renew(builder -> builder, bench.candidate(PRIMARY), bench.candidate(FALLBACK));
        bench.always(primary);
        ChatRequest request = ChatRequest.builder()
                .user("How is the weather in Bonn?")
                .tool(Tool.function("weather", "The weather in a city"))
                .build();
        try (ChatStream stream = bench.client().stream(request)) {
            stream.forEach(this::take);
            response = stream.response();
        } catch (LlmException e) {
            failure = e;
        }
        return this;
    }

    private void take(ChatEvent event) {
        if (event instanceof ChatEvent.ToolCallCompleted completed) {
            handedOut.add(completed.call());
        } else if (event instanceof ChatEvent.ToolCallStarted started && started.index() == 1) {
            callsBeforeTheSecond = handedOut.size();
        }
    }

    private void mustEndWithTheCall() {
        bench.must(handedOut.size() == 1, "one call is handed out, not " + handedOut);
        bench.must(failure instanceof StreamInterruptedException, "a clean error, not " + failure);
        if (failure instanceof StreamInterruptedException broken) {
            List<Content.ToolCall> partial = broken.partial().toolCalls();
            bench.must(partial.equals(handedOut), "the partial answer has the call once, not " + partial);
        }
    }

    private void mustBeServedOnce() {
        bench.must(handedOut.size() == 1, "one call is handed out, not " + handedOut);
        bench.must(
                response != null
                        && FALLBACK.equals(
                                Objects.requireNonNull(response.route().servedBy())
                                        .provider())
                        && response.toolCalls().equals(handedOut),
                "the fallback's answer has the same call, not " + (response == null ? failure : response.toolCalls()));
    }
}
