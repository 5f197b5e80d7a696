package io.llmclient.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {

    private final Cancellation cancellation = new Cancellation();
    private final AtomicInteger ran = new AtomicInteger();
    private final Runnable action = ran::incrementAndGet;

    @Test
    void actions_run_once_however_often_it_is_cancelled() {
        cancellation.onCancel(action);
        cancellation.cancel();
        cancellation.cancel();
        assertThat(ran).hasValue(1);
        assertThat(cancellation.isCancelled()).isTrue();
    }

    @Test
    void an_action_that_comes_late_runs_at_once() {
        cancellation.cancel();
        cancellation.onCancel(action);
        assertThat(ran).hasValue(1);
    }

    @Test
    void an_action_that_was_taken_back_does_not_run() {
        cancellation.onCancel(action);
        cancellation.remove(action);
        cancellation.cancel();
        assertThat(ran).hasValue(0);
    }

    @Test
    void a_wait_ends_with_the_cancellation() throws InterruptedException {
        cancellation.onCancel(action);
        Thread canceller = new Thread(cancellation::cancel);
        canceller.start();
        assertThat(cancellation.await(10_000_000_000L)).isTrue();
        canceller.join();
        assertThat(ran).hasValue(1);
    }
}
