package io.llmclient.providers.internal.anthropic;

import org.jspecify.annotations.Nullable;

/** Who serves the models, as far as the body of a request tells. */
enum Platform {
    /** Told the model by the body, and the version by a header; marks the end of a prompt for the cache by itself. */
    ANTHROPIC(null, true),

    /** Told the model by the path. */
    VERTEX("vertex-2023-10-16", true),

    /** Told the model by the path, and whether to stream by it alone. */
    BEDROCK("bedrock-2023-05-31", false);

    private final @Nullable String version;
    private final boolean toldToStream;

    Platform(@Nullable String version, boolean toldToStream) {
        this.version = version;
        this.toldToStream = toldToStream;
    }

    /** The {@code anthropic_version} in the body; null where it is a header. */
    @Nullable
    String version() {
        return version;
    }

    /** Whether the body says that the answer is to be streamed. */
    boolean isToldToStream() {
        return toldToStream;
    }
}
