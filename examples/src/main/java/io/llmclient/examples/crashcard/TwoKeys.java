package io.llmclient.examples.crashcard;

import static io.llmclient.examples.crashcard.Bench.FALLBACK;
import static io.llmclient.examples.crashcard.Bench.PRIMARY;

import io.llmclient.Attempt;
import io.llmclient.ChatResponse;
import io.llmclient.testkit.Fault;
import java.time.Duration;

/** X07: one of two keys does not work. It is the key that rests, not the provider. */
final class TwoKeys {

    private static final String BAD = "bad-key";
    private static final String GOOD = "good-key";
    private static final int CALLS = 3;

    private TwoKeys() {}

    static void play(Bench bench) {
        ask(bench, "wrong", Fault.unauthorized());
        ask(bench, "limited", bench.pace().rateLimited(Duration.ofSeconds(5)));
    }

    private static void ask(Bench bench, String name, Fault fault) {
        bench.primary().rejectKey(BAD, fault);
        long before = shown(bench, BAD);
        bench.renew(builder -> builder, bench.candidate(PRIMARY, BAD, GOOD), bench.candidate(FALLBACK));
        for (int i = 0; i < CALLS; i++) {
            bench.ask();
            bench.mustBeServedBy(PRIMARY);
            ChatResponse response = bench.answer().response();
            bench.must(
                    response != null
                            && response.route().attempts().stream()
                                    .map(Attempt::waited)
                                    .allMatch(Duration::isZero),
                    "nobody waits");
        }
        bench.must(shown(bench, BAD) == before + 1, "the " + name + " key is shown once in " + CALLS + " calls");
        bench.must(
                bench.timeline().story().lanes().stream()
                        .allMatch(lane -> lane.breaker().isEmpty()),
                "no breaker changes because of a " + name + " key");
    }

    private static long shown(Bench bench, String key) {
        return bench.primary().requests().stream()
                .filter(request -> request.headers().values().stream()
                        .anyMatch(values -> values.toString().contains(key)))
                .count();
    }
}
