package io.llmclient.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Finds what a test leaves behind on threads: live ones, uncaught exceptions, a set interrupt flag. */
final class ThreadAudit {

    /** Real time for threads that are just ending. */
    private static final long GRACE_MILLIS = 2_000;

    private static final String LIBRARY_PREFIX = "llm-client";
    private static final String JUNIT_PREFIX = "junit-";

    private final Set<Thread> before = Set.copyOf(liveThreads());
    private final Queue<String> uncaught = new ConcurrentLinkedQueue<>();
    private final Thread.UncaughtExceptionHandler previous = Thread.getDefaultUncaughtExceptionHandler();

    /** Begins to listen. {@link #end()} must follow. */
    ThreadAudit() {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> uncaught.add("uncaught on thread " + thread.getName() + ": " + failure));
    }

    /** Clears the interrupt flag, which would disturb all that follows; says whether it was set. */
    static List<Throwable> clearInterrupt() {
        return Thread.interrupted()
                ? List.of(new AssertionError("the test left the thread's interrupt flag set"))
                : List.of();
    }

    List<Throwable> end() {
        List<Throwable> problems = new ArrayList<>();
        List<String> left = leftThreads();
        if (!left.isEmpty()) {
            problems.add(new AssertionError("the test left live threads: " + left));
        }
        Thread.setDefaultUncaughtExceptionHandler(previous);
        uncaught.forEach(words -> problems.add(new AssertionError(words)));
        return problems;
    }

    private List<String> leftThreads() {
        List<String> left = new ArrayList<>();
        for (Thread thread : liveThreads()) {
            // One that does not end has used up the patience for all.
            if (!before.contains(thread) && mustEnd(thread) && !endsWithin(left.isEmpty() ? GRACE_MILLIS : 1, thread)) {
                left.add(thread.getName());
            }
        }
        return left;
    }

    private static boolean mustEnd(Thread thread) {
        String name = thread.getName();
        return (!thread.isDaemon() && !name.startsWith(JUNIT_PREFIX)) || name.startsWith(LIBRARY_PREFIX);
    }

    private static boolean endsWithin(long millis, Thread thread) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private static List<Thread> liveThreads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        // The count is an estimate, and what does not fit is dropped silently.
        Thread[] threads = new Thread[root.activeCount() * 2 + 16];
        return Arrays.asList(threads).subList(0, root.enumerate(threads));
    }
}
