package io.llmclient.providers.internal;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;

/** What a dialect says of a request that it cannot express. */
public final class Unsupported {

    private Unsupported() {}

    /** The caller adds who was to be asked. */
    public static LlmException because(String message) {
        return LlmException.builder(FailureKind.UNSUPPORTED).message(message).build();
    }
}
