package io.llmclient.examples.crashcard;

import static io.llmclient.examples.crashcard.Bench.FALLBACK;
import static io.llmclient.examples.crashcard.Bench.PRIMARY;

import io.llmclient.ChatRequest;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.StreamInterruptedException;
import io.llmclient.testkit.Behaviour;
import io.llmclient.testkit.Fault;
import java.time.Duration;
import java.util.List;

/** X02: one deadline holds for retries, waits and candidates together, whichever of them fail. */
final class OneDeadline {

    /** What a busy machine may add, whatever the pace. */
    private static final Duration SLACK = Duration.ofMillis(100);

    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private final Bench bench;
    private final Duration deadline;
    private int calls;
    private int outOfTime;
    private Duration latest = Duration.ZERO;

    private OneDeadline(Bench bench) {
        this.bench = bench;
        deadline = bench.pace().of(DEADLINE);
    }

    private record Trouble(String name, Behaviour behaviour) {}

    static void play(Bench bench) {
        new OneDeadline(bench).play();
    }

    private void play() {
        Pace pace = bench.pace();
        Trouble well = new Trouble("well", bench.reply());
        List<Trouble> troubles = List.of(
                new Trouble("500", Fault.serverError()),
                new Trouble("429 with a hint", pace.rateLimited(Duration.ofSeconds(1))),
                new Trouble("silence", Fault.hang()),
                new Trouble("a stall", bench.reply().stallAfter(20)),
                new Trouble("a slow first token", bench.reply().firstTokenAfter(pace.ofSeconds(20))),
                new Trouble("a trickle", Fault.trickle(pace.ofSeconds(1))));
        for (int i = 0; i < troubles.size(); i++) {
            Trouble trouble = troubles.get(i);
            ask(trouble, trouble);
            ask(trouble, troubles.get((i + 1) % troubles.size()));
        }
        ask(troubles.get(0), well);
        bench.must(outOfTime > 0, "the time is up for some");
        bench.remark(outOfTime + " of " + calls + " calls ran out of time; the latest ended "
                + Math.max(0, latest.minus(deadline).toMillis()) + " ms after the deadline.");
    }

    private void ask(Trouble primary, Trouble fallback) {
        bench.renew(builder -> builder, bench.candidate(PRIMARY), bench.candidate(FALLBACK));
        bench.always(primary.behaviour);
        bench.server(FALLBACK).otherwise(fallback.behaviour);
        Answer answer = bench.ask(ChatRequest.of("Say sixty words.").toBuilder()
                .deadline(deadline)
                .build());
        calls++;
        String pair = primary.name + ", then " + fallback.name + ": ";
        bench.must(
                answer.took().compareTo(deadline.plus(SLACK)) <= 0,
                pair + "over within " + deadline + ", not " + answer.took());
        LlmException failure = answer.failure();
        if (failure == null) {
            bench.mustBeWhole();
        } else {
            bench.must(isClean(failure), pair + "the deadline or a clean error, not " + failure);
            outOfTime += isOutOfTime(failure) ? 1 : 0;
        }
        latest = latest.compareTo(answer.took()) < 0 ? answer.took() : latest;
    }

    private static boolean isClean(LlmException failure) {
        return isOutOfTime(failure)
                || failure.kind() == FailureKind.SERVER_ERROR
                || failure.kind() == FailureKind.RATE_LIMITED;
    }

    /** Words that were shown come with the error. */
    private static boolean isOutOfTime(LlmException failure) {
        return failure.kind() == FailureKind.DEADLINE_EXCEEDED
                || (failure instanceof StreamInterruptedException broken
                        && broken.getCause() instanceof LlmException cause
                        && cause.kind() == FailureKind.DEADLINE_EXCEEDED);
    }
}
