package io.llmclient.providers.recordings;

import io.llmclient.ChatRequest;
import io.llmclient.core.http.HttpProvider;
import java.util.ArrayList;
import java.util.List;

/** Speaks recordings once more, and says what is different now. */
record Comparison(Replay replay, Api api) {

    /**
     * How one recording compares.
     *
     * @param response how its response is read
     * @param request what is sent; null where a recording does not say what should be
     */
    record Result(List<Difference> response, List<Difference> request) {

        List<Difference> all() {
            List<Difference> all = new ArrayList<>(response);
            if (request != null) {
                all.addAll(request);
            }
            return all;
        }
    }

    /** A recording that cannot be made sense of differs, too. */
    Result of(Recording recording) {
        try {
            return recording.saysWholeRequest()
                    ? asRecorded(recording)
                    : new Result(ResponseComparison.compare(recording, askAnything(recording)), null);
        } catch (RuntimeException e) {
            return new Result(List.of(Difference.of("recording", "one that this test can read", e)), null);
        }
    }

    /** Asks what was asked; where the library cannot send that, the response is read as one to any question. */
    private Result asRecorded(Recording recording) {
        Replay.Outcome outcome = askAsRecorded(recording);
        if (outcome.reachedServer()) {
            return new Result(
                    ResponseComparison.compare(recording, outcome),
                    RequestComparison.compare(api, recording, outcome.sent()));
        }
        return new Result(
                ResponseComparison.compare(recording, askAnything(recording)),
                List.of(Difference.of("request", "one that is sent", outcome.failure())));
    }

    private Replay.Outcome askAsRecorded(Recording recording) {
        HttpProvider provider = provider(recording);
        ChatRequest request;
        try {
            request = CanonicalRequests.build(recording, provider);
        } catch (RuntimeException inexpressible) {
            return new Replay.Outcome(null, null, inexpressible, Tree.NOTHING);
        }
        return replay.ask(recording, provider, request);
    }

    private Replay.Outcome askAnything(Recording recording) {
        return replay.ask(recording, provider(recording), ChatRequest.of("Hello"));
    }

    private HttpProvider provider(Recording recording) {
        return api.provider().apply(recording, replay.baseUrl());
    }
}
