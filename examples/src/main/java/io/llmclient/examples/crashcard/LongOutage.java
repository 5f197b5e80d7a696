package io.llmclient.examples.crashcard;

import io.llmclient.testkit.ServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * S15: the primary is down for a minute under light traffic. It gets as few requests as possible meanwhile, and its
 * work back soon after.
 *
 * <p>The card's 20 calls end 16 s after the primary's return. Calls go on until the primary serves one, or until the 30
 * s that it has are over.
 */
final class LongOutage {

    static final Duration LENGTH = Duration.ofSeconds(60);

    /** The most requests that the dead primary should see. */
    static final int MOST_REQUESTS = 4;

    private static final Duration EVERY = Duration.ofSeconds(4);
    private static final Duration TO_COME_BACK = Duration.ofSeconds(30);
    private static final int CALLS = 20;

    private LongOutage() {}

    static void ask(Bench bench) {
        long start = System.nanoTime();
        long every = bench.pace().of(EVERY).toNanos();
        long last = LENGTH.plus(TO_COME_BACK).dividedBy(EVERY);
        for (int call = 0; call < CALLS || (call <= last && !isBack(bench)); call++) {
            Pace.waitUntil(start + call * every);
            bench.ask();
            bench.mustBeWhole();
        }
    }

    private static boolean isBack(Bench bench) {
        return Bench.PRIMARY.equals(bench.answer().servedBy());
    }

    static void check(Bench bench) {
        long requests = requestsWhileDown(bench);
        bench.must(requests <= MOST_REQUESTS, "at most " + MOST_REQUESTS + " requests while down, not " + requests);
        Duration back = backAfter(bench);
        Duration allowed = bench.pace().of(TO_COME_BACK);
        bench.must(back != null && back.compareTo(allowed) <= 0, "back within " + allowed + " of its return");
    }

    /** How many requests the primary refused. */
    static long requestsWhileDown(Bench bench) {
        return bench.primary().requests().stream().filter(LongOutage::isRefused).count();
    }

    /** How soon the primary had its work back. */
    static String remark(Bench bench) {
        Duration back = backAfter(bench);
        return back == null
                ? "The primary does not answer again."
                : "The primary answers again "
                        + Figures.seconds(back.multipliedBy(bench.pace().divisor()))
                        + " s after its return, in the card's own time.";
    }

    /** From the primary's return to the first request that it answered; null when there is none. */
    private static @Nullable Duration backAfter(Bench bench) {
        List<ServerRequest> requests = bench.primary().requests();
        Instant returned = requests.get(0).at().plus(bench.pace().of(LENGTH));
        return requests.stream()
                .filter(request -> !isRefused(request))
                .map(request -> Duration.between(returned, request.at()))
                .findFirst()
                .orElse(null);
    }

    private static boolean isRefused(ServerRequest request) {
        return Integer.valueOf(503).equals(request.status());
    }
}
