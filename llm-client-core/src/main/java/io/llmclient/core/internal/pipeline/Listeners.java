package io.llmclient.core.internal.pipeline;

import io.llmclient.Attempt;
import io.llmclient.BreakerState;
import io.llmclient.CallInfo;
import io.llmclient.Candidate;
import io.llmclient.ChatResponse;
import io.llmclient.LlmException;
import io.llmclient.LlmListener;
import io.llmclient.Route;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All listeners as one that never throws. */
public final class Listeners implements LlmListener {

    private static final Logger LOG = LoggerFactory.getLogger(LlmListener.class);

    private static final LlmListener NOBODY = new LlmListener() {};

    private final List<LlmListener> all;

    private Listeners(List<LlmListener> all) {
        this.all = List.copyOf(all);
    }

    public static LlmListener of(List<LlmListener> all) {
        return all.isEmpty() ? NOBODY : new Listeners(all);
    }

    private void tell(Consumer<LlmListener> event) {
        for (LlmListener listener : all) {
            try {
                event.accept(listener);
            } catch (Throwable e) { // also a class that is missing: nothing of a listener's is the call's concern
                LOG.warn("A listener failed; the call goes on", e);
            }
        }
    }

    @Override
    public void callStarted(CallInfo call) {
        tell(listener -> listener.callStarted(call));
    }

    @Override
    public void attemptStarted(CallInfo call, Candidate candidate) {
        tell(listener -> listener.attemptStarted(call, candidate));
    }

    @Override
    public void firstToken(CallInfo call, Candidate candidate, Duration timeToFirstToken) {
        tell(listener -> listener.firstToken(call, candidate, timeToFirstToken));
    }

    @Override
    public void attemptEnded(CallInfo call, Attempt attempt) {
        tell(listener -> listener.attemptEnded(call, attempt));
    }

    @Override
    public void retryScheduled(CallInfo call, Candidate candidate, Duration wait, LlmException cause) {
        tell(listener -> listener.retryScheduled(call, candidate, wait, cause));
    }

    @Override
    public void failedOver(CallInfo call, Candidate from, Candidate to, LlmException cause) {
        tell(listener -> listener.failedOver(call, from, to, cause));
    }

    @Override
    public void callEnded(CallInfo call, Route route, @Nullable ChatResponse response, @Nullable LlmException failure) {
        tell(listener -> listener.callEnded(call, route, response, failure));
    }

    @Override
    public void breakerChanged(Candidate candidate, BreakerState from, BreakerState to) {
        tell(listener -> listener.breakerChanged(candidate, from, to));
    }
}
