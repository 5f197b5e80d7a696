package io.llmclient.examples.crashcard;

import static io.llmclient.examples.crashcard.Bench.FALLBACK;
import static io.llmclient.examples.crashcard.Bench.FALLBACK_MODEL;
import static io.llmclient.examples.crashcard.Bench.PRIMARY;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.llmclient.Candidate;
import io.llmclient.ChatResponse;
import io.llmclient.FailureKind;
import io.llmclient.LlmException;
import io.llmclient.StreamRecovery;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.Outage;
import io.llmclient.testkit.ServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sixteen scenarios: what the primary does, and what must come of it. Times are the card's own; the {@link Pace}
 * shortens them.
 */
@SuppressWarnings("ImmutableEnumChecker") // its functions are lambdas that hold nothing
enum Scenario implements Trial {
    S01(
            "one 429 with Retry-After: 2",
            "The wait is kept, and the same provider is asked again.",
            bench -> bench.once(bench.pace().rateLimited(ofSeconds(2))),
            bench -> {
                bench.mustNotPress(2, ofMillis(1_500));
                bench.mustEndWithin(ofSeconds(20));
                bench.mustBeServedBy(PRIMARY);
                Duration gap = Objects.requireNonNullElse(bench.gap(), Duration.ZERO);
                bench.must(gap.compareTo(bench.pace().ofMillis(1_800)) >= 0, "waits as it was told, not " + gap);
            }),
    S02(
            "429 for ever, no header",
            "The primary is asked at most 6 times, 4 of them in 3 s, and the fallback serves.",
            bench -> bench.always(Fault.rateLimited()),
            bench -> {
                bench.mustNotPress(4, ofSeconds(3));
                bench.mustAskThePrimary(6);
                bench.mustBeServedBy(FALLBACK);
            }),
    S03("one 500", "The same provider is asked again, and serves.", bench -> bench.once(Fault.serverError()), bench -> {
        bench.mustBeServedBy(PRIMARY);
        bench.mustAskThePrimary(2);
    }),
    S04(
            "503 for ever",
            "The primary is asked at most 6 times, and the fallback serves.",
            bench -> bench.always(Fault.status(503)),
            bench -> {
                bench.mustAskThePrimary(6);
                bench.mustBeServedBy(FALLBACK);
            }),
    S05("reset before headers", "The fallback serves.", bench -> bench.always(Fault.resetBeforeHeaders()), bench -> {
        bench.mustAskThePrimary(6);
        bench.mustBeServedBy(FALLBACK);
    }),
    S06(
            "accepts, then silence",
            "The silent primary is asked once, and the fallback serves within 100 s.",
            bench -> bench.always(Fault.hang()),
            bench -> {
                bench.mustEndWithin(ofSeconds(100));
                bench.mustAskThePrimary(1);
                bench.mustBeServedBy(FALLBACK);
            }),
    S07(
            "first token only after 20 s",
            "A limit on the first token of at most 15 s leads to the fallback.",
            bench -> bench.always(bench.reply().firstTokenAfter(bench.pace().ofSeconds(20))),
            bench -> {
                bench.mustEndWithin(ofSeconds(20));
                bench.mustAskThePrimary(1);
                bench.mustBeServedBy(FALLBACK);
            }),
    S08(
            "cut after 40 of 60 words",
            "Never a truncated success: the exact 60 words, or an error that holds the 40.",
            bench -> bench.always(bench.reply().cutAfter(40)),
            bench -> {
                bench.mustNotBeTruncated();
                bench.mustAskThePrimary(6);
            }),
    S09(
            "stalls after 20 words",
            "The exact 60 words within 45 s, or an error that holds the 20.",
            bench -> bench.always(bench.reply().stallAfter(20)),
            bench -> {
                bench.mustNotBeTruncated();
                bench.mustEndWithin(ofSeconds(45));
                bench.mustAskThePrimary(1);
            }),
    S10(
            "a malformed chunk at word 10",
            "The whole answer, or a clean error.",
            bench -> bench.always(bench.reply().malformedAfter(10)),
            Bench::mustNotBeTruncated),
    S11(
            "no mark at the end",
            "Over within 8 s of the last word, with all words and the usage.",
            bench -> bench.always(bench.reply().withoutTerminalMark()),
            bench -> {
                bench.mustBeServedBy(PRIMARY);
                bench.mustAskThePrimary(1);
                Duration allowed = bench.pace().ofSeconds(8);
                bench.must(bench.answer().afterLastWord().compareTo(allowed) <= 0, "ends soon after the last word");
                mustCarryUsage(bench);
            }),
    S12(
            "400 context_length_exceeded",
            "One try at the primary; a fallback with a larger window serves, and one with no larger window is not asked.",
            Scenario::refuseLongPrompts,
            bench -> {
                bench.mustAskThePrimary(1);
                mustPassOverNoLarger(bench);
                bench.mustBeServedBy(FALLBACK);
            }),
    S13(
            "400 content_policy_violation",
            "The caller learns why after one try, and nobody else is asked.",
            bench -> bench.always(Fault.contentFiltered()),
            bench -> {
                bench.must(bench.answer().wasFiltered(), "the caller learns why");
                bench.mustAskThePrimary(1);
                bench.must(bench.askedOf(FALLBACK).isEmpty(), "nobody else is asked");
            }),
    S14(
            "cut, and no prefill at the fallback",
            "The exact 60 words, or the real failure: the fallback never gets a prefill that it would refuse.",
            bench -> bench.always(bench.reply().cutAfter(40)),
            bench -> {
                bench.mustNotBeTruncated();
                LlmException failure = bench.answer().failure();
                bench.must(
                        failure == null || failure.kind() == FailureKind.STREAM_INTERRUPTED,
                        "the real failure is shown");
                bench.must(
                        bench.askedOf(FALLBACK).stream().noneMatch(Scenario::prefills),
                        "no prefill, which would be refused");
            }),
    S15(
            "down for 60 s, a call every 4 s",
            "All calls are served, with at most 4 requests to the dead primary, and it serves within 30 s of its return.",
            bench -> bench.primary()
                    .outage(Outage.between(Duration.ZERO, bench.pace().of(LongOutage.LENGTH))),
            LongOutage::check) {
        @Override
        void ask(Bench bench) {
            LongOutage.ask(bench);
        }

        @Override
        public List<String> remarks(Bench bench) {
            return List.of(LongOutage.remark(bench));
        }
    },
    S16(
            "fails; who answered?",
            "The answer names the fallback's model and carries usage.",
            bench -> bench.always(Fault.serverError()),
            bench -> {
                bench.mustBeServedBy(FALLBACK);
                ChatResponse response = bench.answer().response();
                bench.must(response != null && FALLBACK_MODEL.equals(modelOf(response)), "names the fallback's model");
                mustCarryUsage(bench);
            });

