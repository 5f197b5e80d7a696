package io.llmclient.testkit;

import io.llmclient.ChatResponse;
import io.llmclient.LlmException;
import io.llmclient.Route;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/**
 * AssertJ for the types of this library. Its {@code assertThat} can be imported beside AssertJ's own:
 *
 * <pre>{@code
 * assertThat(client.chat("Hi")).wasServedBy("anthropic").isDegraded().afterAttempts(3);
 * assertThatFailureOf(() -> client.chat("Hi")).hasKind(RATE_LIMITED).failedAfterAttempts(3);
 * }</pre>
 */
public final class LlmAssertions {

    private LlmAssertions() {}

    /** About an answer. */
    public static ChatResponseAssert assertThat(@Nullable ChatResponse answer) {
        return new ChatResponseAssert(answer);
    }

    /** About a failure. */
    public static LlmExceptionAssert assertThat(@Nullable LlmException failure) {
        return new LlmExceptionAssert(failure);
    }

    /** About the way of a call. */
    public static RouteAssert assertThat(@Nullable Route route) {
        return new RouteAssert(route);
    }

    /**
     * About the {@link LlmException} that this throws.
     *
     * @throws AssertionError when it throws none, or another
     */
    public static LlmExceptionAssert assertThatFailureOf(ThrowingCallable call) {
        return assertThat(Assertions.catchThrowableOfType(LlmException.class, call))
                .isNotNull();
    }
}
