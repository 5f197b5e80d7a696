package io.llmclient.core.internal.adapt;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Origin;
import io.llmclient.spi.Capabilities;
import io.llmclient.spi.Feature;
import org.jspecify.annotations.Nullable;

/** Who will be asked, and what it can express. */
record Target(String dialect, String model, Capabilities capabilities) {

    boolean lacks(Feature feature) {
        return !capabilities.has(feature);
    }

    /** Whether a part of this origin came from the target itself, so that its opaque mark means something to it. */
    boolean made(@Nullable Origin origin) {
        return origin != null && origin.matches(dialect, model);
    }

    /** The refusal to send what the target cannot express, such as "read audio". */
    LlmException cannot(String what) {
        return LlmException.builder(FailureKind.UNSUPPORTED)
                .message(dialect + "/" + model + " cannot " + what)
                .provider(null, model)
                .build();
    }
}
