package io.llmclient.core.internal.pipeline;

import io.llmclient.Candidate;
import io.llmclient.ChatRequest;
import io.llmclient.Hedge;
import io.llmclient.Interceptor;
import io.llmclient.LlmException;
import io.llmclient.core.internal.guard.Backoff;
import io.llmclient.core.internal.guard.Health;
import io.llmclient.core.internal.guard.Promptness;
import io.llmclient.spi.ProviderClient;
import io.llmclient.spi.ProviderStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of the road that belongs to one candidate. */
public final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Interceptor.class);

    private final Candidate candidate;
    private final ProviderClient provider;
    private final Health health;
    private final Promptness promptness;
    private final List<Interceptor> interceptors;
    private final Step road;

    public Lane(
            Candidate candidate,
            ProviderClient provider,
            Health health,
            Promptness promptness,
            Backoff backoff,
            List<Interceptor> interceptors) {
        this.candidate = candidate;
        this.provider = provider;
        this.health = health;
        this.promptness = promptness;
        this.interceptors = interceptors;
        Step wire = new Wire(candidate, provider);
        Step guarded = new Guarded(candidate, health, promptness, backoff, wire);
        Step held = new Held(guarded);
        Step retried = new Retried(candidate, backoff, health, held);
        Step fitted = new Fitted(provider, retried);
        this.road = Intercepted.before(fitted, interceptors, candidate);
    }

    Candidate candidate() {
        return candidate;
    }

    Health health() {
        return health;
    }

    /** How long to wait for its first content before another is asked as well; null for as long as it takes. */
    @Nullable
    Duration hedgeDelay(Hedge hedge, boolean streaming) {
        return hedge.percentile() > 0 ? promptness.percentile(hedge.percentile(), streaming) : hedge.delay();
    }

    @Nullable
    Integer contextWindow() {
        return provider.capabilities().contextWindow();
    }

    Set<String> tags() {
        return provider.tags();
    }

    ProviderStream open(ChatRequest request, Call call) {
        return road.open(request, call);
    }

    /** Whether every interceptor agrees to asking another candidate. */
    boolean allowsFailover(LlmException failure, Call call) {
        return interceptors.stream().allMatch(each -> allows(each, failure, call));
    }

    private boolean allows(Interceptor interceptor, LlmException failure, Call call) {
        try {
            return interceptor.allowFailover(failure, call.info(), candidate);
        } catch (RuntimeException e) {
            LOG.warn("An interceptor failed; the failover goes on", e);
            return true;
        }
    }
}
