package io.llmclient.examples.crashcard;

import static io.llmclient.examples.crashcard.Bench.FALLBACK;
import static io.llmclient.examples.crashcard.Bench.PRIMARY;

import com.sun.management.ThreadMXBean;
import io.llmclient.RetryPolicy;
import io.llmclient.StreamInterruptedException;
import io.llmclient.StreamRecovery;
import io.llmclient.Timeouts;
import io.llmclient.testkit.Behaviour;
import io.llmclient.testkit.Fault;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/** X09: a provider that means harm. */
final class HostileProvider {

    /** For each of an attempt's waits, and for its whole stream. */
    private static final Duration LIMIT = Duration.ofSeconds(4);

    /** What a busy machine needs to read what may be read before it is too much, whatever the pace. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    /** For one call. A line may have 16 MB, in a buffer that doubles. */
    private static final long MEMORY = 100L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Bench bench;
    private final Duration limit;
    private long most;
    private Duration longest = Duration.ZERO;

    private HostileProvider(Bench bench) {
        this.bench = bench;
        limit = bench.pace().of(LIMIT);
    }

    private record Harm(String name, Behaviour behaviour) {
        Harm(Fault fault) {
            this(fault.type().toString(), fault);
        }
    }

    static void play(Bench bench) {
        HostileProvider hostile = new HostileProvider(bench);
        harms(bench).forEach(hostile::ask);
        bench.remark("The longest call took " + hostile.longest.toMillis()
                + " ms of this machine's time, and one allocated at most " + (hostile.most >> 20) + " MB.");
    }

    private static List<Harm> harms(Bench bench) {
        return List.of(
                new Harm(Fault.trickle(bench.pace().ofSeconds(1))),
                new Harm(Fault.endlessLine()),
                new Harm(Fault.gzipBomb()),
                new Harm(Fault.deepJson()),
                new Harm(Fault.headerFlood()),
                new Harm(Fault.wrongLength()),
                new Harm(Fault.halfChunk()),
                new Harm(Fault.brokenChunk()),
                new Harm(
                        "words without end",
                        Bench.REPLY.between(bench.pace().ofMillis(200)).endless()));
    }

    private void ask(Harm harm) {
        Timeouts limits = Timeouts.defaults()
                .withFirstToken(limit)
                .withStall(limit)
                .withStream(limit)
                .withAnswer(limit);
        bench.renew(
                builder -> builder.retry(RetryPolicy.never()),
                bench.candidate(PRIMARY).timeouts(limits),
                bench.candidate(FALLBACK));
        bench.always(harm.behaviour);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Answer answer = bench.ask();
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        boolean shown = answer.failure() instanceof StreamInterruptedException && answer.words() > 0;
        bench.must(
                FALLBACK.equals(answer.servedBy()) || (shown && bench.mode() == StreamRecovery.FAIL),
                harm.name + ": served by the fallback, not " + answer.servedBy() + " " + answer.failure());
        if (!shown) {
            bench.mustBeWhole();
        }
        bench.must(
                answer.took().compareTo(limit.plus(SLACK)) <= 0,
                harm.name + ": over within " + limit + ", not " + answer.took());
        bench.must(allocated <= MEMORY, harm.name + ": in " + (MEMORY >> 20) + " MB, not " + (allocated >> 20));
        most = Math.max(most, allocated);
        longest = longest.compareTo(answer.took()) < 0 ? answer.took() : longest;
    }
}
