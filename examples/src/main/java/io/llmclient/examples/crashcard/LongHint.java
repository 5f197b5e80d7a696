package io.llmclient.examples.crashcard;

import static io.llmclient.examples.crashcard.Bench.FALLBACK;
import static io.llmclient.examples.crashcard.Bench.PRIMARY;

import io.llmclient.Attempt;
import io.llmclient.ChatResponse;
import java.time.Duration;
import java.util.stream.IntStream;

/** X06: a provider asks for more patience than a call should have. It gets it from all callers, and no call waits. */
final class LongHint {

    private static final int OTHER_CALLERS = 4;

    private final Bench bench;

    private LongHint(Bench bench) {
        this.bench = bench;
    }

    static void play(Bench bench) {
        LongHint hint = new LongHint(bench);
        hint.isLeftAlone(Duration.ofMinutes(2));
        bench.renew(builder -> builder, bench.candidate(PRIMARY), bench.candidate(FALLBACK));
        hint.isAskedAgain(Duration.ofSeconds(15));
    }

    private void isLeftAlone(Duration hint) {
        bench.once(bench.pace().rateLimited(hint));
        int before = bench.attempts();
        mustBeServedAtOnce();
        IntStream.range(0, OTHER_CALLERS)
                .mapToObj(unused -> new Thread(this::mustBeServedAtOnce))
                .peek(Thread::start)
                .toList()
                .forEach(LongHint::join);
        bench.must(bench.attempts() == before + 1, "a hint of " + hint + " keeps all callers away");
    }

    private void isAskedAgain(Duration hint) {
        isLeftAlone(hint);
        // The rest began when the hint was read, which a busy machine may do late.
        Duration over = bench.pace().of(hint).plus(bench.pace().ofSeconds(1));
        Pace.waitUntil(System.nanoTime() + over.toNanos());
        bench.ask();
        bench.mustBeServedBy(PRIMARY);
    }

    private void mustBeServedAtOnce() {
        Answer answer = bench.ask();
        ChatResponse response = answer.response();
        bench.must(
                FALLBACK.equals(answer.servedBy()),
                "served by the fallback, not " + answer.servedBy() + " " + answer.failure());
        bench.must(
                response != null
                        && response.route().attempts().stream()
                                .map(Attempt::waited)
                                .allMatch(Duration::isZero),
                "nobody waits");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
