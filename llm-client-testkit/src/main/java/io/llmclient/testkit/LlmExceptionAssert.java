package io.llmclient.testkit;

import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;

/** Says what a failure should be, and what should have been tried before. */
public final class LlmExceptionAssert extends AbstractThrowableAssert<LlmExceptionAssert, LlmException> {

    LlmExceptionAssert(@Nullable LlmException actual) {
        super(actual, LlmExceptionAssert.class);
    }

    /** It is of this kind. */
    public LlmExceptionAssert hasKind(FailureKind kind) {
        isNotNull();
        if (actual.kind() != kind) {
            throw failureWithActualExpected(
                    actual.kind(), kind, "expected %s, but it is %s: %s", kind, actual.kind(), actual);
        }
        return this;
    }

    /** It came with this HTTP status. */
    public LlmExceptionAssert hasStatus(int status) {
        isNotNull();
        Integer its = actual.status();
        if (its == null || its != status) {
            throw failure("expected the status %s, but it is %s: %s", status, its, actual);
        }
        return this;
    }

    /** So many requests were made in all before the call failed. */
    public LlmExceptionAssert failedAfterAttempts(int count) {
        isNotNull();
        new RouteAssert(actual.route()).as(descriptionText()).hasAttempts(count);
        return this;
    }
}
