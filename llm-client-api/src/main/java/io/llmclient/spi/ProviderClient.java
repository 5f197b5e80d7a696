package io.llmclient.spi;

import io.llmclient.ChatRequest;
import io.llmclient.LlmException;
import io.llmclient.Routing;
import io.llmclient.Timeouts;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One model at one provider: how to ask it once. No retry, no breaker, no failover: the client puts those around it.
 *
 * <p>Implementations are safe for use by several threads.
 */
public interface ProviderClient extends AutoCloseable {

    /** The provider's name, such as {@code openai}: how routes, routings and extras call it. */
    String provider();

    /** The model id to ask for. */
    String model();

    /** The wire language, such as {@code openai.chat}: what signed parts are bound to. Default: the provider's name. */
    default String dialect() {
        return provider();
    }

    /** What this model can express; the client adapts requests to it. Default: everything. */
    default Capabilities capabilities() {
        return Capabilities.everything();
    }

    /**
     * How many keys it can show, at least 1, always the same. The client says with {@link ProviderCall#key()} which one
     * to show, and lets one rest that is bad or limited. Default: 1.
     */
    default int keys() {
        return 1;
    }

    /** What a request can demand with {@link Routing#tagged}, such as {@code eu}. Default: nothing. */
    default Set<String> tags() {
        return Set.of();
    }

    /** How long this provider may be silent, or null for the client's setting. */
    default @Nullable Timeouts timeouts() {
        return null;
    }

    /**
     * Called once when a client is built with it: says what is wrong with its configuration.
     *
     * @throws IllegalArgumentException naming the setting and the fix
     */
    default void check() {}

    /**
     * Makes one request. Waits until the answer has begun or failed.
     *
     * @param request already adapted to {@link #capabilities()}
     * @throws LlmException when it failed before the answer began
     */
    ProviderStream open(ChatRequest request, ProviderCall call);

    /** Releases connections. Closing twice does nothing. */
    @Override
    default void close() {}
}
