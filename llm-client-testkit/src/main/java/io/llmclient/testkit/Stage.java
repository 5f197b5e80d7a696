package io.llmclient.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one test stands on: its clock, its providers, and whatever else it wants audited and closed at its end. {@link
 * LlmTestExtension} hands it to the test. Safe for use by several threads.
 */
public final class Stage {

    private final ManualTime time = new ManualTime();
    private final Deque<AutoCloseable> registered = new ArrayDeque<>();

    Stage() {}

    /** The test's clock. */
    public ManualTime time() {
        return time;
    }

    /** A new fake provider, audited at the end of the test. */
    public FakeProvider provider(String name) {
        return register(FakeProvider.named(name));
    }

    /**
     * Closes something at the end of the test, last registered first; before that, audits it if it is {@link Audited}.
     */
    public <T extends AutoCloseable> T register(T thing) {
        synchronized (registered) {
            registered.push(thing);
        }
        return thing;
    }

    /** Audits everything before it closes anything: closing would hide what was left open. */
    List<Throwable> end() {
        List<AutoCloseable> things;
        synchronized (registered) {
            things = List.copyOf(registered);
            registered.clear();
        }
        List<Throwable> problems = new ArrayList<>();
        for (AutoCloseable thing : things) {
            if (thing instanceof Audited audited) {
                collect(problems, audited::audit);
            }
        }
        things.forEach(thing -> collect(problems, thing::close));
        return problems;
    }

    private static void collect(List<Throwable> problems, Step step) {
        try {
            step.run();
        } catch (Exception | AssertionError problem) {
            problems.add(problem);
        }
    }

    /** All problems as one, or null for none. */
    static @Nullable AssertionError summary(List<Throwable> problems) {
        if (problems.isEmpty()) {
            return null;
        }
        AssertionError summary = new AssertionError("the audit after the test found: "
                + String.join("; ", problems.stream().map(Stage::words).toList()));
        problems.forEach(summary::addSuppressed);
        return summary;
    }

    private static String words(Throwable problem) {
        return problem.getClass() == AssertionError.class ? String.valueOf(problem.getMessage()) : problem.toString();
    }

    private interface Step {
        void run() throws Exception;
    }
}
