package io.llmclient.benchmarks;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Many callers of one client at once. */
final class Load {

    private final Subject subject;

    Load(Subject subject) {
        this.subject = subject;
    }

    /** Calls per second, of all callers together. */
    String run(int callers, boolean virtual, long nanos) throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(callers);
        LongAdder calls = new LongAdder();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        Runnable caller = () -> {
            try {
                begin.await();
                long start = System.nanoTime();
                while (System.nanoTime() - start < nanos) {
                    Worker.check(subject.call(), Wire.TEXT.length());
                    calls.increment();
                }
            } catch (Exception e) {
                failure.set(e);
            } finally {
                end.countDown();
            }
        };
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            threads.add(start(caller, virtual));
        }
        long start = System.nanoTime();
        begin.countDown();
        end.await();
        double seconds = (System.nanoTime() - start) / 1e9;
        for (Thread thread : threads) {
            thread.join();
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return String.format(Locale.ROOT, "%.1f 0", calls.sum() / seconds);
    }

    private static Thread start(Runnable caller, boolean virtual) throws ReflectiveOperationException {
        if (virtual) {
            Method start = Thread.class.getMethod("startVirtualThread", Runnable.class); // from 21 on
            return (Thread) start.invoke(null, caller);
        }
        Thread thread = new Thread(caller, "caller");
        thread.start();
        return thread;
    }
}
