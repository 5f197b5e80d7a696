package io.llmclient.providers.internal;

import io.llmclient.ChatRequest;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.internal.adapt.Adapter;

/** What a client makes of a request before the dialect writes it. */
public final class Fitting {

    private Fitting() {}

    public static ChatRequest fit(ChatRequest request, Dialect dialect, String model) {
        return Adapter.adapt(request, dialect.name(), model, dialect.capabilities(model))
                .request();
    }
}
