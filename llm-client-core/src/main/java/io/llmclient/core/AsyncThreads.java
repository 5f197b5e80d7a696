package io.llmclient.core;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where asynchronous calls run: the application's executor, or threads of our own that exist only once they are asked
 * for.
 */
final class AsyncThreads implements Executor, AutoCloseable {

    private final @Nullable Executor given;
    private final Object lock = new Object();
    private @Nullable ExecutorService own;
    private boolean closed;

    AsyncThreads(@Nullable Executor given) {
        this.given = given;
    }

    @Override
    public void execute(Runnable task) {
        (given != null ? given : own()).execute(task);
    }

    private ExecutorService own() {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the client is closed");
            }
            if (own == null) {
                own = create();
            }
            return own;
        }
    }

    /** Virtual threads are found by reflection: the library is compiled for Java 17. */
    private static ExecutorService create() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            AtomicInteger count = new AtomicInteger();
            return Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "llm-client-" + count.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (own != null) {
                own.shutdown();
            }
        }
    }
}
