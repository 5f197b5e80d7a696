package io.llmclient.core.internal.tools;

import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.spi.Cancellation;
import io.llmclient.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The tool calls of one answer, executed at the same time on other threads while the caller's thread waits. */
final class CallsAtOnce {

    private final List<Content.ToolCall> calls;
    private final List<FutureTask<Message.ToolResult>> tasks = new ArrayList<>();
    private final AtomicInteger open;
    private final TimeSource time;
    /** Fires when there is nothing more to wait for. */
    private final Cancellation settled = new Cancellation();

    CallsAtOnce(List<Content.ToolCall> calls, Toolbox tools, TimeSource time) {
        this.calls = calls;
        this.time = time;
        open = new AtomicInteger(calls.size());
        for (Content.ToolCall call : calls) {
            tasks.add(new FutureTask<>(() -> tools.execute(call)) {
                @Override
                protected void done() {
                    if (open.decrementAndGet() == 0) {
                        settled.cancel();
                    }
                }
            });
        }
    }

    /** Hands the calls to the threads; if these refuse one, none goes on. */
    void start(Executor threads) {
        for (FutureTask<?> task : tasks) {
            time.joined();
            try {
                threads.execute(() -> run(task));
            } catch (Throwable e) {
                time.left(); // no thread took it
                interrupt();
                throw e;
            }
        }
    }

    private void run(FutureTask<?> task) {
        try {
            task.run();
        } finally {
            time.left();
        }
    }

    /**
     * Waits until all calls are done, the run is cancelled, or the time is over.
     *
     * @param limit null for none
     * @return whether all are done
     */
    boolean await(Cancellation run, @Nullable Duration limit) {
        Runnable stop = settled::cancel;
        run.onCancel(stop);
        try {
            if (limit == null) {
                awaitWithoutLimit();
            } else {
                time.sleep(limit, settled);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            run.remove(stop);
        }
        return open.get() == 0;
    }

    private void awaitWithoutLimit() throws InterruptedException {
        time.left();
        try {
            settled.await(Long.MAX_VALUE);
        } finally {
            time.joined();
        }
    }

    /** Interrupts the calls that are not done. */
    void interrupt() {
        tasks.forEach(task -> task.cancel(true));
    }

    /** The results in the order of the calls; an error result where there is none. An error of a tool is thrown. */
    List<Message.ToolResult> results() {
        List<Message.ToolResult> results = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            results.add(
                    tasks.get(i).isDone() && !tasks.get(i).isCancelled()
                            ? result(tasks.get(i))
                            : Message.toolError(calls.get(i), "it was interrupted before it was done"));
        }
        return results;
    }

    private static Message.ToolResult result(FutureTask<Message.ToolResult> done) {
        try {
            return done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("it was done", e);
        }
    }
}
