package io.llmclient;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which candidates one request may use, and in which order. Immutable.
 *
 * <p>The default puts availability first: any candidate may answer. A request that must not be answered by another
 * model, another provider or outside a boundary says so here, and fails rather than leave it.
 *
 * <p>Names are a provider's name ({@code "openai"}) or a provider and its model ({@code "openai/gpt-5.6-terra"}), as
 * the client was built with. A name that matches no candidate, and a routing that leaves none, are an {@link
 * IllegalArgumentException} when the request is sent.
 */
public final class Routing {

    private static final Routing ANY = new Routing(new Values(List.of(), List.of(), Set.of(), Failover.ANY_CANDIDATE));

    /** Who may be asked when the first choice fails. */
    public enum Failover {
        /** All the others: the default. */
        ANY_CANDIDATE,
        /** The other candidates of the first choice's provider. */
        SAME_PROVIDER,
        /** The other candidates with the first choice's model id: quality before availability. */
        SAME_MODEL,
        /** Nobody: it is retried, but never replaced. */
        NOBODY
    }

    private final Values values;

    private Routing(Values values) {
        this.values = values;
    }

    /** All candidates in the client's order: the default. */
    public static Routing any() {
        return ANY;
    }

    /** These candidates and no others, in this order. */
    public static Routing order(String... names) {
        return new Routing(new Values(List.of(names), List.of(), Set.of(), Failover.ANY_CANDIDATE));
    }

    /** The candidates to use, in this order; empty for all, in the client's order. */
    public List<String> only() {
        return values.only;
    }

    /** Candidates to leave out; empty for none. */
    public List<String> except() {
        return values.except;
    }

    /** The tags that a candidate must carry, all of them; empty for none. */
    public Set<String> tags() {
        return values.tags;
    }

    /** Who may be asked when the first choice fails. */
    public Failover failover() {
        return values.failover;
    }

    /** The same without these. */
    public Routing except(String... names) {
        return new Routing(new Values(values.only, List.of(names), values.tags, values.failover));
    }

    /**
     * The same with candidates only that carry all of these tags, such as {@code "eu"}: a boundary that no failover
     * crosses.
     */
    public Routing tagged(String... tags) {
        return new Routing(new Values(values.only, values.except, Set.of(tags), values.failover));
    }

    /** The same with failover to these only. The first choice is the first candidate that the rest of this allows. */
    public Routing failover(Failover to) {
        return new Routing(new Values(values.only, values.except, values.tags, to));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Routing that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return "Routing" + values;
    }

    private record Values(List<String> only, List<String> except, Set<String> tags, Failover failover) {}
}
