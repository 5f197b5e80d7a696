package io.llmclient.core.internal.guard;

import io.llmclient.BreakerPolicy;
import io.llmclient.Candidate;
import io.llmclient.LlmListener;
import io.llmclient.spi.TimeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes the breakers of one client's candidates. */
public final class Breakers {

    private final BreakerPolicy policy;
    private final TimeSource time;
    private final LlmListener listener;
    private final Map<String, Shared> providers = new HashMap<>();

    /** A provider's breaker, and whom it concerns. */
    private record Shared(Breaker breaker, List<Candidate> candidates) {}

    public Breakers(BreakerPolicy policy, TimeSource time, LlmListener listener) {
        this.policy = policy;
        this.time = time;
        this.listener = listener;
    }

    /**
     * The breakers of a candidate, of which listeners hear; not of those of its keys.
     *
     * @param keys how many it has
     */
    public Health of(Candidate candidate, int keys) {
        List<Breaker> each = keys == 1
                ? List.of()
                : IntStream.rangeClosed(1, keys)
                        .mapToObj(number -> breaker(candidate.name() + " key " + number, List.of()))
                        .toList();
        Breaker own = breaker(candidate.name(), List.of(candidate));
        return switch (policy.scope()) {
            case MODEL -> keys == 1 ? Health.whole(own) : Health.withKeys(own, each);
            case KEY -> keys == 1 ? Health.whole(own) : Health.byKey(own, each);
            case PROVIDER -> Health.shared(shared(candidate), own, each);
        };
    }

    private Breaker shared(Candidate candidate) {
        Shared shared = providers.computeIfAbsent(candidate.provider(), name -> {
            List<Candidate> candidates = new ArrayList<>();
            return new Shared(breaker(name, candidates), candidates);
        });
        shared.candidates.add(candidate);
        return shared.breaker;
    }

    private Breaker breaker(String name, List<Candidate> candidates) {
        return new Breaker(
                name,
                policy,
                time,
                (from, to) -> candidates.forEach(candidate -> listener.breakerChanged(candidate, from, to)));
    }
}
