package io.llmclient.core.internal.adapt;

import io.llmclient.ChatRequest;
import java.util.List;

/**
 * A request that fits one provider.
 *
 * @param request the very instance that was given when nothing had to change
 * @param adjustments what was dropped or said differently, one short sentence each, without any content of the
 *     conversation; empty when no meaning was touched
 */
public record Adapted(ChatRequest request, List<String> adjustments) {

    public Adapted {
        adjustments = List.copyOf(adjustments);
    }
}
