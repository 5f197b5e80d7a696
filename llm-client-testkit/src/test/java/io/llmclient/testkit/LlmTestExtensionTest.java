package io.llmclient.testkit;

import static io.llmclient.testkit.LlmAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the tests of {@link Audience} one by one, and looks at what the extension makes of them. */
class LlmTestExtensionTest {

    @Test
    void a_test_that_leaves_nothing_behind_passes() {
        assertThat(problemsOf("leaves_nothing")).isEmpty();
    }

    @Test
    void one_test_has_one_stage_and_the_next_has_another() {
        assertThat(problemsOf("has_one_stage")).isEmpty();
    }

    @Test
    void a_script_that_is_not_used_up_fails_the_test() {
        assertThat(problemsOf("leaves_script")).singleElement().asString().contains("the script is not used up");
    }

    @Test
    void a_stream_that_is_not_closed_fails_the_test() {
        assertThat(problemsOf("leaves_stream"))
                .singleElement()
                .asString()
                .contains("openai/openai-model: 1 stream(s) were not closed");
    }

    @Test
    void a_stream_that_another_thread_is_just_closing_is_waited_for() {
        assertThat(problemsOf("closes_stream_late")).isEmpty();
    }

    @Test
    void a_live_thread_fails_the_test() {
        assertThat(problemsOf("leaves_thread")).singleElement().asString().contains("live threads: [left]");
        Audience.release();
    }

    @Test
    void a_daemon_of_the_library_fails_the_test_too() {
        assertThat(problemsOf("leaves_library_daemon"))
                .singleElement()
                .asString()
                .contains("live threads: [llm-client-1]");
        Audience.release();
    }

    @Test
    void an_uncaught_exception_on_another_thread_fails_the_test() {
        assertThat(problemsOf("throws_on_thread"))
                .singleElement()
                .asString()
                .contains("uncaught on thread thrower", "boom");
    }

    @Test
    void the_handler_of_uncaught_exceptions_is_put_back() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

        problemsOf("throws_on_thread");

        assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(before);
    }

    @Test
    void an_interrupt_flag_that_is_left_set_fails_the_test_and_is_cleared() {
        assertThat(problemsOf("leaves_interrupt")).singleElement().asString().contains("interrupt flag");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void what_is_registered_is_closed_in_reverse_order_after_the_audit() {
        Audience.LOG.clear();

        assertThat(problemsOf("registers")).isEmpty();
        assertThat(Audience.LOG).containsExactly("audit two", "audit one", "close two", "close one");
    }

    @Test
    void every_problem_of_a_test_is_told() {
        assertThat(problemsOf("leaves_two_scripts")).singleElement().asString().contains("RATE_LIMITED", "HANG");
    }

    private static List<Throwable> problemsOf(String test) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(Audience.class, test(test)))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        assertThat(listener.getSummary().getTestsStartedCount()).isEqualTo(1);
        return listener.getSummary().getFailures().stream()
                .map(TestExecutionSummary.Failure::getException)
                .toList();
    }

    private static Method test(String name) {
        return List.of(Audience.class.getDeclaredMethods()).stream()
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Not found by the build: nested static classes are only run from here. */
    @ExtendWith(LlmTestExtension.class)
    static class Audience {

        static final List<String> LOG = new ArrayList<>();
        private static final AtomicReference<CountDownLatch> GATE = new AtomicReference<>(new CountDownLatch(1));

        private Stage before;

        static void release() {
            GATE.getAndSet(new CountDownLatch(1)).countDown();
        }

        @BeforeEach
        void remember(Stage stage) {
            before = stage;
        }

        @Test
        void leaves_nothing(Stage stage) {
            FakeProvider provider = stage.provider("openai").reply("Hi");
            assertThat(new Calls(stage.time()).answer(provider)).hasText("Hi");
        }

        @Test
        void has_one_stage(Stage stage, ManualTime time) {
            assertThat(stage).isSameAs(before);
            assertThat(time).isSameAs(stage.time());
        }

        @Test
        void leaves_script(Stage stage) {
            stage.provider("openai").reply("Hi");
        }

        @Test
        void leaves_two_scripts(Stage stage) {
            stage.provider("openai").fail(Fault.rateLimited());
            stage.provider("gemini").hang();
        }

        @Test
        @SuppressWarnings("resource") // That it is not closed is the point.
        void leaves_stream(Stage stage) {
            new Calls(stage.time()).stream(stage.provider("openai").reply("Hi"));
        }

        @Test
        void closes_stream_late(Stage stage) {
            var stream = new Calls(stage.time()).stream(stage.provider("openai").reply("Hi"));
            Thread tester = Thread.currentThread();
            Thread closer = new Thread(() -> {
                while (tester.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait(); // until the audit waits
                }
                stream.close();
            });
            closer.setDaemon(true);
            closer.start();
        }

        @Test
        void leaves_thread() {
            new Thread(Audience::awaitRelease, "left").start();
        }

        @Test
        void leaves_library_daemon() {
            Thread daemon = new Thread(Audience::awaitRelease, "llm-client-1");
            daemon.setDaemon(true);
            daemon.start();
        }

        @Test
        void throws_on_thread() throws InterruptedException {
            Thread thrower = new Thread(
                    () -> {
                        throw new IllegalStateException("boom");
                    },
                    "thrower");
            thrower.start();
            thrower.join();
        }

        @Test
        void leaves_interrupt() {
            Thread.currentThread().interrupt();
        }

        @Test
        void registers(Stage stage) {
            stage.register(new Registered("one"));
            stage.register(new Registered("two"));
        }

        private static void awaitRelease() {
            try {
                GATE.get().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private record Registered(String name) implements Audited, AutoCloseable {
            @Override
            public void audit() {
                LOG.add("audit " + name);
            }

            @Override
            public void close() {
                LOG.add("close " + name);
            }
        }
    }
}
