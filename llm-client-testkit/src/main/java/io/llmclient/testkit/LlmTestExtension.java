package io.llmclient.testkit;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test its {@link Stage} or {@link ManualTime} as parameters, and audits every test at its end:
 *
 * <ul>
 *   <li>every registered script was played as written, and every answer that a fake provider began was closed;
 *   <li>no thread is left that the test started and that would keep the JVM alive, or that belongs to the library;
 *   <li>no exception was left uncaught on any thread;
 *   <li>the interrupt flag is not set.
 * </ul>
 *
 * <pre>{@code
 * @ExtendWith(LlmTestExtension.class)
 * class FailoverTest {
 *     @Test
 *     void a_dead_provider_is_replaced(Stage stage) {
 *         FakeProvider first = stage.provider("openai").fail(Fault.refused());
 *         // build a client with it and with stage.time(), ask it, look at the answer
 *     }
 * }
 * }</pre>
 *
 * <p>Parameters go into test methods and into {@code @BeforeEach} and {@code @AfterEach} methods; one test always gets
 * the same ones. Threads and uncaught exceptions are looked for in the whole JVM, so tests with this extension don't
 * run in parallel.
 */
public final class LlmTestExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(LlmTestExtension.class);

    /** For JUnit. */
    public LlmTestExtension() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(ThreadAudit.class, new ThreadAudit());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<Throwable> problems = new ArrayList<>(ThreadAudit.clearInterrupt());
        problems.addAll(stage(context).end());
        ThreadAudit threads = context.getStore(NAMESPACE).remove(ThreadAudit.class, ThreadAudit.class);
        problems.addAll(threads.end());
        AssertionError summary = Stage.summary(problems);
        if (summary != null) {
            throw summary;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return context.getTestMethod().isPresent() && (type == Stage.class || type == ManualTime.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Stage stage = stage(context);
        return parameter.getParameter().getType() == Stage.class ? stage : stage.time();
    }

    private static Stage stage(ExtensionContext context) {
        return context.getStore(NAMESPACE).getOrComputeIfAbsent(Stage.class, type -> new Stage(), Stage.class);
    }
}
