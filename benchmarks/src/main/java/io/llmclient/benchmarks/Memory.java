package io.llmclient.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** What the JVM counts. */
final class Memory {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final @Nullable Method TOTAL = total();

    private Memory() {}

    /** Whether {@link #allocated()} counts threads that have ended: in JDK 21 and late updates of 17. */
    static boolean countsEndedThreads() {
        return TOTAL != null;
    }

    /** Bytes that all platform threads have allocated: a client's own threads count, too. */
    static long allocated() throws ReflectiveOperationException {
        if (TOTAL != null) {
            return (long) TOTAL.invoke(THREADS);
        }
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    private static @Nullable Method total() {
        try {
            return ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** Bytes in use after everything that can go has gone. */
    static long used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
