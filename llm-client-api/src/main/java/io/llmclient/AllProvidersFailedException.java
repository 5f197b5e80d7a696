package io.llmclient;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * No candidate gave an answer. The cause is the failure of the first candidate that was asked (of the first one that
 * was skipped, where none was asked), and so are {@link #kind()}, {@link #status()} and the rest: the first choice is
 * what an operator has to mend. {@link #route()} holds every attempt in order; {@link #retryAfter()} is the shortest
 * wait after which a candidate may answer again, or null.
 */
public final class AllProvidersFailedException extends LlmException {

    private static final long serialVersionUID = 1L;

    /** Takes kind, status and cause from the first failure. */
    public AllProvidersFailedException(LlmException first, Route route, @Nullable Duration retryAfter) {
        super(first.toBuilder()
                .message("all providers failed: " + route + "; first failure: " + first.getMessage())
                .cause(first)
                .retryAfter(retryAfter)
                .route(route));
    }
}
