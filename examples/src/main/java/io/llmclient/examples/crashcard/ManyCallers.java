package io.llmclient.examples.crashcard;

import static io.llmclient.examples.crashcard.Bench.FALLBACK;
import static io.llmclient.examples.crashcard.Bench.PRIMARY;

import io.llmclient.BreakerPolicy;
import io.llmclient.BreakerState;
import io.llmclient.ChatResponse;
import io.llmclient.ChatStream;
import io.llmclient.LlmClient;
import io.llmclient.Timeouts;
import io.llmclient.testkit.Fault;
import io.llmclient.testkit.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * X03: 200 callers, each of whom asks again as soon as it is answered, while the primary is well, then dies, and then is
 * well again.
 *
 * <p>A caller may have its permission and not have told of its request yet when the breaker opens: that is what the
 * allowance is for.
 */
final class ManyCallers {

    private static final int CALLERS = 200;

    /** As many failures as open the breaker. */
    private static final int ALLOWANCE = BreakerPolicy.defaults().failuresInARow();

    private static final Duration REST = Duration.ofSeconds(2);
    private static final Duration TO_FIRST_TOKEN = Duration.ofSeconds(2);
    private static final Duration TO_FAILURE = Duration.ofSeconds(1);
    private static final Duration DOWN = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String WORDS = "I am well";

    private final Bench bench;
    private final Crowd crowd;
    private final AtomicInteger[] fromPrimary = counts();
    private final List<String> unserved = new CopyOnWriteArrayList<>();
    private volatile boolean over;

    private ManyCallers(Bench bench) {
        this.bench = bench;
        crowd = new Crowd(PRIMARY, bench.timeline());
    }

    private static AtomicInteger[] counts() {
        return IntStream.range(0, CALLERS)
                .mapToObj(unused -> new AtomicInteger())
                .toArray(AtomicInteger[]::new);
    }

    static void play(Bench bench) {
        new ManyCallers(bench).play();
    }

    private void play() {
        Reply well = Reply.text(WORDS).firstTokenAfter(bench.pace().of(TO_FIRST_TOKEN));
        bench.always(well);
        bench.server(FALLBACK).otherwise(well);
        Duration rest = bench.pace().of(REST);
        try (LlmClient client = bench.pace()
                .client()
                .timeouts(Timeouts.defaults()) // so many threads may be slow to be served, which is not the point
                .streamRecovery(bench.mode())
                .breaker(BreakerPolicy.defaults().withRest(rest, 1, rest))
                .listener(crowd)
                .provider(bench.candidate(PRIMARY))
                .provider(bench.candidate(FALLBACK))
                .build()) {
            List<Thread> callers = IntStream.range(0, CALLERS)
                    .mapToObj(i -> new Thread(() -> call(client, fromPrimary[i])))
                    .toList();
            callers.forEach(Thread::start);
            await(this::primaryServesAll, "the primary serves all callers");
            bench.primary().down(Fault.status(503).after(bench.pace().of(TO_FAILURE)));
            Pace.waitUntil(System.nanoTime() + bench.pace().of(DOWN).toNanos());
            judgeTheOutage();
            bench.primary().recover();
            await(() -> crowd.state() == BreakerState.CLOSED, "the breaker closes");
            judgeTheReturn();
            over = true;
            callers.forEach(ManyCallers::join);
            bench.must(unserved.isEmpty(), "all callers are served, not: " + unserved);
        }
    }

    private void call(LlmClient client, AtomicInteger served) {
        while (!over) {
            try (ChatStream stream = client.stream("How are you?")) {
                ChatResponse response = stream.response();
                bench.must(response.text().equals(WORDS), "the exact words");
                if (PRIMARY.equals(
                        Objects.requireNonNull(response.route().servedBy()).provider())) {
                    served.incrementAndGet();
                }
            } catch (RuntimeException e) {
                unserved.add(e.toString());
                return;
            }
        }
    }

    private boolean primaryServesAll() {
        for (AtomicInteger count : fromPrimary) {
            if (count.get() == 0) {
                return false;
            }
        }
        return true;
    }

    private void await(BooleanSupplier condition, String what) {
        long limit = System.nanoTime() + bench.pace().of(LONGEST).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < limit) {
            Pace.waitUntil(System.nanoTime() + Duration.ofMillis(5).toNanos());
        }
        bench.must(condition.getAsBoolean(), what);
    }

    private void judgeTheOutage() {
        int probes = crowd.probes();
        int requests = crowd.requestsWhileNotClosed();
        bench.must(probes > 0, "it is probed");
        bench.must(
                requests <= ALLOWANCE + probes,
                "at most " + ALLOWANCE + " requests and " + probes + " probes, not " + requests);
        bench.must(crowd.mostProbesAtOnce() <= 1, "one probe at a time, not " + crowd.mostProbesAtOnce());
        bench.remark("The breaker opened under " + CALLERS + " callers; after that " + requests
                + " requests reached the primary in " + DOWN.toSeconds() + " s, for " + probes + " probes.");
    }

    /** A probe that failed may have been under way when the primary returned. */
    private void judgeTheReturn() {
        int failures = crowd.failures();
        for (AtomicInteger count : fromPrimary) {
            count.set(0);
        }
        await(this::primaryServesAll, "the primary serves all callers again");
        bench.must(crowd.failures() == failures, "nobody comes back to a failure");
        bench.must(crowd.state() == BreakerState.CLOSED, "the breaker stays closed");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
