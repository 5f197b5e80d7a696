package io.llmclient;

import java.util.List;

/**
 * Which candidates one request may use, and in which order. Names are a provider's name ({@code "openai"}) or a provider and its model
 * ({@code "openai/gpt-5.6-terra"}), as the client was built with. A name that matches no candidate is an {@link IllegalArgumentException}
 * when the request is sent.
 *
 * @param only the candidates to use, in this order; empty for all, in the client's order
 * @param except candidates to leave out
 * @param failover whether a second candidate may be asked when the first fails
 */
public record Routing(List<String> only, List<String> except, boolean failover) {

    private static final Routing ANY = new Routing(List.of(), List.of(), true);

    public Routing {
        only = List.copyOf(only);
        except = List.copyOf(except);
    }

    /** All candidates in the client's order: the default. */
    public static Routing any() {
        return ANY;
    }

    /** These candidates and no others, in this order. */
    public static Routing order(String... names) {
        return new Routing(List.of(names), List.of(), true);
    }

    /** All candidates but these. */
    public Routing except(String... names) {
        return new Routing(only, List.of(names), failover);
    }

    /** The first candidate only: retried, but never replaced. */
    public Routing withoutFailover() {
        return new Routing(only, except, false);
    }
}
