package io.llmclient.examples.crashcard;

import io.llmclient.Attempt;
import io.llmclient.CallInfo;
import io.llmclient.Candidate;
import io.llmclient.ChatRequest;
import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells a timeline what a client would, at made-up times in milliseconds. */
final class Events {

    static final Candidate PRIMARY = new Candidate("primary", "one", 0);
    static final Candidate FALLBACK = new Candidate("fallback", "two", 1);

    private final Map<CallInfo, List<Attempt>> attempts = new HashMap<>();
    private long millis;
    private long ids;
    private final Timeline timeline = new Timeline(() -> 7 + millis * 1_000_000);

    Timeline at(long time) {
        millis = time;
        return timeline;
    }

    CallInfo call(long time) {
        CallInfo call = new CallInfo(++ids, ChatRequest.of("any"), true, Instant.EPOCH);
        at(time).callStarted(call);
        return call;
    }

    void fails(CallInfo call, Candidate candidate, long from, long to, LlmException failure) {
        at(from).attemptStarted(call, candidate);
        ends(call, to, attempt(candidate, Attempt.Outcome.FAILED, failure));
    }

    void serves(CallInfo call, Candidate candidate, long from, long to) {
        at(from).attemptStarted(call, candidate);
        ends(call, candidate, to);
    }

    /** The attempt that runs gives the answer. */
    void ends(CallInfo call, Candidate candidate, long to) {
        ends(call, to, Attempt.builder(candidate).build());
        at(to).callEnded(call, route(call), ChatResponse.builder().text("any").build(), null);
    }

    void skips(CallInfo call, Candidate candidate, long time) {
        ends(call, time, attempt(candidate, Attempt.Outcome.SKIPPED, failure(FailureKind.CIRCUIT_OPEN)));
    }

    void gaveUp(CallInfo call, Candidate candidate, long time) {
        ends(call, time, attempt(candidate, Attempt.Outcome.CANCELLED, failure(FailureKind.CANCELLED)));
        at(time).callEnded(call, route(call), null, null);
    }

    void failed(CallInfo call, long time, LlmException failure) {
        at(time).callEnded(call, route(call), null, failure);
    }

    private void ends(CallInfo call, long time, Attempt attempt) {
        attempts.computeIfAbsent(call, unused -> new ArrayList<>()).add(attempt);
        at(time).attemptEnded(call, attempt);
    }

    private Route route(CallInfo call) {
        return new Route(attempts.getOrDefault(call, List.of()), Duration.ZERO);
    }

    private static Attempt attempt(Candidate candidate, Attempt.Outcome outcome, LlmException failure) {
        return Attempt.builder(candidate).outcome(outcome, failure).build();
    }

    static LlmException status(FailureKind kind, int status) {
        return LlmException.builder(kind).message("as told").status(status).build();
    }

    static LlmException failure(FailureKind kind) {
        return LlmException.builder(kind).message("as told").build();
    }

    Story story() {
        return timeline.story();
    }
}
