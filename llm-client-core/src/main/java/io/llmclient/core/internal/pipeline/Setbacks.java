package io.llmclient.core.internal.pipeline;

import io.llmclient.AllProvidersFailedException;
import io.llmclient.Attempt;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What went wrong in one call so far, and what follows from it. For one thread. */
final class Setbacks {

    private final Call call;
    private final List<Lane> order;
    private final List<Lane> resting = new ArrayList<>(0);
    private @Nullable LlmException firstFailure;
    private int firstFailed;
    private @Nullable LlmException firstSkip;
    private @Nullable LlmException last;
    private int tooSmallWindow;

    Setbacks(Call call, List<Lane> order) {
        this.call = call;
        this.order = order;
    }

    /** A candidate gave no answer, or was not even asked. */
    void add(Lane lane, LlmException failure) {
        switch (failure.kind()) {
            case CIRCUIT_OPEN -> {
                if (!resting.contains(lane)) {
                    resting.add(lane);
                }
                skipped(lane, failure);
            }
            case UNSUPPORTED -> {
                if (failure.status() == null) {
                    skipped(lane, failure);
                } else {
                    failed(lane, failure); // the provider was asked, and said so itself
                }
            }
            case CONTEXT_TOO_LONG -> {
                tooSmallWindow = Math.max(tooSmallWindow, Objects.requireNonNullElse(lane.contextWindow(), 0));
                failed(lane, failure);
            }
            default -> failed(lane, failure);
        }
    }

    private void failed(Lane lane, LlmException failure) {
        if (firstFailure == null || order.indexOf(lane) < firstFailed) {
            firstFailure = failure;
            firstFailed = order.indexOf(lane);
        }
        last = failure;
    }

    private void skipped(Lane lane, LlmException reason) {
        firstSkip = firstSkip == null ? reason : firstSkip;
        last = reason;
        if (!call.hasOnTrail(reason)) {
            call.ended(Attempt.builder(lane.candidate())
                    .outcome(Attempt.Outcome.SKIPPED, reason)
                    .build());
        }
    }

    /** Passes over a candidate whose window is known to be no larger than one that was too small. */
    boolean rulesOut(Lane lane) {
        Integer window = lane.contextWindow();
        if (window == null || window > tooSmallWindow) {
            return false;
        }
        skipped(
                lane,
                LlmException.builder(FailureKind.CONTEXT_TOO_LONG)
                        .message("its context window of " + window
                                + " tokens is no larger than the one that was too small")
                        .provider(lane.candidate().provider(), lane.candidate().model())
                        .build());
        return true;
    }

    /** The latest one; null for none. */
    @Nullable
    LlmException last() {
        return last;
    }

    /** Whether a candidate was asked and failed, and not only passed over. */
    boolean anyFailed() {
        return firstFailure != null;
    }

    /** The candidates whose breakers let no request pass, in order. */
    List<Lane> resting() {
        return List.copyOf(resting);
    }

    /** All of it as the end of the call: what the first choice said, and when to come back. */
    LlmException allFailed() {
        LlmException cause =
                Objects.requireNonNull(firstFailure == null ? firstSkip : firstFailure, "at least one failed");
        if (order.size() == 1) {
            return cause.toBuilder().cause(cause).route(call.route()).build();
        }
        return new AllProvidersFailedException(cause, call.route(), soonest());
    }

    private @Nullable Duration soonest() {
        return call.route().attempts().stream()
                .map(Attempt::failure)
                .map(failure -> failure == null ? null : failure.retryAfter())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
