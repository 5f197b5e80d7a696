package io.llmclient.core.internal.pipeline;

import io.llmclient.ChatRequest;
import io.llmclient.LlmException;
import io.llmclient.core.internal.adapt.Adapted;
import io.llmclient.core.internal.adapt.Adapter;
import io.llmclient.spi.ProviderClient;
import io.llmclient.spi.ProviderStream;

/** Makes the request fit the provider, or refuses with a reason. */
final class Fitted implements Step {

    private final ProviderClient provider;
    private final Step below;

    Fitted(ProviderClient provider, Step below) {
        this.provider = provider;
        this.below = below;
    }

    @Override
    public ProviderStream open(ChatRequest request, Call call) {
        Adapted fitting = fit(request);
        call.adjusted(fitting.adjustments());
        return below.open(fitting.request(), call);
    }

    private Adapted fit(ChatRequest request) {
        try {
            return Adapter.adapt(request, provider.dialect(), provider.model(), provider.capabilities());
        } catch (LlmException e) {
            throw e.toBuilder().provider(provider.provider(), provider.model()).build();
        }
    }
}
