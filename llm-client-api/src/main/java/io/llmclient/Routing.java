package io.llmclient;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which candidates one request may use, and in which order. Immutable.
 *
 * <p>Names are a provider's name ({@code "openai"}) or a provider and its model ({@code "openai/gpt-5.6-terra"}), as
 * the client was built with. A name that matches no candidate is an {@link IllegalArgumentException} when the request
 * is sent.
 */
public final class Routing {

    private static final Routing ANY = new Routing(new Values(List.of(), List.of(), true));

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
        return new Routing(new Values(List.of(names), List.of(), true));
    }

    /** The candidates to use, in this order; empty for all, in the client's order. */
    public List<String> only() {
        return values.only;
    }

    /** Candidates to leave out; empty for none. */
    public List<String> except() {
        return values.except;
    }

    /** Whether a second candidate may be asked when the first fails. */
    public boolean failover() {
        return values.failover;
    }

    /** The same without these. */
    public Routing except(String... names) {
        return new Routing(new Values(values.only, List.of(names), values.failover));
    }

    /** The first candidate only: retried, but never replaced. */
    public Routing withoutFailover() {
        return new Routing(new Values(values.only, values.except, false));
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

    private record Values(List<String> only, List<String> except, boolean failover) {}
}
