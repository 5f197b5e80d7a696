package io.llmclient.examples.crashcard;

import static io.llmclient.examples.crashcard.Bench.FALLBACK;
import static io.llmclient.examples.crashcard.Bench.PRIMARY;

import io.llmclient.Attempt;
import io.llmclient.BreakerPolicy;
import io.llmclient.BreakerState;
import io.llmclient.CallInfo;
import io.llmclient.Candidate;
import io.llmclient.ChatResponse;
import io.llmclient.Interceptor;
import io.llmclient.LlmException;
import io.llmclient.LlmListener;
import io.llmclient.Route;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** X10: what an application hangs into the client throws, always. It loses no answer, and no permission. */
final class ThrowingListener implements LlmListener, Interceptor {

    private static final Duration REST = Duration.ofSeconds(2);
    private static final int CALLS = 20;

    private final AtomicInteger thrown = new AtomicInteger();

    private ThrowingListener() {}

    static void play(Bench bench) {
        ThrowingListener broken = new ThrowingListener();
        Duration rest = bench.pace().of(REST);
        bench.renew(
                builder -> builder.listener(broken)
                        .interceptor(broken)
                        .candidateInterceptor(broken)
                        .breaker(BreakerPolicy.defaults().withRest(rest, 1, rest)),
                bench.candidate(PRIMARY),
                bench.candidate(FALLBACK));
        bench.primary().down();
        for (int i = 0; i < 3; i++) { // it opens, and two probes fail
            bench.ask();
            bench.mustBeServedBy(FALLBACK);
            await(bench, rest);
        }
        bench.primary().recover();
        for (int i = 0; i < CALLS; i++) {
            bench.ask();
            bench.mustBeServedBy(PRIMARY);
        }
        bench.must(broken.thrown.get() > CALLS, "they throw");
        bench.remark("They threw " + broken.thrown + " times.");
    }

    private static void await(Bench bench, Duration rest) {
        Pace.waitUntil(System.nanoTime() + rest.plus(bench.pace().ofMillis(500)).toNanos());
    }

    private IllegalStateException broken() {
        thrown.incrementAndGet();
        return new IllegalStateException("broken on purpose");
    }

    @Override
    public void callStarted(CallInfo call) {
        throw broken();
    }

    @Override
    public void attemptStarted(CallInfo call, Candidate candidate) {
        throw broken();
    }

    @Override
    public void firstToken(CallInfo call, Candidate candidate, Duration timeToFirstToken) {
        throw broken();
    }

    @Override
    public void attemptEnded(CallInfo call, Attempt attempt) {
        throw broken();
    }

    @Override
    public void retryScheduled(CallInfo call, Candidate candidate, Duration wait, LlmException cause) {
        throw broken();
    }

    @Override
    public void failedOver(CallInfo call, Candidate from, Candidate to, LlmException cause) {
        throw broken();
    }

    @Override
    public void callEnded(CallInfo call, Route route, @Nullable ChatResponse response, @Nullable LlmException failure) {
        throw broken();
    }

    @Override
    public void breakerChanged(Candidate candidate, BreakerState from, BreakerState to) {
        throw broken();
    }

    @Override
    public ChatResponse onResponse(ChatResponse response, CallInfo call, @Nullable Candidate candidate) {
        throw broken();
    }

    @Override
    public boolean allowFailover(LlmException failure, CallInfo call, Candidate candidate) {
        throw broken();
    }
}
