package io.llmclient.benchmarks;

/** What everybody asks. */
final class Ask {

    static final String KEY = "benchmark-key";
    static final String SYSTEM = "You are a helpful assistant. Answer in plain words and be brief.";
    static final String USER = "Explain how a circuit breaker protects a service that depends on another service. "
            + "Say what the three states are, when it goes from one to the next, and what callers see in each of them. "
            + "Then name two settings that people often choose badly, and say what happens when they do.";
    static final int MAX_TOKENS = 512;

    private Ask() {}
}
