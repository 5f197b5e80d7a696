package io.llmclient.providers.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Tries one target with many inputs, each made from a seed of its own. How many, and from which seed on, is said by the
 * system properties {@code llmclient.fuzz.inputs} and {@code llmclient.fuzz.seed}; a failure names the seed that
 * replays it as the only input.
 */
final class Fuzzing {

    /** One input: makes it from the dice, tries it, and says in a word how it went. Returns the size of the input. */
    interface Target {
        int run(Random random, Map<String, Integer> outcomes);
    }

    /** Far above what any input needs, on any machine. */
    private static final long HANG_MILLIS = 20_000;

    private static final long ALLOCATION_BASE = 8L << 20;
    private static final long ALLOCATION_PER_BYTE = 400;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final String INPUTS = "llmclient.fuzz.inputs";

    private final String name;
    private final long first = Long.getLong("llmclient.fuzz.seed", 1L);
    private final int inputs;
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private volatile long seed;
    private volatile Throwable failure;
    private long largest;

    /**
     * @param inputs by default
     * @param share of the inputs that the property asks for, over all targets
     */
    Fuzzing(String name, int inputs, double share) {
        this.name = name;
        int wanted = Integer.getInteger(INPUTS, 0);
        this.inputs = wanted == 0 ? inputs : (int) Math.ceil(wanted * share);
    }

    /** Runs on a thread of its own, so that a hang is seen and shown. */
    void run(Target target) throws InterruptedException {
        long start = System.nanoTime();
        Thread worker = new Thread(() -> tryAll(target), "fuzzing " + name);
        worker.setDaemon(true);
        worker.start();
        while (worker.isAlive()) {
            long before = seed;
            worker.join(HANG_MILLIS);
            if (worker.isAlive() && seed == before && failure == null) {
                throw new AssertionError(
                        replay(before) + ": hangs in\n" + Arrays.toString(worker.getStackTrace()), failure);
            }
        }
        if (failure != null) {
            throw new AssertionError(replay(seed) + ": " + failure, failure);
        }
        if (Integer.getInteger(INPUTS) != null) {
            System.out.println(summary(start));
        }
    }

    private String summary(long start) {
        return String.format(
                "fuzzing %s: %d inputs, seeds %d to %d, %d ms, at most %d kB allocated for one; %s",
                name,
                inputs,
                first,
                first + inputs - 1,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
                largest >> 10,
                outcomes);
    }

    private void tryAll(Target target) {
        try {
            for (int i = 0; i < inputs; i++) {
                seed = first + i;
                tryOne(target);
            }
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** An input that seems to cost too much gets a second chance, since the first may have loaded classes. */
    private void tryOne(Target target) {
        Cost cost = cost(target, outcomes);
        if (cost.allocated() > cost.limit()) {
            cost = cost(target, new TreeMap<>());
        }
        largest = Math.max(largest, cost.allocated());
        assertThat(cost.allocated())
                .as("bytes allocated for %d bytes of input", cost.input())
                .isLessThanOrEqualTo(cost.limit());
    }

    private Cost cost(Target target, Map<String, Integer> counts) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        int input = target.run(new Random(seed * 0x9E3779B97F4A7C15L), counts);
        return new Cost(input, THREADS.getCurrentThreadAllocatedBytes() - before);
    }

    private record Cost(int input, long allocated) {
        long limit() {
            return ALLOCATION_BASE + ALLOCATION_PER_BYTE * input;
        }
    }

    private String replay(long failed) {
        return "fuzzing " + name + ", replay with -D" + INPUTS + "=1 -Dllmclient.fuzz.seed=" + failed;
    }
}
