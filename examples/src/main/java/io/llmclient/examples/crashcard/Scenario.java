package io.llmclient.examples.crashcard;

import static io.llmclient.examples.crashcard.Bench.FALLBACK;
import static io.llmclient.examples.crashcard.Bench.FALLBACK_MODEL;
import static io.llmclient.examples.crashcard.Bench.PRIMARY;
import static io.llmclient.examples.crashcard.Bench.REPLY;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.Outage;
import io.llmclient.testkit.ServerRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The sixteen scenarios: what the primary does, and what must come of it. Times are the card's own; the {@link Pace}
 * shortens them.
 */
@SuppressWarnings("ImmutableEnumChecker") // its functions are lambdas that hold nothing
enum Scenario {
    S01("one 429 with Retry-After: 2", bench -> bench.once(bench.pace().rateLimited(ofSeconds(2))), bench -> {
        bench.mustNotPress(2, ofMillis(1_500));
        bench.mustEndWithin(ofSeconds(20));
        bench.mustBeServedBy(PRIMARY);
        Duration gap = Objects.requireNonNullElse(bench.gap(), Duration.ZERO);
        bench.must(gap.compareTo(bench.pace().ofMillis(1_800)) >= 0, "waits as it was told, not " + gap);
    }),
    S02("429 for ever, no header", bench -> bench.always(Fault.rateLimited()), bench -> {
        bench.mustNotPress(4, ofSeconds(3));
        bench.mustAskThePrimary(6);
        bench.mustBeServedBy(FALLBACK);
    }),
    S03("one 500", bench -> bench.once(Fault.serverError()), bench -> {
        bench.mustBeServedBy(PRIMARY);
        bench.mustAskThePrimary(2);
    }),
    S04("503 for ever", bench -> bench.always(Fault.status(503)), bench -> {
        bench.mustAskThePrimary(6);
        bench.mustBeServedBy(FALLBACK);
    }),
    S05("reset before headers", bench -> bench.always(Fault.resetBeforeHeaders()), bench -> {
        bench.mustAskThePrimary(6);
        bench.mustBeServedBy(FALLBACK);
    }),
    S06("accepts, then silence", bench -> bench.always(Fault.hang()), bench -> {
        bench.mustEndWithin(ofSeconds(100));
        bench.mustAskThePrimary(1);
        bench.mustBeServedBy(FALLBACK);
    }),
    S07(
            "first token only after 20 s",
            bench -> bench.always(REPLY.firstTokenAfter(bench.pace().ofSeconds(20))),
            bench -> {
                bench.mustEndWithin(ofSeconds(20));
                bench.mustAskThePrimary(1);
                bench.mustBeServedBy(FALLBACK);
            }),
    S08("cut after 40 of 60 words", bench -> bench.always(REPLY.cutAfter(40)), bench -> {
        bench.mustNotBeTruncated();
        bench.mustAskThePrimary(6);
    }),
    S09("stalls after 20 words", bench -> bench.always(REPLY.stallAfter(20)), bench -> {
        bench.mustNotBeTruncated();
        bench.mustEndWithin(ofSeconds(45));
        bench.mustAskThePrimary(1);
    }),
    S10("a malformed chunk at word 10", bench -> bench.always(REPLY.malformedAfter(10)), Bench::mustNotBeTruncated),
    S11("no mark at the end", bench -> bench.always(REPLY.withoutTerminalMark()), bench -> {
        bench.mustBeServedBy(PRIMARY);
        bench.mustAskThePrimary(1);
        Duration allowed = bench.pace().ofSeconds(8);
        bench.must(bench.answer().afterLastWord().compareTo(allowed) <= 0, "ends soon after the last word");
        mustCarryUsage(bench);
    }),
    S12("400 context_length_exceeded", bench -> bench.always(Fault.contextTooLong()), bench -> {
        bench.mustAskThePrimary(1);
        bench.mustBeServedBy(FALLBACK);
    }),
    S13("400 content_policy_violation", bench -> bench.always(Fault.contentFiltered()), bench -> {
        bench.must(bench.answer().wasFiltered(), "the caller learns why");
        bench.mustAskThePrimary(1);
        bench.must(bench.askedOfFallback().isEmpty(), "nobody else is asked");
    }),
    S14("cut, and no prefill at the fallback", bench -> bench.always(REPLY.cutAfter(40)), bench -> {
        bench.mustNotBeTruncated();
        LlmException failure = bench.answer().failure();
        bench.must(failure == null || failure.kind() == FailureKind.STREAM_INTERRUPTED, "the real failure is shown");
        bench.must(
                bench.askedOfFallback().stream().noneMatch(Scenario::prefills), "no prefill, which would be refused");
    }),
    S15(
            "down for 60 s, a call every 4 s",
            bench -> bench.primary()
                    .outage(Outage.between(Duration.ZERO, bench.pace().of(LongOutage.LENGTH))),
            LongOutage::check) {
        @Override
        void ask(Bench bench) {
            LongOutage.ask(bench);
        }
    },
    S16("fails; who answered?", bench -> bench.always(Fault.serverError()), bench -> {
        bench.mustBeServedBy(FALLBACK);
        ChatResponse response = bench.answer().response();
        bench.must(response != null && FALLBACK_MODEL.equals(response.model()), "names the fallback's model");
        mustCarryUsage(bench);
    });

    private static final Pattern ASSISTANT = Pattern.compile("\"role\"\\s*:\\s*\"(assistant|model)\"");

    private final String what;
    private final Consumer<Bench> misbehaviour;
    private final Consumer<Bench> clauses;

    Scenario(String what, Consumer<Bench> misbehaviour, Consumer<Bench> clauses) {
        this.what = what;
        this.misbehaviour = misbehaviour;
        this.clauses = clauses;
    }

    /** What the provider does, in a few words. */
    String what() {
        return what;
    }

    /** Plays it and judges it. */
    Verdict play(Bench bench) {
        misbehaviour.accept(bench);
        ask(bench);
        clauses.accept(bench);
        if (!bench.missed().isEmpty()) {
            return Verdict.FAIL;
        }
        return bench.answer().failure() == null || this == S13 ? Verdict.PASS : Verdict.CLEAN;
    }

    void ask(Bench bench) {
        bench.ask();
    }

    private static void mustCarryUsage(Bench bench) {
        ChatResponse response = bench.answer().response();
        bench.must(response != null && response.usage().output() != null, "carries usage");
    }

    private static boolean prefills(ServerRequest request) {
        return ASSISTANT.matcher(request.body()).find();
    }
}
