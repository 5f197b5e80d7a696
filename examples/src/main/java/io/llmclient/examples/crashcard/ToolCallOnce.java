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
    private @Nullable ChatResponse response;
    private @Nullable LlmException failure;

    private ToolCallOnce(Bench bench) {
        this.bench = bench;
    }

    static void play(Bench bench) {
        bench.server(FALLBACK).otherwise(ONE_CALL.between(bench.pace().ofMillis(100)));
        ToolCallOnce whole = new ToolCallOnce(bench).ask(CHUNKS_OF_ONE + 1);
        if (bench.mode() == StreamRecovery.HOLD) {
            whole.mustBeServedOnce();
        } else {
            whole.mustEndWithTheCall();
            bench.must(bench.askedOf(FALLBACK).isEmpty(), "nobody else is asked after a whole call");
        }
        ToolCallOnce half = new ToolCallOnce(bench).ask(CHUNKS_OF_ONE - 3);
        if (bench.mode() == StreamRecovery.FAIL) {
            bench.must(half.failure instanceof StreamInterruptedException, "the failure is shown");
            bench.must(half.handedOut.isEmpty(), "half a call is not handed out");
        } else {
            half.mustBeServedOnce();
        }
    }

    private ToolCallOnce ask(int cutAfter) {
        bench.renew(builder -> builder, bench.candidate(PRIMARY), bench.candidate(FALLBACK));
        bench.always(TWO_CALLS.between(bench.pace().ofMillis(100)).cutAfter(cutAfter));
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