    /** As the provider names it; some name none, and then the route knows whom it asked. */
    private static @Nullable String modelOf(ChatResponse response) {
        Candidate server = response.route().servedBy();
        return response.model() == null && server != null ? server.model() : response.model();
    }

    private static final Pattern ASSISTANT = Pattern.compile("\"role\"\\s*:\\s*\"(assistant|model)\"");

    private static final String NO_LARGER = "no-larger";

    private final String what;
    private final String must;
    private final Consumer<Bench> misbehaviour;
    private final Consumer<Bench> clauses;

    Scenario(String what, String must, Consumer<Bench> misbehaviour, Consumer<Bench> clauses) {
        this.what = what;
        this.must = must;
        this.misbehaviour = misbehaviour;
        this.clauses = clauses;
    }

    @Override
    public String id() {
        return name();
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public String must() {
        return must;
    }

    @Override
    public Verdict play(Bench bench) {
        misbehaviour.accept(bench);
        ask(bench);
        clauses.accept(bench);
        if (!bench.missed().isEmpty()) {
            return Verdict.FAIL;
        }
        return bench.answer().failure() == null || this == S13 ? Verdict.PASS : Verdict.CLEAN;
    }

    /** A client that shows words and cannot take them back has no better end than a clean error. */
    @Override
    public Verdict best(StreamRecovery mode) {
        boolean breaks = this == S08 || this == S09 || this == S14;
        return breaks && mode == StreamRecovery.FAIL ? Verdict.CLEAN : Verdict.PASS;
    }

    void ask(Bench bench) {
        bench.ask();
    }

    /** Between the primary and the fallback, which can read more, is a candidate that cannot. */
    private static void refuseLongPrompts(Bench bench) {
        bench.always(Fault.contextTooLong());
        bench.candidates(
                window(bench, PRIMARY, 8_000), window(bench, NO_LARGER, 8_000), window(bench, FALLBACK, 1_000_000));
    }

    private static void mustPassOverNoLarger(Bench bench) {
        bench.must(bench.askedOf(NO_LARGER).isEmpty(), "a window that is no larger is not tried");
    }

    private static HttpProvider window(Bench bench, String name, int tokens) {
        return bench.candidate(name).capabilities(each -> each.withContextWindow(tokens));
    }

    private static void mustCarryUsage(Bench bench) {
        ChatResponse response = bench.answer().response();
        bench.must(response != null && response.usage().output() != null, "carries usage");
    }

    private static boolean prefills(ServerRequest request) {
        return ASSISTANT.matcher(request.body()).find();
    }
}
