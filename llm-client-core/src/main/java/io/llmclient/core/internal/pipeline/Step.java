package io.llmclient.core.internal.pipeline;

import io.llmclient.ChatRequest;
import io.llmclient.spi.ProviderStream;

/**
 * One step of the road of a call; each does one job and hands on to the step below it.
 *
 * <p>A step returns when the answer has begun: the first event of the stream it returns is there, so that a failure
 * thrown from {@code open} came before anything was handed out and may be recovered silently.
 */
public interface Step {

    /** Gets an answer, or throws why not. */
    ProviderStream open(ChatRequest request, Call call);
}
