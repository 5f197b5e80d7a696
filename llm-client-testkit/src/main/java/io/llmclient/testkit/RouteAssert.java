package io.llmclient.testkit;

import io.llmclient.Attempt;
import io.llmclient.Candidate;
import io.llmclient.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Says what the way of a call should have been. Names are a provider's, or {@code provider/model}. */
public final class RouteAssert extends AbstractAssert<RouteAssert, Route> {

    RouteAssert(@Nullable Route actual) {
        super(actual, RouteAssert.class);
    }

    /** Somebody answered, and it was this one. */
    public RouteAssert wasServedBy(String name) {
        isNotNull();
        Candidate server = actual.servedBy();
        if (server == null || !isCalled(name, server)) {
            throw failure(
                    "expected to be served by %s, but it was %s: %s", name, server == null ? "nobody" : server, actual);
        }
        return this;
    }

    /** Nobody answered. */
    public RouteAssert wasServedByNobody() {
        isNotNull();
        if (actual.servedBy() != null) {
            throw failure("expected no answer, but it was served by %s: %s", actual.servedBy(), actual);
        }
        return this;
    }

    /** Somebody answered who is not the first choice. */
    public RouteAssert isDegraded() {
        isNotNull();
        if (!actual.degraded()) {
            throw failure("expected an answer of another than the first choice: %s", actual);
        }
        return this;
    }

    /** The first choice answered, or nobody. */
    public RouteAssert isNotDegraded() {
        isNotNull();
        if (actual.degraded()) {
            throw failure("expected the answer of the first choice: %s", actual);
        }
        return this;
    }

    /** So many requests were made in all; candidates that were skipped don't count. */
    public RouteAssert hasAttempts(int count) {
        isNotNull();
        if (actual.requests() != count) {
            throw failureWithActualExpected(
                    actual.requests(),
                    count,
                    "expected %s attempt(s), but there were %s: %s",
                    count,
                    actual.requests(),
                    actual);
        }
        return this;
    }

    /** These candidates were tried or skipped, in this order, however often each. */
    public RouteAssert visited(String... names) {
        isNotNull();
        List<Candidate> way = way();
        boolean same = way.size() == names.length;
        for (int i = 0; same && i < names.length; i++) {
            same = isCalled(names[i], way.get(i));
        }
        if (!same) {
            throw failure("expected the way %s, but it was %s: %s", List.of(names), way, actual);
        }
        return this;
    }

    /**
     * The requests showed these keys of their providers, in this order: 1 for the first, as {@link Attempt#key()} says.
     * Providers with one key don't count.
     */
    public RouteAssert usedKeys(Integer... numbers) {
        isNotNull();
        List<Integer> used = actual.attempts().stream()
                .map(Attempt::key)
                .filter(Objects::nonNull)
                .toList();
        if (!used.equals(List.of(numbers))) {
            throw failure("expected the keys %s, but they were %s: %s", List.of(numbers), used, actual);
        }
        return this;
    }

    private List<Candidate> way() {
        List<Candidate> way = new ArrayList<>();
        for (Attempt attempt : actual.attempts()) {
            if (way.isEmpty() || !way.get(way.size() - 1).equals(attempt.candidate())) {
                way.add(attempt.candidate());
            }
        }
        return way;
    }

    private static boolean isCalled(String name, Candidate candidate) {
        return name.equals(candidate.provider()) || name.equals(candidate.name());
    }
}
