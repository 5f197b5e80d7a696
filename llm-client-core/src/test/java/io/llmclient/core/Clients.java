package io.llmclient.core;

import io.llmclient.RetryPolicy;
import io.llmclient.testkit.FakeProvider;
import io.llmclient.testkit.Stage;

/** Real clients with the default policies, on a test's clock. */
final class Clients {

    private Clients() {}

    /** A client of these candidates in this order; without jitter, so that tests can predict the waits. */
    static ResilientLlmClient.Builder client(Stage stage, FakeProvider... providers) {
        ResilientLlmClient.Builder builder = ResilientLlmClient.builder()
                .time(stage.time())
                .retry(RetryPolicy.defaults().withJitter(0));
        for (FakeProvider provider : providers) {
            builder.provider(provider);
        }
        return builder;
    }
}
