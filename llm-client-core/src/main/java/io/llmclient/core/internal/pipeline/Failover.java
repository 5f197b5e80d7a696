package io.llmclient.core.internal.pipeline;

import io.llmclient.ChatRequest;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.core.internal.guard.FailureRule;
import io.llmclient.spi.ProviderStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Asks the next candidate when a failure says so, before and after the answer began, and signs answers and failures
 * with the route. What belongs to one call is its {@link Walk}.
 */
public final class Failover implements Step {

    private final Lanes lanes;
    private final Set<FailureKind> alsoOn;
    private final Executor threads;
    private final long betweenProbes;
    private final Object probing = new Object();
    private boolean probed;
    private long lastProbe;

    /**
     * @param alsoOn kinds of failure that usually end a call, for which the application wants the next candidate all
     *     the same
     * @param threads where one of two candidates is asked that are asked at once
     * @param betweenProbes the least time between two candidates that are tried although all rest
     */
    public Failover(Lanes lanes, Set<FailureKind> alsoOn, Executor threads, Duration betweenProbes) {
        this.lanes = lanes;
        this.alsoOn = alsoOn;
        this.threads = threads;
        this.betweenProbes = betweenProbes.toNanos();
    }

    @Override
    public ProviderStream open(ChatRequest request, Call call) {
        Walk walk = new Walk(this, request, call, lanes.order(request));
        walk.begin();
        return walk;
    }

    /** Whether another candidate may be asked after this one failed. */
    boolean mayGoOn(Lane lane, LlmException failure, Call call) {
        boolean ask = FailureRule.of(failure.kind()).next() != FailureRule.Next.STOP || alsoOn.contains(failure.kind());
        return ask && lane.allowsFailover(failure, call);
    }

    /** Whether it is time to try a candidate although all rest. */
    boolean mayProbe(long now) {
        synchronized (probing) {
            if (probed && now - lastProbe < betweenProbes) {
                return false;
            }
            probed = true;
            lastProbe = now;
            return true;
        }
    }

    /** Asks a candidate on another thread, for a race. */
    Race race(Lane lane, ChatRequest request, Call call) {
        return Race.start(lane, request, call, threads);
    }

    /** Remembers who answered. */
    void answered(ChatRequest request, Lane lane) {
        lanes.answered(request, lane);
    }
}
